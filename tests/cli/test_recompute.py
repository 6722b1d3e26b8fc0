"""Edited rules and calendars move nothing until `recompute` records it (`tests.cli.formal`)."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA, MONDAY, case, due, on
from tests.conftest import run_git


def edit_rules(book: CliCasebook) -> None:
    """The clock gets five days instead of ten, and Tuesday 24 November becomes a holiday."""
    template, calendar = book.folder / "templates/formal.yaml", book.folder / "calendars/office.yaml"
    text = template.read_text("utf-8").replace("10wd}]", "5wd}]").replace("version: 1", "version: 2")
    template.write_text(text, "utf-8")
    kept = [line for line in calendar.read_text("utf-8").splitlines() if not line.startswith("holidays")]
    calendar.write_text("\n".join([*kept, "holidays: {2026-11-24: Feast}", ""]), "utf-8")
    book.commit("New rules")


def test_edited_rules_move_nothing_until_recompute_and_old_cases_keep_their_version(formal: CliCasebook) -> None:
    before = due(formal)
    edit_rules(formal)
    assert due(formal) == before
    (explained,) = formal.rows("explain", case(formal), "answer")
    assert [each["days"] for each in explained["segments"] if each["days"]] == [4, 5, 1]
    assert "Feast" not in str(explained["segments"])
    # The holiday is a fact: Tue 8 December. The five days are a rule of new cases: Mon 30 and the holiday, Tue 1.
    answer = formal.run("recompute", "--all", "--format", "json", **on("11-25"))
    (move,) = json.loads(answer.out)["rows"]
    assert (move["clock"], move["new_due"], move["becomes_overdue"]) == ("answer", "2026-12-08T17:30:00+00:00", False)
    assert "deadlines that would move: 1; overdue as a result: 0" in answer.err
    assert due(formal) == before
    formal.done("recompute", "--all", "--apply", "--reason", "The feast", **on("11-25", **MIA))
    assert due(formal)["answer"] == "2026-12-08T17:30:00+00:00"
    assert "Feast" in str(formal.rows("explain", case(formal), "answer"))
    answer = formal.run("recompute", case(formal), "--retarget", "--apply", "--reason", "New rules", **on("12-02"))
    assert "deadlines moved: 1; overdue as a result: 1" in answer.err
    assert due(formal)["answer"] == "2026-12-01T17:30:00+00:00"
    assert formal.run("check", **on("12-02")).status == 0
    formal.done("recompute", "--all", **on("12-02"))


def test_events_after_an_edit_still_follow_the_version_of_the_case(formal: CliCasebook) -> None:
    edit_rules(formal)
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait", **on("11-25"))
    formal.done("resume", case(formal), **on("11-27"))
    assert due(formal)["answer"] == "2026-12-09T17:30:00+00:00"
    assert "rule: formal@1" in formal.cases[0].read_text("utf-8").rpartition("event: resumed")[2]


def test_where_the_old_version_is_missing_the_present_one_counts_and_that_is_said(
    formal: CliCasebook, tmp_path: Path
) -> None:
    edit_rules(formal)
    shallow = tmp_path / "shallow"
    run_git(tmp_path, "clone", "--quiet", "--depth", "1", formal.folder.as_uri(), str(shallow))
    answer = CliCasebook(shallow).run("due", case(formal))
    assert answer.status == 0
    assert "that version is not in this clone" in answer.err


def test_a_verdict_never_changes_and_recompute_says_what_it_needs(formal: CliCasebook) -> None:
    formal.done("advance", case(formal), "done", **on("12-02"))
    edit_rules(formal)
    answer = formal.run("recompute", "--all", "--retarget", **on("12-02"))
    assert "no deadline moves" in answer.err
    assert "say why" in formal.refused(2, "recompute", "--all", "--apply")
    assert "say which cases" in formal.refused(2, "recompute")


def test_a_recomputation_is_recorded_all_or_nothing_one_commit_a_case(formal: CliCasebook) -> None:
    formal.done("new", "formal", "--title", "Torn too", **MONDAY)
    edit_rules(formal)
    head = run_git(formal.folder, "rev-list", "--count", "HEAD")
    formal.cases[0].write_text(formal.cases[0].read_text("utf-8") + "mine: 1\n", "utf-8")
    words = ("recompute", "--all", "--apply", "--reason", "The feast", "--event-id", "feast")
    assert "not recorded" in formal.refused(3, *words, **on("11-25"))
    run_git(formal.folder, "checkout", "--quiet", "--", "cases")
    said = formal.refused(3, *words, **on("11-25"))  # both are the owner's: nothing is recorded, and both are named
    assert all(f"ann has owned {path.stem} while answer ran" in said for path in formal.cases)
    formal.done(*words, **on("11-25", **MIA))
    formal.done(*words, **on("11-25", **MIA))
    assert int(run_git(formal.folder, "rev-list", "--count", "HEAD")) == int(head) + 2
    assert all("\n    event: recomputed\n" in path.read_text("utf-8") for path in formal.cases)
