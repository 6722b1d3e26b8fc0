"""`explain`: each stretch counted or skipped and why, the clause, the event, the commit (`tests.cli.formal`)."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import EXTEND, MIA, MONDAY, case, on
from tests.conftest import run_git


def test_a_deadline_is_explained_by_its_days_pauses_clause_event_and_commit(formal: CliCasebook) -> None:
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait", **on("11-25"))
    formal.done("resume", case(formal), **on("11-27"))
    (found,) = formal.rows("explain", case(formal), "answer")
    assert (found["source"], found["verified"], found["rule"]) == ("Code 4.2", "V-2nd", "formal@1")
    segments = [(each["from"][5:16], each["to"][5:16], each["days"], each["why"]) for each in found["segments"]]
    assert segments == [
        ("11-23T10:00", "11-24T00:00", None, "day 0: counting begins on the day after"),
        ("11-24T00:00", "11-25T10:00", 2, "working days"),
        ("11-25T10:00", "11-27T10:00", None, "paused: Appraisal"),
        ("11-27T10:00", "11-28T00:00", None, "the rest of a day that began during the pause"),
        ("11-28T00:00", "11-30T00:00", None, "weekend"),
        ("11-30T00:00", "12-05T00:00", 5, "working days"),
        ("12-05T00:00", "12-07T00:00", None, "weekend"),
        ("12-07T00:00", "12-09T17:30", 3, "working days"),
    ]
    assert [each["event"] for each in found["events"]] == ["opened", "paused", "resumed"]
    assert found["events"][2]["commit"] == run_git(formal.folder, "rev-parse", "HEAD").strip()
    page = formal.done("explain", case(formal), "answer", CASECTL_LANG="zh")
    assert "中止：Appraisal" in page
    notice = next(
        each["id"] for each in formal.rows("show", case(formal))[0]["journal"] if each["event"] == "contacted"
    )
    assert (found["events"][1]["notice"], f"已告知客户：{notice}" in page) == (notice, True)
    assert "did you mean answer?" in formal.refused(4, "explain", case(formal), "anser")


def test_an_explanation_says_extensions_the_end_the_zone_and_what_the_rule_alone_would_say(formal: CliCasebook) -> None:
    notice = ("--notice", "Later")
    formal.done("extend", case(formal), "answer", "--by", "5wd", "--reason", "Complex", *notice, **on("12-01", **MIA))
    page = formal.done("explain", case(formal), "answer", **on("12-01"))
    assert "  10wd from 2026-11-23 Mon 10:00, in calendar office\n  extended by 5wd\n" in page
    assert "the deadline is the close of business of the last day" in page
    assert "all times are those of Europe/London" in page
    assert "15wd          in total" in page
    formal.done(
        "override", case(formal), "answer", "--due", "2026-12-30 12:00", "--reason", "Agreed", **on("12-02", **MIA)
    )
    (found,) = formal.rows("explain", case(formal), "答复", **on("12-02"))
    assert (found["due"], found["by_rule"]) == ("2026-12-30T12:00:00+00:00", "2026-12-14T17:30:00+00:00")


def test_each_run_of_a_clock_can_be_explained_and_a_title_names_it(formal: CliCasebook) -> None:
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", **on("11-25"))
    words = ("explain", case(formal), "answer")
    assert [row["from"][:10] for row in formal.rows(*words)] == ["2026-11-25"]
    assert [row["from"][:10] for row in formal.rows(*words, "--run", "1")] == ["2026-11-23"]
    first, second = formal.rows(*words, "--run", "all")
    assert [(each["event"], each["due"], each["state"]) for each in first["events"]] == [
        ("opened", "2026-12-07T17:30:00+00:00", None),
        ("restarted", None, "restarted"),
    ]
    assert [(each["event"], each["due"]) for each in second["events"]] == [("restarted", "2026-12-09T17:30:00+00:00")]
    assert "run 1 of 2" in formal.done("explain", case(formal), "ANSWER", "--run", "1")
    assert "the clock has no run" in formal.refused(4, *words, "--run", "3")
    assert "give its number, or all" in formal.refused(2, *words, "--run", "last")
    assert [row["state"] for row in formal.rows(*words, "--at", "2026-11-24 10:00")] == ["running"]


MAPPING = """\
mapping: old-desk
source: old-desk
template: formal
id: "{id}"
title: "{title}"
received: {from: "{received}", format: "%Y-%m-%d %H:%M", zone: Europe/London}
due:
  answer: {from: "{due}", format: "%Y-%m-%d %H:%M", zone: Europe/London}
