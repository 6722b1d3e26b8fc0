"""doctor says what prevents work here, and removes it where that needs no decision."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_a_sound_casebook_is_said_to_be_sound(book: CliCasebook) -> None:
    """And the exit code is 0."""
    answer = book.run("doctor")
    assert (answer.status, answer.err) == (0, "no problems found\n")
    assert book.run("doctor", **CHINESE).status == 0


def test_settings_that_run_programs_are_a_problem_and_stay_until_somebody_decides(book: CliCasebook) -> None:
    """The exit code is 1 as long as anything is left; an index that is no database is made again by --fix."""
    index = book.folder / ".git/casectl/index.sqlite3"
    book.done("list")
    index.write_bytes(b"no database at all" * 400)
    assert book.run("doctor", "--format", "json").status == 1
    assert book.run("doctor", "--fix").status == 0
    assert book.run("doctor").status == 0
