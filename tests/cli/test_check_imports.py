"""check takes for imported what an import on record brought, and nothing that merely says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casectl.core.case.imported import record_path
from tests.cli.casebook import CliCasebook
from tests.conftest import run_git
from tests.scorecard.hands import MAPPING


def test_a_trailer_of_an_import_counts_only_from_before_the_law(book: CliCasebook) -> None:
    """A commit by hand could say it too; later imports stand on record."""
    older, newer = book.cases
    settings = book.folder / "casectl.yaml"
    with_law = settings.read_text("utf-8")
    assert "law: 1\n" in with_law
    texts = {case: case.read_text("utf-8") for case in (older, newer)}
    run_git(book.folder, "checkout", "-q", "--orphan", "another")
    run_git(book.folder, "rm", "-rfq", "--cached", "cases")
    for case in texts:
        case.unlink()
    settings.write_text(with_law.replace("law: 1\n", ""), "utf-8")
    book.commit()
    for case in (older, newer):
        sourced = texts[case].replace("fields:", "source: {name: old, id: '7'}\nfields:", 1)
        opened = "by: import\n    event: opened\n    source: {name: old, id: '7'}\n"
        case.write_text(sourced.replace("by: ann\n    event: opened\n", opened), "utf-8")
        book.commit("Import\n\nImport: old\nActor: import")
        if case is older:
            settings.write_text(with_law, "utf-8")
            book.commit("The law begins")
    found = book.run("check").out
    assert f"{newer.relative_to(book.folder)}:16:1: C101" in found
    assert older.stem not in found


ROWS = "no,at,title,who,channel,problem\nS-1,2026-11-03T10:00:00Z,Lamp,ann,phone,Broke\n"
TYPED = """\
  - id: zzzzzzzzz1
    at: 2026-11-04T08:00:00+00:00
    by: import
    event: advanced
    to: closed
"""


def imported(book: CliCasebook, *options: str) -> Path:
    """A case that came with an import, in a book that was looked at."""
    (book.folder.parent / "rows.csv").write_text(ROWS, "utf-8")
    (book.folder.parent / "map.yaml").write_text(MAPPING, "utf-8")
    known = {*book.cases}
    book.done("import", "../rows.csv", "--map", "../map.yaml", *options)
    [case] = {*book.cases} - known
    return case


def found(book: CliCasebook) -> list[set[str]]:
    """The codes of `check --base` and of `verify`."""
    asked = (("check", "--base", "HEAD~1"), ("verify", "--all"))
    return [{*re.findall(r": ([CBH]\d{3}) ", book.run(*words).out)} - {"H004"} for words in asked]


@pytest.mark.parametrize("options", [(), ("--commits", "event")])
def test_what_is_typed_later_did_not_come_with_the_import(book: CliCasebook, options: tuple[str, ...]) -> None:
    """Found by use: an imported case was closed by an event `by: import`, typed by anybody, and nothing said so."""
    case = imported(book, *options)
    assert found(book) == [set(), set()]
    text = case.read_text("utf-8").replace("\nstate: received\n", "\nstate: closed\n")
    case.write_text(text.rstrip("\n") + "\n" + TYPED, "utf-8")
    book.commit()
    for codes in found(book):
        assert {"H003", "C041"} <= codes


def test_no_record_of_an_import_is_made_for_what_is_there(book: CliCasebook) -> None:
    """Another record that names the case with one event more."""
    case = imported(book)
    [record] = book.folder.glob("imports/*.yaml")
    events = case.read_text("utf-8").count("\n  - id: ")
    content = record.read_bytes().replace(f"{case.stem} {events}".encode(), f"{case.stem} {events + 1}".encode())
    (book.folder / record_path(content)).write_bytes(content)
    case.write_text(case.read_text("utf-8").rstrip("\n") + "\n" + TYPED, "utf-8")
    book.commit()
    for codes in found(book):
        assert "B008" in codes


@pytest.mark.parametrize("how", ["gone", "of another", "renamed"])
def test_a_case_that_no_record_names_is_judged_as_ones_own(book: CliCasebook, how: str) -> None:
    """Found by use: whoever left the record out of the import's commit had a case that nothing was asked of."""
    imported(book)
    [record] = book.folder.glob("imports/*.yaml")
    content = record.read_bytes()
    record.unlink()
    if how == "of another":
        other = content.replace(b"C-26", b"X-26")
        (book.folder / record_path(other)).write_bytes(other)
    elif how == "renamed":
        record.with_name("0" * 64 + ".yaml").write_bytes(content)
    run_git(book.folder, "add", "-A")
    run_git(book.folder, "commit", "-q", "--amend", "--no-edit")
    for codes in found(book):
        assert "C101" in codes


def test_a_record_is_by_who_committed_it(book: CliCasebook) -> None:
    imported(book)
    [record] = book.folder.glob("imports/*.yaml")
    content = record.read_bytes().replace(b"person: ann", b"person: ben")
    record.unlink()
    (book.folder / record_path(content)).write_bytes(content)
    run_git(book.folder, "add", "-A")
    run_git(book.folder, "commit", "-q", "--amend", "--no-edit")
    for codes in found(book):
        assert codes == {"H003"}