"""


def test_an_imported_deadline_is_shown_as_a_fact_and_no_rule_moves_it(formal: CliCasebook) -> None:
    """The old desk knew why it was due then; our clause did not count it, so it is not named."""
    formal.cases[0].unlink()
    (formal.folder / "t.csv").write_text("id,title,received,due\n1,Bag,2026-11-20 10:00,2026-12-24 10:00\n", "utf-8")
    (formal.folder / "m.yaml").write_text(MAPPING, "utf-8")
    formal.commit("A table")
    formal.done("import", "t.csv", "--map", "m.yaml", **MONDAY)
    first = run_git(formal.folder, "rev-parse", "HEAD").strip()
    formal.done("escalate", case(formal), "--reason", "Press", **MONDAY)
    assert formal.rows("recompute", "--all", "--retarget", **MONDAY) == []
    (found,) = formal.rows("explain", case(formal), "answer", **MONDAY)
    assert (found["due"], found["within"], found["source"]) == ("2026-12-24T10:00:00+00:00", None, None)
    assert [each["why"] for each in found["segments"]] == ["from the import"]
    assert [(each["by"], each["commit"]) for each in found["events"]] == [("import", first)]
    assert "  mapping: old-desk\n" in formal.done("explain", case(formal), "answer", **MONDAY)


def test_explain_marks_what_was_recorded_after_the_fact(formal: CliCasebook) -> None:
    words = ("extend", case(formal), "answer", "--by", "5wd", *EXTEND, "--at", "2026-11-25 10:00")
    formal.done(*words, **on("12-01", **MIA))
    assert "recorded 6d later" in formal.done("explain", case(formal), "answer", **on("12-01"))
    (found,) = formal.rows("explain", case(formal), "answer", **on("12-01"))
    assert [each["recorded_at"][:10] for each in found["events"]] == ["2026-11-23", "2026-12-01"]


def test_a_run_that_has_ended_is_explained_by_the_calendar_it_was_counted_by(formal: CliCasebook) -> None:
    """Found by use (D13): a holiday that was added later took a day away from it."""
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", **on("12-01"))
    before = formal.rows("explain", case(formal), "answer", "--run", "1", **on("12-02"))[0]["segments"]
    calendar = formal.folder / "calendars/office.yaml"
    kept = [line for line in calendar.read_text("utf-8").splitlines() if not line.startswith("holidays")]
    calendar.write_text("\n".join([*kept, "holidays: {2026-11-25: Feast, 2026-12-03: Fast}", ""]), "utf-8")
    formal.commit("Two holidays")
    formal.done("recompute", "--all", "--apply", "--reason", "The holidays", **on("12-02", **MIA))
    first, second = formal.rows("explain", case(formal), "answer", "--run", "all", **on("12-02"))
    assert (first["segments"], sum(each["days"] or 0 for each in before)) == (before, 10)
    assert "Fast" in str(second["segments"])


def test_a_deadline_that_differs_from_its_rule_is_said(formal: CliCasebook) -> None:
    """Found by use: header and event changed alike by hand, and the explanation proved a period that no rule gives."""
    path = formal.cases[0]
    [found] = formal.rows("explain", case(formal), "final")
    assert found["by_rule"] is None
    due = str(found["due"])
    path.write_text(path.read_text("utf-8").replace(due, due.replace("2027", "2028")), "utf-8")
    [found] = formal.rows("explain", case(formal), "final")
    assert (found["due"], found["by_rule"]) == (due.replace("2027", "2028"), due)
    assert "by its rule it would be due 2027-01-18" in formal.done("explain", case(formal), "final")
