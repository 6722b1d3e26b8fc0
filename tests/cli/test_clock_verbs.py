"""Clocks from the command line: asked of, explained, recomputed and listed, on a casebook with rules of its own.

It is Saturday 21 November 2026, 09:00 in London; the office is open Monday to Friday, 09:00 to 17:30.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.front_desk import FrontDesk
from tests.conftest import run_git

FORMAL = """\
template: formal
version: 1
title: Formal
fields:
  amount: {type: number, title: Amount}
workflow:
  initial: new
  reopens_to: new
  states:
    new: {title: New, category: open}
    done: {title: Done, category: resolved}
    closed: {title: Closed, category: closed}
  transitions:
    finish: {from: new, to: done, title: Finish}
    close: {from: done, to: closed, title: Close}
clocks:
  answer:
    title: {en: Answer, zh: 答复}
    kind: regulatory
    starts: received
    stops: state:done
    within: [{duration: 10wd}]
    ends: close_of_business
    warn: 2wd
    pauses: {appraisal: {title: Appraisal, notice: yes}}
    extension: {by: 10wd, up_to: 20wd, may: [manager], notice: yes}
    restarts: {new_facts: {title: New facts}}
    source: "Code 4.2"
    verified: V-2nd
  final:
    title: Final response
    kind: regulatory
    starts: received
    stops: state:done
    within: [{duration: 8w}]
    pauses: never
    source: DISP 1.6.2R
    verified: V
