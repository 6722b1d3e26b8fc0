"""What may be asked of clocks on the command line, and what is refused, with its clause (`tests.cli.formal`)."""

from __future__ import annotations

import pytest

from tests.cli.formal import MIA, MONDAY, case, due, on, rows
from tests.cli.front_desk import FrontDesk
from tests.conftest import run_git


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


def test_nothing_happens_to_a_clock_before_it_started_nor_goes_on_before_it_was_paused(formal: FrontDesk) -> None:
    """What is recorded later may be dated back, and no further than makes sense."""
    early, words = ("--at", "2026-11-20 10:00"), (case(formal), "answer", "--reason")
    asked: tuple[tuple[str, ...], ...] = (
        ("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait"),
        ("extend", *words, "Slow", "--by", "1wd", "--notice", "Wait"),
        ("override", *words, "Agreed", "--due", "2026-12-24"),
        ("restart", case(formal), "answer", "--reason-code", "new_facts"),
    )
    for each in asked:
        said = formal.refused(3, *each, *early, **on("11-25", **MIA))
        assert "answer (Code 4.2): 2026-11-20T10:00:00+00:00 is before 2026-11-23T10:00:00+00:00" in said
    formal.done(*asked[0], **on("11-25"))
    said = formal.refused(3, "resume", case(formal), "--at", "2026-11-24 10:00", **on("11-27"))
    assert "answer (Code 4.2): 2026-11-24T10:00:00+00:00 is before 2026-11-25T10:00:00+00:00" in said


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
    assert "it was extended 1 time," in said
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
    """Whoever promises an answer by Friday has all of it; by a clock that ends with business, until half past five."""
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


def test_the_owner_does_not_put_off_a_regulatory_deadline_by_hand(formal: FrontDesk) -> None:
    words = ("override", case(formal), "final", "--reason", "More time", "--due")
    said = formal.refused(3, *words, "2027-03-01", **on("11-25"))
    assert "somebody else must approve it" in said
    assert "final (DISP 1.6.2R) is regulatory, and would be due later" in said
    formal.done(*words, "2026-12-01", **on("11-25"))


def test_a_verdict_on_a_deadline_that_was_set_by_hand_is_marked_so(formal: FrontDesk) -> None:
    formal.done("override", case(formal), "final", "--due", "2027-03-01", "--reason", "More time", **on("11-25", **MIA))
    assert "(set by hand)" in formal.done("show", case(formal), **on("11-26"))
    formal.done("advance", case(formal), "done", **on("12-01"))
    assert "met, set by hand" in formal.done("due", case(formal), **on("12-02"))
    head, _, final = formal.done("due", case(formal), "--format", "tsv", **on("12-02")).splitlines()
    assert dict(zip(head.split("\t"), final.split("\t"), strict=True))["by_hand"] == "true"


def test_a_day_as_a_deadline_is_a_day_of_the_clocks_own_calendar(formal: FrontDesk) -> None:
    """20 December in Shanghai ends at 16:00 in London; a time of day is London's, as everywhere."""
    path = formal.folder / "templates/formal.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "    within: [{duration: 8w}]", "    calendar: far\n    within: [{duration: 8w}]"
        ),
        "utf-8",
    )
    far = "calendar: far\ntitle: Far\nzone: Asia/Shanghai\nwindows: {mon: ['09:00-17:30']}\n"
    (formal.folder / "calendars").mkdir(exist_ok=True)
    (formal.folder / "calendars/far.yaml").write_text(far, "utf-8")
    formal.cases[0].unlink()
    formal.commit("Far")
    formal.done("new", "formal", "--title", "Torn", **on("11-23"))
    for typed, due_at in (
        ("2026-12-20", "2026-12-20T15:59:59+00:00"),
        ("2026-12-19 12:00", "2026-12-19T12:00:00+00:00"),
    ):
        formal.done("override", case(formal), "final", "--due", typed, "--reason", "Agreed", **on("11-25"))
        assert due(formal)["final"] == due_at


def test_an_extension_counts_when_it_is_recorded_and_not_as_it_is_dated(formal: FrontDesk) -> None:
    """The answer was due on 7 December; on the 9th nobody extends it as of the 1st."""
    words = ("extend", case(formal), "answer", "--by", "5wd", *EXTEND, "--at", "2026-12-01 10:00")
    said = formal.refused(3, *words, **on("12-09", **MIA))
    assert "an extension counts when it is recorded: it was due at 2026-12-07T17:30" in said
    assert due(formal)["answer"] == "2026-12-07T17:30:00+00:00"


def test_explain_marks_what_was_recorded_after_the_fact(formal: FrontDesk) -> None:
    words = ("extend", case(formal), "answer", "--by", "5wd", *EXTEND, "--at", "2026-11-25 10:00")
    formal.done(*words, **on("12-01", **MIA))
    assert "recorded 6d later" in formal.done("explain", case(formal), "answer", **on("12-01"))
    (found,) = rows(formal, "explain", case(formal), "answer", **on("12-01"))
    assert [each["recorded_at"][:10] for each in found["events"]] == ["2026-11-23", "2026-12-01"]


def test_a_case_is_not_opened_before_it_was_received(formal: FrontDesk) -> None:
    words = ("new", "formal", "--title", "Torn", "--received", "2026-11-21 10:00", "--at", "2026-11-20 10:00")
    assert "is after the case was opened, 2026-11-20" in formal.refused(2, *words, **on("11-24"))
