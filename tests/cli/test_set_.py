"""A wrong time of receipt is corrected by `set`, with its reason, and what counts from it is recalculated."""

from __future__ import annotations

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.formal import MIA, case, due, on

EARLIER = ("received_at=2026-11-16 10:00", "--reason", "The letter has a stamp")


def test_a_corrected_time_of_receipt_moves_what_runs_and_the_trail_has_old_and_new(formal: CliCasebook) -> None:
    # A week earlier: ten working days after Mon 16 November, and eight weeks after it.
    formal.done("set", case(formal), *EARLIER, **on("11-24", **MIA))
    assert due(formal) == {"answer": "2026-11-30T17:30:00+00:00", "final": "2027-01-11T10:00:00+00:00"}
    text = formal.cases[0].read_text("utf-8")
    assert "\nreceived_at: 2026-11-16T10:00:00+00:00\n" in text
    assert "    received_before: 2026-11-23T10:00:00+00:00\n" in text
    assert "    reason: The letter has a stamp\n" in text
    assert "2026-11-23T10:00:00+00:00 → 2026-11-16T10:00:00+00:00" in formal.done("audit", case(formal))
    (found,) = formal.rows("explain", case(formal), "answer")
    assert (found["from"], found["runs"]) == ("2026-11-16T10:00:00+00:00", 1)
    assert formal.run("check", **on("11-24")).status == 0
    formal.done("undo", case(formal), **on("11-24", **MIA))  # later again, which the owner would not decide
    assert due(formal)["answer"] == "2026-12-07T17:30:00+00:00"


def test_a_clock_that_has_stopped_keeps_its_verdict(formal: CliCasebook) -> None:
    formal.done("advance", case(formal), "done", **on("12-01"))
    formal.done("set", case(formal), *EARLIER, **on("12-02"))
    assert [row["state"] for row in formal.rows("due", case(formal), **on("12-02"))] == ["met", "met"]


def test_it_asks_for_a_reason_and_a_moment_before_the_opening(formal: CliCasebook) -> None:
    assert "say why: --reason" in formal.refused(2, "set", case(formal), EARLIER[0], **on("11-24"))
    said = formal.refused(2, "set", case(formal), "received_at=2026-11-23 12:00", *EARLIER[1:], **on("11-24"))
    assert "is later than the opening of the case" in said


def test_somebody_else_than_the_owner_puts_off_what_is_regulatory(formal: CliCasebook) -> None:
    formal.done("set", case(formal), *EARLIER, **on("11-24"))
    later = ("received_at=2026-11-18 10:00", "--reason", "No")
    said = formal.refused(3, "set", case(formal), *later, **on("11-24"))
    assert "somebody else must decide on it" in said
    assert "it is the deadline of Answer (answer; source: Code 4.2)" in said
    formal.done("set", case(formal), *later, **on("11-24", **MIA))
    assert due(formal)["answer"] == "2026-12-02T17:30:00+00:00"


def test_check_and_adopt_name_the_verb_for_a_moment_that_was_edited_by_hand(formal: CliCasebook) -> None:
    path = formal.cases[0]
    path.write_text(path.read_text("utf-8").replace("\nreceived_at: 2026-11-23", "\nreceived_at: 2026-11-16"), "utf-8")
    said = formal.refused(3, "adopt", case(formal), **on("11-24"))
    correction = f"casectl set {case(formal)} received_at=TIME --reason TEXT"
    assert correction in said
    assert correction in formal.run("check", **on("11-24")).out


def test_what_was_restarted_no_longer_counts_from_the_receipt(formal: CliCasebook) -> None:
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", **on("12-08"))
    formal.done("set", case(formal), *EARLIER, **on("12-09"))
    shown = [
        (row["clock"], row["state"], row["started"][:10]) for row in formal.rows("due", case(formal), **on("12-09"))
    ]
    assert sorted(shown) == [
        ("answer", "late", "2026-11-23"), ("answer", "running", "2026-12-08"), ("final", "running", "2026-11-16"),
    ]  # fmt: skip


def test_what_happened_is_not_dated_tomorrow_by_any_verb(book: CliCasebook) -> None:
    """Nothing is recorded; what was edited by hand is found, and not adopted."""
    path = book.cases[0]
    for value in ("tomorrow", "2026-12-24", "明天"):
        assert "is in the future" in book.refused(2, "set", path.stem, f"occurred_on={value}")
    opening = [*NEW, "--title", "Torn", "--customer.name", "Sam Sample", "--occurred_on", "2026-11-25"]
    assert "occurred_on: 2026-11-25 is in the future" in book.refused(2, *opening)
    book.done("set", path.stem, "occurred_on=today")
    text = path.read_text("utf-8")
    path.write_text(text.replace("occurred_on: 2026-11-21", "occurred_on: 2026-12-21"), "utf-8")
    assert "C113" in book.run("check").out
    assert "is in the future" in book.refused(2, "adopt", path.stem)


def test_a_late_promise_is_moved_with_a_reason_and_the_receipt_says_what_became_of_it(book: CliCasebook) -> None:
    """By whatever verb; moving one for a time to come asks for nothing."""
    case = book.cases[0].stem
    late = {"CASECTL_NOW": "2026-12-01T09:00:00+00:00"}
    book.done("set", case, "solution.by=2026-11-25")
    moved = book.done("set", case, "solution.by=2026-11-26")
    assert "To be done by (solution.by) moved from 2026-11-25 23:59 to 2026-11-26 23:59\n" in moved
    for words in (("set", case, "solution.by="), ("set", case, "solution.by=+5d"), ("undo", case)):
        assert f"casectl followup done {case} solution.by" in book.refused(2, *words, **late)
    later = {"EDITOR": "sed -i /solution:/,/by:/s/2026-11-26/2026-12-24/", **late}
    assert "has passed" in book.run("edit", case, **later).err
    said = book.done("set", case, "solution.by=2026-12-20", "--reason", "No stock", **late)
    assert "moved from 2026-11-26 23:59 to 2026-12-20 23:59; it was late" in said
    gone = book.done("set", case, "solution.by=", **late)
    assert "To be done by (solution.by) for 2026-12-20 23:59 is no longer due" in gone
    assert book.run("check", **late).status == 0