"""
MONDAY = {"CASECTL_NOW": "2026-11-23T10:00:00+00:00"}
MIA = {"GIT_AUTHOR_NAME": "Mia Lund", "GIT_AUTHOR_EMAIL": "mia@example.org"}
MIA |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in MIA.items()}


def on(day: str, **env: str) -> dict[str, str]:
    """The environment on another day, at 10:00."""
    return {"CASECTL_NOW": f"2026-{day}T10:00:00+00:00", **env}


@pytest.fixture
def formal(desk: FrontDesk) -> FrontDesk:
    """A casebook with one case of the template `formal`, received on Monday 23 November at 10:00."""
    for path in desk.cases:
        path.unlink()
    (desk.folder / "templates/formal.yaml").write_text(FORMAL, "utf-8")
    desk.commit("Rules")
    desk.done("new", "formal", "--title", "Torn", **MONDAY)
    return desk


def case(desk: FrontDesk) -> str:
    return desk.cases[0].stem


def rows(desk: FrontDesk, *words: str, **env: str) -> list[dict[str, Any]]:
    """What a verb answers in JSON."""
    found: list[dict[str, Any]] = json.loads(desk.done(*words, "--format", "json", **env))["rows"]
    return found


def due(desk: FrontDesk, **env: str) -> dict[str, str | None]:
    """The deadline of each clock."""
    return {row["clock"]: row["due"] for row in rows(desk, "due", case(desk), **env)}


def test_every_clock_of_a_case_is_shown_with_its_verdict(formal: FrontDesk) -> None:
    # Ten working days after Mon 23 November are Mon 7 December, eight weeks Mon 18 January.
    assert due(formal) == {"answer": "2026-12-07T17:30:00+00:00", "final": "2027-01-18T10:00:00+00:00"}
    formal.done("advance", case(formal), "done", **on("12-08"))
    shown = {row["clock"]: (row["state"], row["late_minutes"]) for row in rows(formal, "due", case(formal))}
    assert shown == {"answer": ("late", 16 * 60 + 30), "final": ("met", -41 * 24 * 60)}


def test_a_pause_is_refused_with_every_clause_and_needs_a_notice_on_record(formal: FrontDesk) -> None:
    said = formal.refused(3, "pause", case(formal), "--reason-code", "tea", **MONDAY)
    assert "answer (Code 4.2) does not pause for tea" in said
    assert "final (DISP 1.6.2R) never pauses" in said
    assert "reasons that the rules know: appraisal" in said
    assert "must be told" in formal.refused(3, "pause", case(formal), "--reason-code", "appraisal", **MONDAY)
    said = formal.refused(2, "pause", case(formal), "--reason-code", "appraisal", "--notice-event", "nothing", **MONDAY)
    assert "nothing is no contact with the customer" in said
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "An expert looks at it", **on("11-25"))
    text = formal.cases[0].read_text("utf-8")
    assert "\npaused:\n  answer: appraisal\n" in text
    assert "    event: contacted\n    direction: out\n    text: An expert looks at it\n" in text
    assert "  answer:" not in text.partition("\ndue:")[2].partition("\npaused:")[0]
    again = formal.refused(3, "pause", case(formal), "--reason-code", "appraisal", **on("11-25"))
    assert "paused already, for appraisal" in again
    formal.done("resume", case(formal), **on("11-27"))
    assert due(formal)["answer"] == "2026-12-09T17:30:00+00:00"
    assert "no clock of" in formal.refused(3, "resume", case(formal), **on("11-27"))


def test_a_recorded_contact_serves_as_the_notice(formal: FrontDesk) -> None:
    formal.done("contact", case(formal), "out", "An expert looks at it", "--event-id", "told1", **MONDAY)
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice-event", "told1", **MONDAY)
    assert "notice: told1" in formal.cases[0].read_text("utf-8")


EXTEND = ("--reason", "The bank is slow", "--notice", "By 21 December, because the bank is slow")


def test_an_extension_needs_somebody_else_time_bounds_and_notice(formal: FrontDesk) -> None:
    said = formal.refused(3, "extend", case(formal), "answer", "--by", "30wd", "--reason", "Slow", **on("12-08"))
    for fault in ("ann's own", "must be told", "it has expired", "adds at most 10wd", "become 20wd from its start"):
        assert fault in said
    assert "answer (Code 4.2)" in said
    assert "final (DISP 1.6.2R) cannot be extended" in formal.refused(
        3, "extend", case(formal), "final", "--by", "1w", *EXTEND, **on("11-25", **MIA)
    )
    formal.done("extend", case(formal), "answer", "--by", "10wd", *EXTEND, **on("11-25", **MIA))
    assert due(formal)["answer"] == "2026-12-21T17:30:00+00:00"
    said = formal.refused(3, "extend", case(formal), "answer", "--by", "1wd", *EXTEND, **on("11-26", **MIA))
    assert "it was extended 1 times" in said
    assert "say how long" in formal.refused(2, "extend", case(formal), "answer", *EXTEND, **on("11-26", **MIA))


def test_a_deadline_set_by_hand_is_said_and_a_title_names_the_clock_as_well(formal: FrontDesk) -> None:
    words = ("override", case(formal), "Final response", "--due", "2026-12-18 17:00", "--reason", "Agreed")
    said = formal.done(*words, "--format", "table", **on("11-25"))
    assert "Final response (final) is due at 2026-12-18 17:00" in said
    assert due(formal)["final"] == "2026-12-18T17:00:00+00:00"
    assert "Final response (final)" in formal.done("due", case(formal), "--format", "table", **on("11-25"))


def test_the_owner_at_the_keyboard_extends_his_case_under_no_name(formal: FrontDesk) -> None:
    settings = formal.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("roles: [agent]", "roles: [agent, supervisor]"), "utf-8")
    formal.commit("Ann may record for others")
    words = ("extend", case(formal), "answer", "--by", "1wd", *EXTEND)
    assert "the case is ann's own" in formal.refused(3, *words, "--as", "mia", **on("11-25"))


def test_a_clock_is_extended_to_a_day_within_its_bounds(formal: FrontDesk) -> None:
    words = ("extend", case(formal), "answer", "--to", "2026-12-15 17:30")
    formal.done(*words, *EXTEND, **on("11-25", **MIA))
    assert due(formal)["answer"] == "2026-12-15T17:30:00+00:00"


def test_a_day_as_a_deadline_is_given_whole_and_ends_as_the_rule_says(formal: FrontDesk) -> None:
    """Whoever promises an answer by Friday has all of Friday; a clock that ends with business has it until half past."""
    formal.done("extend", case(formal), "answer", "--to", "2026-12-15", *EXTEND, **on("11-25", **MIA))
    assert due(formal)["answer"] == "2026-12-15T17:30:00+00:00"
    said = formal.done("override", case(formal), "final", "--due", "2026-12-18", "--reason", "Agreed", **on("11-25"))
    assert "Final response (final) is due at 2026-12-18 23:59" in said
    assert due(formal)["final"] == "2026-12-18T23:59:59+00:00"


@pytest.mark.parametrize(("verb", "known"), [("pause", "appraisal (Appraisal)"), ("restart", "new_facts (New facts)")])
def test_without_a_reason_the_reasons_that_the_rules_know_are_named(formal: FrontDesk, verb: str, known: str) -> None:
    words = (verb, case(formal), *(["answer"] if verb == "restart" else []))
    said = formal.refused(2, *words, **MONDAY)
    assert said.endswith(f"--reason-code CODE hint: reasons that the rules know: {known}")
    assert "never pauses" in formal.refused(3, "pause", case(formal), "--clock", "final", **MONDAY)


def test_new_facts_start_a_clock_anew_and_no_other_reason_does(formal: FrontDesk) -> None:
    assert "reasons that the rules know: new_facts" in formal.refused(
        3, "restart", case(formal), "answer", "--reason-code", "whim", **on("11-30")
    )
    assert "never starts anew" in formal.refused(
        3, "restart", case(formal), "final", "--reason-code", "new_facts", **on("11-30")
    )
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", **on("11-30"))
    shown = [(row["clock"], row["state"]) for row in rows(formal, "due", case(formal), **on("11-30"))]
    assert shown == [("answer", "restarted"), ("final", "running"), ("answer", "running")]


def test_a_deadline_set_by_hand_stays_with_its_reason_and_person(formal: FrontDesk) -> None:
    words = ("override", case(formal), "final", "--due", "2026-12-24 12:00", "--reason", "Agreed")
    formal.done(*words, **on("11-25", **MIA))
    (found,) = rows(formal, "explain", case(formal), "final")
    assert found["due"] == "2026-12-24T12:00:00+00:00"
    assert [(each["event"], each["by"], each["reason"]) for each in found["events"]][1] == (
        "overridden",
        "mia",
        "Agreed",
    )
    assert found["segments"][0]["why"] == "set by hand"
    assert "before the clock started" in formal.refused(
        2, *words[:4], "2026-11-01 12:00", "--reason", "x", **on("11-25")
    )


@pytest.mark.parametrize("verb", ["pause", "resume", "extend", "restart", "override"])
def test_a_misspelt_clock_is_named_with_the_nearest(formal: FrontDesk, verb: str) -> None:
    more = {
        "pause": ["--clock", "anser", "--reason-code", "appraisal"],
        "resume": ["--clock", "anser"],
        "extend": ["anser", "--by", "1wd", *EXTEND],
        "restart": ["anser", "--reason-code", "new_facts"],
        "override": ["anser", "--due", "+3d", "--reason", "x"],
    }[verb]
    assert "did you mean answer?" in formal.refused(2, verb, case(formal), *more, **on("11-25", **MIA))


def test_a_verb_done_twice_under_one_id_is_done_once(formal: FrontDesk) -> None:
    words = ("override", case(formal), "final", "--due", "2026-12-24 12:00", "--reason", "Agreed", "--event-id", "once")
    formal.done(*words, **on("11-25"))
    head = run_git(formal.folder, "rev-parse", "HEAD")
    assert "nothing was done twice" in formal.done(*words, **on("11-25"))
    assert run_git(formal.folder, "rev-parse", "HEAD") == head


# Explaining


def test_a_deadline_is_explained_by_its_days_pauses_clause_event_and_commit(formal: FrontDesk) -> None:
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait", **on("11-25"))
    formal.done("resume", case(formal), **on("11-27"))
    (found,) = rows(formal, "explain", case(formal), "answer")
    assert (found["source"], found["verified"], found["rule"]) == ("Code 4.2", "V-2nd", "formal@1")
    reckoning = [(each["from"][5:16], each["to"][5:16], each["days"], each["why"]) for each in found["segments"]]
    assert reckoning == [
        ("11-23T10:00", "11-24T00:00", None, "day 0: it counts from the day after"),
        ("11-24T00:00", "11-25T10:00", 2, "working days"),
        ("11-25T10:00", "11-27T10:00", None, "paused: Appraisal"),
        ("11-27T10:00", "11-28T00:00", None, "the rest of a day that began in the pause"),
        ("11-28T00:00", "11-30T00:00", None, "weekend"),
        ("11-30T00:00", "12-05T00:00", 5, "working days"),
        ("12-05T00:00", "12-07T00:00", None, "weekend"),
        ("12-07T00:00", "12-09T17:30", 3, "working days"),
    ]
    assert [each["event"] for each in found["events"]] == ["opened", "paused", "resumed"]
    assert found["events"][2]["commit"] == run_git(formal.folder, "rev-parse", "HEAD").strip()
    page = formal.done("explain", case(formal), "answer", CASECTL_LANG="zh")
    assert "中止：Appraisal" in page
    told = next(each["id"] for each in rows(formal, "show", case(formal))[0]["journal"] if each["event"] == "contacted")
    assert (found["events"][1]["notice"], f"已告知客户：{told}" in page) == (told, True)
    assert "did you mean answer?" in formal.refused(4, "explain", case(formal), "anser")


def test_an_explanation_says_extensions_the_end_the_zone_and_what_the_rule_alone_would_say(formal: FrontDesk) -> None:
    notice = ("--notice", "Later")
    formal.done("extend", case(formal), "answer", "--by", "5wd", "--reason", "Complex", *notice, **on("12-01", **MIA))
    page = formal.done("explain", case(formal), "answer", **on("12-01"))
    assert "  10wd from 2026-11-23 Mon 10:00, in calendar office\n  extended by 5wd\n" in page
    assert "it ends with the close of business of the last day" in page
    assert "all times are those of Europe/London" in page
    assert "15wd     together" in page
    formal.done("override", case(formal), "answer", "--due", "2026-12-30 12:00", "--reason", "Agreed", **on("12-02"))
    (found,) = rows(formal, "explain", case(formal), "答复", **on("12-02"))
    assert (found["due"], found["by_rule"]) == ("2026-12-30T12:00:00+00:00", "2026-12-14T17:30:00+00:00")


def test_each_run_of_a_clock_can_be_explained_and_a_title_names_it(formal: FrontDesk) -> None:
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", **on("11-25"))
    words = ("explain", case(formal), "answer")
    assert [row["from"][:10] for row in rows(formal, *words)] == ["2026-11-25"]
    assert [row["from"][:10] for row in rows(formal, *words, "--run", "1")] == ["2026-11-23"]
    first, second = rows(formal, *words, "--run", "all")
    assert [(each["event"], each["due"], each["state"]) for each in first["events"]] == [
        ("opened", "2026-12-07T17:30:00+00:00", None),
        ("restarted", None, "restarted"),
    ]
    assert [(each["event"], each["due"]) for each in second["events"]] == [("restarted", "2026-12-09T17:30:00+00:00")]
    assert "run 1 of 2" in formal.done("explain", case(formal), "ANSWER", "--run", "1")
    assert "the last is 2" in formal.refused(4, *words, "--run", "3")
    assert "give its number, or all" in formal.refused(2, *words, "--run", "last")
    assert [row["state"] for row in rows(formal, *words, "--at", "2026-11-24 10:00")] == ["running"]


# Versions


def edit_rules(desk: FrontDesk) -> None:
    """The clock gets five days instead of ten, and Tuesday 24 November becomes a holiday."""
    template, calendar = desk.folder / "templates/formal.yaml", desk.folder / "calendars/office.yaml"
    text = template.read_text("utf-8").replace("10wd}]", "5wd}]").replace("version: 1", "version: 2")
    template.write_text(text, "utf-8")
    kept = [line for line in calendar.read_text("utf-8").splitlines() if not line.startswith("holidays")]
    calendar.write_text("\n".join([*kept, "holidays: {2026-11-24: Feast}", ""]), "utf-8")
    desk.commit("New rules")


def test_edited_rules_move_nothing_until_recompute_and_old_cases_keep_their_version(formal: FrontDesk) -> None:
    before = due(formal)
    edit_rules(formal)
    assert due(formal) == before
    (explained,) = rows(formal, "explain", case(formal), "answer")
    assert [each["days"] for each in explained["segments"] if each["days"]] == [4, 5, 1]
    assert "Feast" not in str(explained["segments"])
    # The holiday is a fact: Tue 8 December. The five days are a rule of new cases: Mon 30 and the holiday, Tue 1.
    answer = formal.run("recompute", "--all", "--format", "json", **on("11-25"))
    (move,) = json.loads(answer.out)["rows"]
    assert (move["clock"], move["new_due"], move["becomes_overdue"]) == ("answer", "2026-12-08T17:30:00+00:00", False)
    assert "deadlines that move: 1; of them then overdue: 0" in answer.err
    assert due(formal) == before
    formal.done("recompute", "--all", "--apply", "--reason", "The feast", **on("11-25"))
    assert due(formal)["answer"] == "2026-12-08T17:30:00+00:00"
    assert "Feast" in str(rows(formal, "explain", case(formal), "answer"))
    answer = formal.run("recompute", case(formal), "--retarget", "--apply", "--reason", "New rules", **on("12-02"))
    assert "deadlines moved: 1; of them now overdue: 1" in answer.err
    assert due(formal)["answer"] == "2026-12-01T17:30:00+00:00"
    assert formal.run("check").status == 0
    formal.done("recompute", "--all", **on("12-02"))


def test_events_after_an_edit_still_follow_the_version_of_the_case(formal: FrontDesk) -> None:
    edit_rules(formal)
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait", **on("11-25"))
    formal.done("resume", case(formal), **on("11-27"))
    assert due(formal)["answer"] == "2026-12-09T17:30:00+00:00"
    assert "rule: formal@1" in formal.cases[0].read_text("utf-8").rpartition("event: resumed")[2]


def test_where_the_old_version_is_missing_the_present_one_counts_and_that_is_said(
    formal: FrontDesk, tmp_path: Path
) -> None:
    edit_rules(formal)
    shallow = tmp_path / "shallow"
    run_git(tmp_path, "clone", "--quiet", "--depth", "1", formal.folder.as_uri(), str(shallow))
    answer = FrontDesk(shallow).run("due", case(formal))
    assert answer.status == 0
    assert "the version of then is not in this clone" in answer.err


def test_a_verdict_never_changes_and_recompute_says_what_it_needs(formal: FrontDesk) -> None:
    formal.done("advance", case(formal), "done", **on("12-02"))
    edit_rules(formal)
    answer = formal.run("recompute", "--all", "--retarget", **on("12-02"))
    assert "no deadline moves" in answer.err
    assert "say why" in formal.refused(2, "recompute", "--all", "--apply")
    assert "say which cases" in formal.refused(2, "recompute")


def test_a_recomputation_is_recorded_all_or_nothing_one_commit_a_case(formal: FrontDesk) -> None:
    formal.done("new", "formal", "--title", "Torn too", **MONDAY)
    edit_rules(formal)
    head = run_git(formal.folder, "rev-list", "--count", "HEAD")
    formal.cases[0].write_text(formal.cases[0].read_text("utf-8") + "mine: 1\n", "utf-8")
    words = ("recompute", "--all", "--apply", "--reason", "The feast", "--event-id", "feast")
    assert "not recorded" in formal.refused(3, *words, **on("11-25"))
    run_git(formal.folder, "checkout", "--quiet", "--", "cases")
    formal.done(*words, **on("11-25"))
    formal.done(*words, **on("11-25"))
    assert int(run_git(formal.folder, "rev-list", "--count", "HEAD")) == int(head) + 2
    assert all("\n    event: recomputed\n" in path.read_text("utf-8") for path in formal.cases)


# Lists


def listed(desk: FrontDesk, *words: str, **env: str) -> list[str]:
    return [row["clock"] for row in rows(desk, *words, **env)]


def test_due_soon_lists_what_each_clock_warns_of_and_overdue_what_has_passed(formal: FrontDesk) -> None:
    # The answer is due on Mon 7 December at the close; its warning of two working days begins on Thu 3.
    assert listed(formal, "due-soon", **on("12-03")) == []
    assert listed(formal, "due-soon", **on("12-04")) == ["answer"]
    assert listed(formal, "due-soon", "--within", "10w", **on("12-03")) == ["answer", "final"]
    assert listed(formal, "due-soon", "--within", "10w", "--clock", "final", **on("12-03")) == ["final"]
    assert listed(formal, "overdue", **on("12-08")) == ["answer"]
    assert listed(formal, "due-soon", **on("12-08")) == []
    assert listed(formal, "overdue", "--within", "2wd", **on("12-04")) == ["answer"]
    assert formal.run("due-soon", "--exit-code", **on("12-04")).status == 1


@pytest.mark.parametrize("verb", ["overdue", "due-soon"])
def test_a_list_of_a_clock_that_nothing_has_is_an_error_and_no_empty_list(formal: FrontDesk, verb: str) -> None:
    assert "did you mean answer?" in formal.refused(4, verb, "--clock", "anser", **on("12-08"))
    assert listed(formal, verb, "--clock", "Final response", **on("12-08")) == []


def test_overdue_says_in_working_time_too_by_how_much_if_asked(formal: FrontDesk) -> None:
    # Due on Mon 7 December at 17:30; on Tue 8 at 10:00 an hour of working time has passed, and 16 h 30 min of all time.
    (row,) = rows(formal, "overdue", "--working", **on("12-08"))
    assert (row["late_minutes"], row["late_working_minutes"]) == (990, 60)
    assert "Working time" in formal.done("overdue", "--working", **on("12-08"))
    (row,) = rows(formal, "overdue", **on("12-08"))
    assert row["late_working_minutes"] is None


def test_the_list_as_it_stood_at_a_commit(formal: FrontDesk) -> None:
    late = run_git(formal.folder, "rev-parse", "HEAD").strip()
    formal.done("advance", case(formal), "done", **on("12-08"))
    assert listed(formal, "overdue", **on("12-09")) == []
    assert listed(formal, "overdue", "--rev", late, "--at", "2026-12-08 11:00", **on("12-09")) == ["answer"]
    assert listed(formal, "overdue", "--rev", "HEAD~1", **on("12-09")) == []
    for name in ("nowhere", "--help", "HEAD:cases", ""):
        answer = formal.run("overdue", f"--rev={name}", **on("12-09"))
        assert answer.status == (4 if name else 0)


def test_the_list_as_seen_at_a_moment_gone_by_is_reckoned_from_the_journals(formal: FrontDesk) -> None:
    formal.done("advance", case(formal), "done", **on("12-09"))
    assert listed(formal, "overdue", **on("12-10")) == []
    assert listed(formal, "overdue", "--at", "2026-12-08 11:00", **on("12-10")) == ["answer"]
    assert listed(formal, "due-soon", "--at", "2026-12-04 11:00", **on("12-10")) == ["answer"]
    assert listed(formal, "overdue", "--at", "2026-11-20 11:00", **on("12-10")) == []


def test_the_clocks_of_a_case_at_a_moment_know_nothing_of_what_came_later(formal: FrontDesk) -> None:
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", "--reason", "A letter", **on("11-30"))
    formal.done("advance", case(formal), "done", **on("12-01"))
    seen = rows(formal, "due", case(formal), "--at", "2026-11-25 10:00", **on("12-10"))
    assert [(row["clock"], row["state"]) for row in seen] == [("answer", "running"), ("final", "running")]


def test_a_provisional_deadline_is_marked_in_every_list(formal: FrontDesk) -> None:
    calendar = formal.folder / "calendars/office.yaml"
    calendar.write_text(calendar.read_text("utf-8") + "\nverified_until: 2026-12-01\n", "utf-8")
    formal.commit("Unsure")
    formal.done("new", "formal", "--title", "Unsure", **on("11-24"))
    shown = [(row["clock"], row["provisional"]) for row in rows(formal, "overdue", "--within", "10w", **on("11-24"))]
    assert sorted(shown) == [("answer", False), ("answer", True), ("final", False), ("final", False)]
    unsure = next(path for path in formal.cases if "title: Unsure" in path.read_text("utf-8"))
    assert "\nprovisional:\n  - answer\n" in unsure.read_text("utf-8")
    assert [row["provisional"] for row in rows(formal, "due", unsure.stem, **on("11-24"))] == [True, False]
    assert "provisional: calendar office only guesses that far" in formal.done("explain", unsure.stem, **on("11-24"))
    for words in (("list",), ("agenda", "--all", "--until", "2026-12-09")):
        table = formal.done(*words, "--format", "table", **on("11-24")).splitlines()
        marked = [line for line in table if "(provisional)" in line]
        assert ["Unsure" in line for line in marked] == [True]
        assert sorted(row["provisional"] for row in rows(formal, *words, **on("11-24")))[-2:] == [False, True]


def test_a_case_shows_what_is_paused_and_why(formal: FrontDesk) -> None:
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait", **on("11-25"))
    page = formal.done("show", case(formal), **on("11-25"))
    assert "-                 Answer (answer)  paused: Appraisal\n" in page
    (shown,) = rows(formal, "show", case(formal), **on("11-25"))
    assert (shown["paused"], list(shown["due"])) == ({"answer": "appraisal"}, ["final"])
