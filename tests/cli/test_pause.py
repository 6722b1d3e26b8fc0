"""pause stops clocks for a reason that their rules know, with a notice where one is required."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MONDAY, case, due, on


def test_a_pause_is_refused_with_every_clause_and_needs_a_notice_on_record(formal: CliCasebook) -> None:
    said = formal.refused(3, "pause", case(formal), "--reason-code", "tea", **MONDAY)
    assert "Answer (answer; source: Code 4.2) does not pause for tea" in said
    assert "Final response (final; source: DISP 1.6.2R) never pauses" in said
    assert "reasons in the rules: Appraisal (appraisal)" in said
    untold = formal.refused(3, "pause", case(formal), "--reason-code", "appraisal", **MONDAY)
    assert "the customer must be informed of a pause for" in untold
    said = formal.refused(2, "pause", case(formal), "--reason-code", "appraisal", "--notice-event", "nothing", **MONDAY)
    assert "nothing is not a contact with the customer" in said
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "An expert looks at it", **on("11-25"))
    text = formal.cases[0].read_text("utf-8")
    assert "\npaused:\n  answer: appraisal\n" in text
    assert "    event: contacted\n    direction: out\n    text: An expert looks at it\n" in text
    assert "  answer:" not in text.partition("\ndue:")[2].partition("\npaused:")[0]
    again = formal.refused(3, "pause", case(formal), "--reason-code", "appraisal", **on("11-25"))
    assert "paused already, for Appraisal (appraisal)" in again
    formal.done("resume", case(formal), **on("11-27"))
    assert due(formal)["answer"] == "2026-12-09T17:30:00+00:00"
    assert "no clock of" in formal.refused(3, "resume", case(formal), **on("11-27"))


def test_a_reason_is_typed_by_its_title_too(formal: CliCasebook) -> None:
    """The event keeps the code."""
    formal.done("pause", case(formal), "--reason-code", "Appraisal", "--notice", "Wait", **on("11-25"))
    assert "\npaused:\n  answer: appraisal\n" in formal.cases[0].read_text("utf-8")


def test_a_recorded_contact_serves_as_the_notice(formal: CliCasebook) -> None:
    formal.done("contact", case(formal), "out", "An expert looks at it", "--event-id", "told1", **MONDAY)
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice-event", "told1", **MONDAY)
    assert "notice: told1" in formal.cases[0].read_text("utf-8")


def test_a_contact_of_the_same_moment_is_no_notice_unless_it_is_named(formal: CliCasebook) -> None:
    """It may be about anything; only the contact that the pause names or that is recorded with it says what it is."""
    formal.done("contact", case(formal), "out", "Good morning", "--event-id", "told1", **MONDAY)
    assert "the customer must be informed of a pause for" in formal.refused(
        3, "pause", case(formal), "--reason-code", "appraisal", **MONDAY
    )
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice-event", "told1", **MONDAY)
