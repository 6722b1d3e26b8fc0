"""An id stands in one case only: one that is typed again in another case is found before it lands, and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import run_git

if TYPE_CHECKING:
    from tests.cli.casebook import CliCasebook

COMMANDS = ["check --base HEAD~1", "check", "verify"]


def _ids(book: CliCasebook, number: int) -> list[str]:
    lines = book.cases[number].read_text("utf-8").splitlines()
    return [line.split()[-1] for line in lines if line.startswith("  - id: ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_id_of_another_cases_event_is_found(book: CliCasebook, command: str) -> None:
    """However long ago that was recorded; check says it again as long as it is there, and before it is committed."""
    assert book.run("check").status == 0
    taken, case = _ids(book, 1)[0], book.cases[0]
    at = book.env["CASECTL_NOW"]
    with case.open("a", encoding="utf-8") as file:
        file.write(f"  - id: {taken}\n    at: {at}\n    by: ann\n    event: noted\n    text: x\n")
    said = f"H011 event {taken} is in another case too"
    for words in (["check"], ["check", case.stem]):
        assert book.run(*words).out.count(f":{len(case.read_text('utf-8').splitlines()) - 4}:5: {said}") == 1
    book.commit()
    for _ in range(2):
        answer = book.run(*command.split())
        assert (answer.status, answer.out.count(said)) == (1, 1), answer
    assert case.name in next(line for line in answer.out.splitlines() if said in line)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_case_copied_under_another_id_is_found(book: CliCasebook, command: str) -> None:
    """With all its events, each of which is named."""
    assert book.run("check").status == 0
    source, id_ = book.cases[0], "C-2611-00000001X"
    copy = source.with_name(f"{id_}.yaml")
    copy.write_text(source.read_text("utf-8").replace(source.stem, id_), "utf-8")
    run_git(book.folder, "add", ".")
    book.commit()
    answer = book.run(*command.split())
    assert answer.status == 1, answer
    lines = [line for line in answer.out.splitlines() if " H011 " in line]
    assert len(lines) == len(_ids(book, 0)), answer
    assert all(copy.name in line for line in lines)


def test_two_cases_that_nobody_committed_yet_are_held_against_each_other(book: CliCasebook) -> None:
    """Both are named, since nobody knows which was first."""
    text, numbers = book.cases[0].read_text("utf-8"), ("00000001X", "00000002Y")
    taken = _ids(book, 0)[0]
    for number in numbers:
        name = f"C-2611-{number}"
        typed = text.replace(book.cases[0].stem, name).replace(taken, "typed00001")
        book.cases[0].with_name(f"{name}.yaml").write_text(typed, "utf-8")
    lines = [line for line in book.run("check").out.splitlines() if "H011 event typed00001" in line]
    assert [number in line for number, line in zip(numbers, lines, strict=True)] == [True, True]


def test_a_text_that_looks_like_an_id_is_none(book: CliCasebook) -> None:
    """A note of another case may quote one."""
    book.done("note", book.cases[0].stem, "here")
    book.done("note", book.cases[1].stem, f"see\nid: {_ids(book, 0)[-1]}\n")
    book.done("undo", book.cases[0].stem)
    assert "H011" not in book.run("check", "--base", "HEAD~3").out
    assert "H011" not in book.run("check", "--base", "HEAD~2").out
