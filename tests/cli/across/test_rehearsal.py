"""Only a casebook that is marked as a rehearsal from its first commit on records at a time that is made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.mail_server import mail_server
from tests.conftest import run_git

BACK = {"CASECTL_NOW": "", "CASECTL_NOW_INDEED": "2026-11-01T09:00:00+00:00"}
"""The clock set back by the variable, as a user would."""


def made(folder: Path, *words: str, **env: str) -> CliCasebook:
    """A new casebook."""
    folder.mkdir()
    book = CliCasebook(folder)
    said = book.run("init", "--zone", "UTC", "--yes", *words, **env)
    assert said.status == 0, said.err
    assert ("it is a rehearsal" in said.err) == ("rehearsal: yes" in (folder / "casectl.yaml").read_text("utf-8"))
    return book


OPENING = (*NEW, "--title", "Torn", "--customer.name", "Kim")
WRITING = [("note", "CASE", "x"), ("edit", "CASE"), OPENING, ("init", "--template", "refund")]


@pytest.mark.parametrize("words", WRITING, ids=lambda each: each[0])
def test_a_clock_that_is_set_back_records_nothing(book: CliCasebook, words: tuple[str, ...]) -> None:
    """Otherwise a late call becomes one in time."""
    typed = [word.replace("CASE", book.cases[0].stem) for word in words]
    said = book.refused(3, *typed, **BACK)
    assert "CASECTL_NOW is set" in said
    assert "casectl init --rehearsal DIR" in said


def test_lists_take_the_moment_that_is_asked_for(book: CliCasebook) -> None:
    assert book.run("overdue", **BACK).status == 0
    assert book.run("recompute", book.cases[0].stem, **BACK).status == 0


def test_a_rehearsal_says_so_in_every_command_and_otherwise_works_alike(tmp_path: Path) -> None:
    """On stderr, with the exit codes of any casebook."""
    book = made(tmp_path / "book", "--rehearsal")
    said = book.run(*OPENING, **BACK)
    assert (said.status, said.err.count("this casebook is a rehearsal")) == (0, 1)
    assert "at: 2026-11-01T09:00:00" in book.cases[0].read_text("utf-8")
    for words in (("list",), ("check",), ("show", book.cases[0].stem), ("note", book.cases[0].stem, "x")):
        answer = book.run(*words)
        assert (answer.status, answer.err.count("this casebook is a rehearsal")) == (0, 1), words


def test_a_document_from_a_rehearsal_says_that_it_is_one(tmp_path: Path, book: CliCasebook) -> None:
    """It goes to people who see no message of a command, and all of its times may be made up."""
    practice = made(tmp_path / "practice", "--rehearsal")
    practice.done(*OPENING, **BACK)
    for words in (("report", "--html"), ("report", "--md"), ("review", "--md")):
        [title] = [line for line in practice.done(*words).splitlines() if line.startswith(("# ", "<h1>"))]
        assert "rehearsal" in title, words
        assert "（演练）" in practice.done(*words, "--language", "zh"), words
        assert "rehearsal" not in book.done(*words), words


def test_what_is_made_under_a_clock_that_is_set_is_a_rehearsal(tmp_path: Path) -> None:
    book = made(tmp_path / "book", **BACK)
    assert "rehearsal: yes" in run_git(book.folder, "show", "HEAD:casectl.yaml")
    book.done("init", "--name", "Other", "--yes")
    assert "rehearsal: yes" in run_git(book.folder, "show", "HEAD:casectl.yaml")


def test_a_casebook_does_not_become_a_rehearsal_later(book: CliCasebook) -> None:
    """Neither by init nor by an edit that is not committed."""
    assert "only a new casebook can be a rehearsal" in book.refused(3, "init", "--rehearsal", "--yes")
    with (book.folder / "casectl.yaml").open("a") as settings:
        settings.write("rehearsal: yes\n")
    assert "CASECTL_NOW is set" in book.refused(3, "note", book.cases[0].stem, "x", **BACK)


def test_a_line_that_a_later_commit_brings_moves_no_clock(book: CliCasebook) -> None:
    """Found by use: with it in a plain commit a late answer was recorded in time, and it was taken out again."""
    settings, case = book.folder / "casectl.yaml", book.cases[0].stem
    assert book.run("check").status == 0
    before = settings.read_text("utf-8")
    settings.write_text(before + "rehearsal: yes\n", "utf-8")
    book.commit()
    said = book.run("note", case, "x", **BACK)
    assert (said.status, "CASECTL_NOW is set" in said.err, "this casebook is a rehearsal" in said.err) == (
        3,
        True,
        False,
    )
    assert "rehearsal: yes has no effect" in said.err
    settings.write_text(before, "utf-8")
    book.commit()
    for _ in range(2):
        said = book.run("check")
        assert (said.status, said.out.count("B011 a casebook is a rehearsal from its first commit on")) == (1, 1)


def test_no_mail_leaves_a_rehearsal(tmp_path: Path) -> None:
    """Found by use: with the settings of the real desk a letter from a game went to a customer. It is in a file."""
    book = made(tmp_path / "book", "--rehearsal", "--scripts")
    book.done(*OPENING)
    with mail_server() as server, (book.folder / "casectl.yaml").open("a") as settings:
        settings.write(f"remind: {{smtp: '{server.address}', from: desk@example.org, tls: no}}\n")
        settings.close()
        book.commit()
        said = book.run("reply", book.cases[0].stem, "--to", "kit@example.org", "--text", "Dear Kit", "--now")
        assert said.status == 0, said.err
        assert server.messages == []
    [letter] = (book.folder / ".git/casectl/outbox/rehearsal").glob("*.eml")
    assert "Dear Kit" in letter.read_text("utf-8")
    assert f"this is a rehearsal: the letter of {book.cases[0].stem} to kit@example.org was not sent" in said.err
    assert str(letter) in said.err
