"""Two clones, one of which takes a case to the archive: nothing that the other recorded is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

pytestmark = pytest.mark.slow

_LATER = "2028-11-21T09:00:00+00:00"
_ARCHIVE = ("archive", "--before", "2027-01-01", "--to", "../archive")


@pytest.fixture
def closed(shared: CliCasebook, other: CliCasebook) -> str:
    """A case that is over, with an attachment, in both clones."""
    case = shared.cases[0].stem
    shared.done("attach", case, "casectl.yaml")
    shared.done("contact", case, "in", "Found", "--channel", "phone")
    shared.done("contact", case, "in", "It was found")
    shared.done("advance", case, "withdrawn", "--reason", "It was found")
    shared.done("sync")
    for each in (shared, other):
        each.env["CASECTL_NOW"] = _LATER
    other.done("sync")
    return case


def _synced(book: CliCasebook) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(book.done("sync", "--format", "json"))
    return found


def _codes(book: CliCasebook) -> set[str]:
    """What `check` and `verify` say, but for the date of the October case."""
    rows = [row for verb in ("check", "verify") for row in json.loads(book.run(verb, "--format", "json").out)["rows"]]
    return {row["code"] for row in rows} - {"H004"}


def test_what_nobody_worked_on_is_in_the_archive_in_both(shared: CliCasebook, other: CliCasebook, closed: str) -> None:
    """Whether git only moved on, or merged; the other clone shows it without having the archive."""
    shared.done(*_ARCHIVE)
    shared.done("sync")
    other.done("note", other.cases[1].stem, "Beside it")
    assert _synced(other)["back"] == []
    assert "is in the archive" in other.run("show", closed).err
    assert "It was found" in other.done("show", closed)
    shared.done("sync")
    assert [_codes(each) for each in (shared, other)] == [set(), set()]
    assert len(shared.cases) == len(other.cases) == 1


@pytest.mark.parametrize("archives_first", [True, False])
def test_what_the_other_worked_on_is_here_again(
    shared: CliCasebook, other: CliCasebook, closed: str, *, archives_first: bool
) -> None:
    """With what both recorded, and what was attached; it is said, and the next run takes all of it."""
    shared.done(*_ARCHIVE)
    other.done("note", closed, "She rang again")
    first, second = (shared, other) if archives_first else (other, shared)
    first.done("sync")
    said = second.done("sync")
    assert "archived on one side and changed on the other, so restored" in said
    first.done("sync")
    for each in (shared, other):
        kinds = [event["event"] for event in each.rows("show", closed)[0]["journal"]]
        assert {*kinds} >= {"archived", "noted"}
        assert [*each.folder.glob(f"attachments/{closed}/*-casectl.yaml")]
        assert (each.folder / "archive/2026.tsv").read_bytes() == b""
        assert _codes(each) == set()
    shared.done(*_ARCHIVE)
    assert _codes(shared) == set()
    assert "She rang again" in replace(shared, folder=shared.folder.parent / "archive").done("show", closed)


def test_both_may_take_it_there(shared: CliCasebook, other: CliCasebook, closed: str) -> None:
    """Each to an archive of their own; brought back, it has what both recorded."""
    shared.done(*_ARCHIVE)
    other.done(*_ARCHIVE[:-1], "../other-archive")
    shared.done("sync")
    other.done("sync")
    assert [_codes(each) for each in (other,)] == [set()]
    assert len((other.folder / "archive/2026.tsv").read_text("utf-8").splitlines()) == 2
    other.done("archive", "--restore", closed, "--reason", "She rang")
    kinds = [event["event"] for event in other.rows("show", closed)[0]["journal"]]
    assert (kinds.count("archived"), kinds.count("restored")) == (2, 1)
    assert _codes(other) == set()
    other.done("sync")
    shared.done("sync")
    assert (_codes(shared), run_git(shared.folder, "status", "--porcelain")) == (set(), "")


def test_both_may_bring_it_back(shared: CliCasebook, other: CliCasebook, closed: str) -> None:
    shared.done(*_ARCHIVE)
    shared.done("sync")
    other.done("sync")
    for each in (shared, other):
        each.done("archive", "--restore", closed, "--reason", "She rang")
    shared.done("sync")
    other.done("sync")
    kinds = [event["event"] for event in other.rows("show", closed)[0]["journal"]]
    assert (kinds.count("restored"), _codes(other)) == (2, set())


def test_an_open_case_taken_to_the_archive_by_hand_is_not_put_right_by_being_gone(
    shared: CliCasebook, other: CliCasebook
) -> None:
    """The unlawful event is in what the archive has, so it stays here until the case is brought back; then nothing is
    left of it.
    """
    path = other.cases[0].relative_to(other.folder)
    settings = run_git(other.folder, "rev-parse", "HEAD:casectl.yaml").strip()
    with other.cases[0].open("a", encoding="utf-8") as file:
        file.write(f"  - id: zzzzzzzzz1\n    at: {other.env['CASECTL_NOW']}\n    by: ben\n    event: archived\n"
                   f"    under: {{casectl.yaml: {settings}}}\n")  # fmt: skip
    for key, text in (("name", "Ben Okoro"), ("email", "ben@example.org")):
        run_git(other.folder, "config", f"user.{key}", text)
    other.commit(f"Archived\n\nCase: {path.stem}\nEvent: zzzzzzzzz1\nActor: ben")
    blob, commit = (run_git(other.folder, "rev-parse", each).strip() for each in (f"HEAD:{path}", "HEAD"))
    (other.folder / "archive").mkdir()
    (other.folder / "archive" / "2026.tsv").write_text(f"{path.stem}\t{blob}\t{commit}\n", "utf-8")
    run_git(other.folder, "rm", "-q", str(path))
    other.commit("casectl archive: 1 case")
    assert "C140" in _codes(other)
    assert "C140" in other.run("sync").err
    shared.run("sync")
    assert len(shared.cases) == 2
    other.done("archive", "--restore", path.stem, "--reason", "It is open")
    assert "corrected since" in other.run("sync").err
    shared.run("sync")
    for each in (other, shared):
        each.done("check")
