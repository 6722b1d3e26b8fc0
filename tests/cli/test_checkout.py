"""In a job of CI: where paths begin, what comes first, the page of the summary; exit codes as ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git


def broken(book: CliCasebook) -> str:
    """Change the state of the first case by hand; its path."""
    first = book.cases[0]
    first.write_text(first.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    return first.relative_to(book.folder).as_posix()


def test_a_finding_is_a_command_at_its_line_and_check_fails_as_ever(book: CliCasebook) -> None:
    path = broken(book)
    answer = book.run("check", "--format", "github")
    assert answer.status == 1
    assert answer.out.startswith(f"::error file={path},line=6,col=1,title=C050::state is closed")


@pytest.mark.parametrize("top", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
def test_paths_begin_where_the_job_does(book: CliCasebook, top: str) -> None:
    path = broken(book)
    answer = book.run("check", "--format", "gitlab", **{top: str(book.folder.parent)})
    assert json.loads(answer.out)[0]["location"]["path"] == f"book/{path}"
    assert json.loads(book.run("check", "--format", "gitlab", **{top: "/elsewhere"}).out)[0]["location"]["path"] == path


def test_what_the_last_commit_changed_comes_first(book: CliCasebook) -> None:
    """Of a pull request checked out as a merge this is the request."""
    for case in book.cases:
        case.write_text(case.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    book.commit()
    last = book.cases[1]
    last.write_text(last.read_text("utf-8").replace("title: ", "title: Very ", 1), "utf-8")
    book.commit()
    answer = book.run("check", "--select", "C050", "--format", "github")
    assert [line.partition("file=")[2].partition(",")[0] for line in answer.out.splitlines()] == [
        case.relative_to(book.folder).as_posix() for case in (last, book.cases[0])
    ]


def test_in_a_shallow_clone_nothing_is_known_to_have_changed_and_nothing_fails(
    book: CliCasebook, tmp_path: Path
) -> None:
    run_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{book.folder}", "shallow")
    shallow = CliCasebook(tmp_path / "shallow")
    path = broken(shallow)
    assert f"file={path}" in shallow.run("check", "--format", "github").out


def test_the_summary_is_added_to_and_a_full_one_is_left_alone(book: CliCasebook, tmp_path: Path) -> None:
    """GitHub refuses a page that is too long as a whole, what other tools wrote included."""
    broken(book)
    page = tmp_path / "summary.md"
    page.write_text("# Before\n", "utf-8")
    book.run("check", "--format", "github", GITHUB_STEP_SUMMARY=str(page))
    assert page.read_text("utf-8").startswith("# Before\n## casectl check\n\n1 error, 1 notice\n")
    page.write_text("x" * 1024 * 1000, "utf-8")
    book.run("check", "--format", "github", GITHUB_STEP_SUMMARY=str(page))
    assert page.stat().st_size == 1024 * 1000


def test_a_summary_that_cannot_be_written_is_said(book: CliCasebook, tmp_path: Path) -> None:
    answer = book.run("check", "--format", "github", GITHUB_STEP_SUMMARY=str(tmp_path))
    assert answer.status == 6
    assert "unset GITHUB_STEP_SUMMARY to skip the summary" in answer.err


def test_overdue_names_the_clock_and_no_title(book: CliCasebook) -> None:
    """A job's log is kept, and read by many."""
    late = {"CASECTL_NOW": "2027-01-05T09:00:00+00:00"}
    answer = book.run("overdue", "--exit-code", "--format", "github", **late)
    assert answer.status == 1
    assert "已超时 " in book.run("overdue", "--format", "github", CASECTL_LANG="zh", **late).out
    assert "超时 超时" not in book.run("overdue", "--format", "github", CASECTL_LANG="zh", **late).out
    assert "title=overdue-internal::" in answer.out
    assert "First response was due " in answer.out
    assert "Torn" not in answer.out


