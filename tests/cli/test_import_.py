"""`casectl import` as it is typed, on a real casebook: what it records, says, keeps and leaves alone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from casectl.cli.main import run

MAPPING = """\
source: desk
template: help-desk
id: "{id}"
received: "{at}"
title: "{title}"
owner: "{who}"
state: {from: "{state}", values: {new: new, fixed: resolved, closed: closed}}
events: {at: "{at}", activity: "{state}", handoff: [owner]}
"""
LOG = """\
id,at,title,who,state
A,2026-01-01T08:00:00Z,Printer on fire,Ann,new
B,2026-01-01T09:00:00Z,"Too, quiet",Ann,new
A,2026-01-02T08:00:00Z,Printer on fire,Bob,fixed
B,2026-01-03T08:00:00Z,"Too, quiet",Ann,closed
A,2026-01-04T08:00:00Z,Printer on fire,Bob,closed
"""
GitRunner = Callable[..., str]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A casebook to work in, with a log and its mapping beside it."""
    folder = tmp_path / "book"
    assert run(["init", str(folder), "--zone", "Europe/London", "--template", "complaint", "--yes"]) == 0
    capsys.readouterr()
    monkeypatch.chdir(folder)
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    return folder


def imported(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> dict[str, object]:
    """The figures of an import of the log."""
    assert run(["import", "../log.csv", "--map", "../map.yaml", "--format", "json", *words]) == code
    row: dict[str, object] = json.loads(capsys.readouterr().out)["rows"][0]
    return row


def files(book: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (book / "cases").rglob("*.yaml")}


def test_a_batch_is_one_commit_that_check_finds_nothing_in(
    book: Path, capsys: pytest.CaptureFixture[str], git: GitRunner
) -> None:
    """With the template that the casebook did not have."""
    found = imported(capsys)
    assert (found["created"], found["rows"], found["handoffs"], found["commits"]) == (2, 5, 1, 1)
    assert git(book, "rev-list", "--count", "HEAD").strip() == "2"
    assert "templates/help-desk.yaml" in git(book, "show", "--name-only", "--format=")
    assert "Printer" not in git(book, "log", "-1", "--format=%B")
    assert git(book, "status", "--porcelain") == ""
    assert run(["check"]) == 0


def test_a_case_is_known_by_the_number_it_came_with(
    book: Path, capsys: pytest.CaptureFixture[str], git: GitRunner
) -> None:
    """A short one might be a part of another case's id: the message says which case it is, and nothing is written."""
    log = Path("../log.csv")
    log.write_text(log.read_text("utf-8").replace("\nB,", "\n2026-000-117-B,"), "utf-8")
    imported(capsys)
    quiet, printer = sorted(files(book), key=lambda name: b"Printer" in files(book)[name])
    for typed in ("desk:A", "2026-000-117-B", "desk:2026-000-117-B"):
        assert run(["note", typed, "She rang again"]) == 0
        assert capsys.readouterr().out.startswith((printer if "A" in typed else quiet).removesuffix(".yaml"))
    log.write_text(log.read_text("utf-8").replace("\nA,", "\nI9L,"), "utf-8")
    imported(capsys)
    head = git(book, "rev-parse", "HEAD")
    assert run(["note", "I9L", "She rang again"]) == 4
    known = next(name for name in files(book) if b"I9L" in files(book)[name])
    said = capsys.readouterr().err
    assert f"desk:I9L is case {known.removesuffix('.yaml')} in this casebook" in said
    assert "give the id, or source and number" in said
    assert git(book, "rev-parse", "HEAD") == head


def test_importing_twice_adds_nothing(book: Path, capsys: pytest.CaptureFixture[str], git: GitRunner) -> None:
    """No case, no commit, no changed byte."""
    imported(capsys)
    before, head = files(book), git(book, "rev-parse", "HEAD")
    again = imported(capsys)
    assert (again["created"], again["already"], again["commits"]) == (0, 2, 0)
    assert (files(book), git(book, "rev-parse", "HEAD")) == (before, head)


def test_a_commit_for_each_event_ends_in_the_same_bytes(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], git: GitRunner
) -> None:
    """In the order of time over all cases, beside one for the template."""
    imported(capsys)
    batch = files(book)
    other = tmp_path / "other"
    shutil.copytree(book, other)
    git(other, "reset", "--quiet", "--hard", "HEAD~1")
    assert run(["-C", str(other), "import", "../log.csv", "--map", "../map.yaml", "--commits", "event"]) == 0
    assert files(other) == batch
    subjects = git(other, "log", "--reverse", "--format=%s").splitlines()[2:]
    assert [line.partition(" ")[2] for line in subjects] == [
        "opened: help-desk (new)",
        "opened: help-desk (new)",
        "assigned: ann → bob",
        "advanced: new → resolved",
        "advanced: new → closed",
        "advanced: resolved → closed",
    ]