def line_of(book: CliCasebook, path: str, number: int) -> str:
    """A line of a file."""
    return (book.folder / path).read_text("utf-8").splitlines()[number - 1]


def test_what_is_overdue_is_shown_at_its_line(book: CliCasebook) -> None:
    """A deadline where the header has it, a follow-up where its entry is; whatever the time asked about."""
    book.done("followup", "add", book.cases[0].stem, "2026-11-25 10:00", "Call back")
    late = {"CASECTL_NOW": "2027-01-05T09:00:00+00:00"}
    for more in ((), ("--at", "2026-12-20T09:00")):
        found = json.loads(book.run("overdue", *more, "--format", "gitlab", **late).out)
        lines = {line_of(book, each["location"]["path"], each["location"]["lines"]["begin"]) for each in found}
        assert "  first_response: " in {line[:18] for line in lines}
        assert all(line.startswith(("  first_response: ", "  update: ", "  resolve: ", "  - {id: ", "  - id: "))
                   for line in lines)  # fmt: skip
        assert any(" id: " in line or "{id: " in line for line in lines)


def test_an_event_is_shown_at_its_line(book: CliCasebook) -> None:
    book.done("note", book.cases[0].stem, "Called")
    found = json.loads(book.run("audit", book.cases[0].stem, "--format", "gitlab").out)
    shown = {each["check_name"]: line_of(book, each["location"]["path"], each["location"]["lines"]["begin"])
             for each in found}  # fmt: skip
    assert all(line.lstrip().startswith("- id: ") for line in shown.values())
    assert len({*shown.values()}) == len(found) > 1


def test_a_file_that_cannot_be_read_has_no_lines(book: CliCasebook) -> None:
    """It is an error itself; the list of what was overdue at a commit is shown without lines."""
    book.cases[0].write_bytes(b"\xff")
    late = {"CASECTL_NOW": "2027-01-05T09:00:00+00:00"}
    found = json.loads(book.run("overdue", "--rev", "HEAD", "--format", "gitlab", **late).out)
    path = book.cases[0].relative_to(book.folder).as_posix()
    assert {each["location"]["lines"]["begin"] for each in found if each["location"]["path"] == path} == {1}


def test_what_a_pull_request_brings_is_an_analysis_of_its_own(book: CliCasebook) -> None:
    """Code scanning keeps one log of each name: the second would take the place of the first."""
    ids = [
        json.loads(book.run(*words, "--format", "sarif").out)["runs"][0]["automationDetails"]["id"]
        for words in (["check"], ["check", "--base", "HEAD"], ["overdue"], ["audit"])
    ]
    assert ids == ["casectl/check/", "casectl/check-base/", "casectl/overdue/", "casectl/audit/"]


def test_audit_annotates_what_is_remarkable_and_repeats_no_note(book: CliCasebook) -> None:
    case = book.cases[0].stem
    book.done("note", case, "A private word")
    broken(book)
    answer = book.run("audit", case, "--format", "github")
    assert answer.status == 0
    path = book.cases[0].relative_to(book.folder).as_posix()
    assert f"::warning file={path},title=hand-edit::" in answer.out
    assert "title=noted::" in answer.out
    assert "private" not in answer.out


@pytest.mark.parametrize("words", [["list"], ["show", "C-2610"], ["due-soon"], ["agenda"]])
def test_other_lists_have_no_places_in_files(book: CliCasebook, words: list[str]) -> None:
    said = book.refused(2, *words, "--format", "github")
    assert "github is only for check, overdue and audit" in said


@pytest.mark.parametrize(
    "words", [["overdue", "--group-by", "owner"], ["audit", "--dwell"], ["check", "--explain", "C050"]]
)
def test_nor_have_counts_and_explanations(book: CliCasebook, words: list[str]) -> None:
    assert "do not" in book.refused(2, *words, "--format", "sarif")


def test_a_verb_that_records_refuses_before_it_has_recorded(book: CliCasebook) -> None:
    book.refused(2, "note", book.cases[0].stem, "x", "--format", "junit")