def test_a_dry_run_writes_nothing(book: Path, capsys: pytest.CaptureFixture[str], git: GitRunner) -> None:
    """Neither cases nor commits nor a rejects file, but says all of it."""
    log = book.parent / "log.csv"
    log.write_text(LOG + "C,never,x,y,new\n", encoding="utf-8")
    found = imported(capsys, "--dry-run", code=1)
    assert (found["created"], found["rejected"], found["dry_run"]) == (2, 1, True)
    assert not (book / "cases").exists()
    assert git(book, "rev-list", "--count", "HEAD").strip() == "1"
    assert not list(book.parent.glob("*.rejects.csv"))


def test_rejected_rows_are_named_and_kept_for_their_owner(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rest is imported; the exit code is 1. Corrected, the rows can be imported."""
    log = book.parent / "log.csv"
    log.write_text(LOG + "C,never,Late,Ann,new\nD,2026-01-05T08:00Z,Odd,Ann,melted\n", encoding="utf-8")
    assert run(["import", "../log.csv", "--map", "../map.yaml"]) == 1
    said = capsys.readouterr()
    assert "rejected: 2" in said.out
    assert "line 7: never does not match the time format iso, written; see ../map.yaml:8:10" in said.err
    assert "line 8: no value is mapped for melted; add it under values: at ../map.yaml:7:" in said.err
    kept = book.parent / "log.csv.rejects.csv"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_text("utf-8").splitlines()[1].startswith("C,never,Late,Ann,new,7,")
    corrected = kept.read_text("utf-8").replace("never", "2026-01-05T08:00Z").replace("melted", "new")
    log.write_text(corrected, encoding="utf-8")
    assert imported(capsys)["created"] == 2


def test_no_link_leads_beyond_the_limit(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reference is counted as one that leads nowhere, and `check` has nothing against it."""
    more = 'links: [{from: "{title}", find: "see (.)", id: "{1}"}]\n'
    (book.parent / "map.yaml").write_text(MAPPING.split("state:")[0] + more, "utf-8")
    rows = "id,at,title,who,state\nA,2026-01-01,see B,Ann,new\nB,2026-01-02,see A,Ann,new\n"
    (book.parent / "log.csv").write_text(rows, "utf-8")
    found = imported(capsys, "--limit", "1")
    assert (found["created"], found["links"], found["unresolved"]) == (1, 0, 1)
    assert run(["check"]) == 0
    capsys.readouterr()
    assert imported(capsys)["links"] == 1
    assert run(["check"]) == 0


def test_a_limit_stops_after_so_many_cases(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next import goes on from there."""
    assert imported(capsys, "--limit", "1")["created"] == 1
    rest = imported(capsys)
    assert (rest["created"], rest["already"]) == (1, 1)


def test_columns_are_held_against_the_mapping_first(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is lacking is an error that names all of it; what is not taken is said."""
    log = book.parent / "log.csv"
    log.write_text("id,when,title,state,mood\n", encoding="utf-8")
    (book.parent / "log.csv").write_text("id,when,title,state,mood\nA,1,2,3,4\n", encoding="utf-8")
    assert run(["import", "../log.csv", "--map", "../map.yaml"]) == 2
    said = capsys.readouterr().err
    assert "no column at" in said
    assert "no column who" in said
    log.write_text(LOG.replace("state\n", "state,mood\n").replace("new\n", "new,x\n").replace("fixed\n", "fixed,x\n")
                   .replace("closed\n", "closed,x\n"), encoding="utf-8")  # fmt: skip
    assert run(["import", "../log.csv", "--map", "../map.yaml"]) == 0
    said = capsys.readouterr().err
    assert "columns ignored: mood" in said
    assert "log.csv is read as utf-8" in said


def test_a_mapping_with_faults_is_refused_with_all_of_them(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And a name that is neither file nor shipped mapping, with the nearest."""
    (book.parent / "map.yaml").write_text(MAPPING + 'zone: Nowhere\nfields: {nothing: "{x}"\n}\n', encoding="utf-8")
    assert run(["import", "../log.csv", "--map", "../map.yaml"]) == 5
    assert "there is no time zone Nowhere" in capsys.readouterr().err
    assert run(["import", "../log.csv", "--map", "helpdesk-itali"]) == 4
    assert "did you mean helpdesk-italy?" in capsys.readouterr().err


def test_nothing_is_imported_over_cases_that_are_missing_or_unreadable(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Otherwise an import could put a fresh case in the place of a recorded one."""
    imported(capsys)
    first, *_ = (book / "cases").rglob("*.yaml")
    content = first.read_bytes()
    first.unlink()
    assert run(["import", "../log.csv", "--map", "../map.yaml"]) == 3
    assert "git checkout -- cases" in capsys.readouterr().err
    first.write_bytes(b"broken: [")
    assert run(["import", "../log.csv", "--map", "../map.yaml"]) == 5
    first.write_bytes(content)
    assert imported(capsys)["created"] == 0


def test_check_has_nothing_against_an_import_since_it_last_looked(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Imported events go by no rules of this casebook, neither in a batch nor in a commit each."""
    assert run(["check"]) == 0
    imported(capsys)
    assert run(["check"]) == 0, capsys.readouterr().out
    (book.parent / "log.csv").write_text(LOG.replace("A,", "C,").replace("B,", "D,"), encoding="utf-8")
    imported(capsys, "--commits", "event")
    assert run(["check"]) == 0, capsys.readouterr().out
