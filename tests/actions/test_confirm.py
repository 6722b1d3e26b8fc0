"""confirm lets a late entry stop its clocks; until then, and for whose entry it is, they count as open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casectl.actions.check import check
from casectl.actions.confirm import Confirmation, confirm
from casectl.actions.contact import Contact, contact
from casectl.actions.due import due
from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.undo import undo
from casectl.core.case.ids import case_path
from casectl.core.case.owed import owed_in
from casectl.core.clocks.runs import Run, latest_runs
from casectl.core.time.instants import elapsed, plus
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import NOW, SETTINGS, TEMPLATE, FakeContext

RULES = TEMPLATE.replace("kind: internal", "kind: regulatory\n    source: Law\n    verified: own")
DESK = SETTINGS.replace("boss: {may: [act_as]}", "boss: {may: [act_as, clocks]}")
"""Ada owns the case, cy may decide on clocks, bob may not."""
CALL = Contact("out", "phone", "It is the lid")


def desk(settings: str = DESK) -> tuple[FakeContext, str]:
    """Nine days after a case was opened whose first answer was due within hours."""
    context = FakeContext(settings=settings, templates={"plain": RULES})
    case = context.by("ada").open(owner="ada")
    return context.later(days=9), case


def rung(context: FakeContext, case: str, hours: float = 1, late: str = "I was away") -> None:
    """A call so many hours after the opening, recorded now."""
    contact(context, case, CALL, EventStamp(plus(NOW, timedelta(hours=hours)), late=late))


def answer(context: FakeContext, case: str) -> Run:
    return latest_runs(context.case(case).journal)["answer"]


def found(context: FakeContext) -> list[str]:
    return [f"{each.code} {each.what}" for each in check(context).findings]


def test_a_late_entry_stops_no_clock_until_another_person_confirms_it() -> None:
    """The clock is met as of then; lists, which show what is owed, mark it meanwhile."""
    context, case = desk()
    rung(context, case)
    assert (answer(context, case).is_open, answer(context, case).waits) == (True, True)
    assert context.case(case).header.unconfirmed == ("answer", "update")
    [owed] = [each for each in owed_in(context.case(case).header) if each.name == "answer"]
    assert owed.unconfirmed
    [event] = confirm(context.by("cy"), case, Confirmation(), AT_ONCE).events
    assert (event.kind, event.data["clock"]) == ("confirmed", ["answer", "update"])
    run = answer(context, case)
    assert run.stopped
    assert (run.verdict, elapsed(NOW, run.stopped)) == ("met", timedelta(hours=1))
    assert context.case(case).header.unconfirmed == ()
    assert found(context) == []


def test_refused_it_was_late() -> None:
    """It stopped when it was recorded; that takes a reason."""
    context, case = desk()
    rung(context, case)
    with refused(context, UsageError, "say why"):
        confirm(context.by("cy"), case, Confirmation(refused=True), AT_ONCE)
    confirm(context, case, Confirmation(refused=True, reason="No such call"), AT_ONCE)
    run = answer(context, case)
    assert run.stopped
    assert (run.verdict, elapsed(context.now, run.stopped)) == ("late", timedelta(0))


@pytest.mark.parametrize(("person", "why"), [("ada", "it is ada's own entry"), ("bob", "no role with may")])
def test_neither_whose_entry_it_is_nor_who_may_not_decide_confirms_it(person: str, why: str) -> None:
    context, case = desk()
    rung(context, case)
    with refused(context, Refused, why):
        confirm(context.by(person), case, Confirmation(), AT_ONCE)


def test_nobody_confirms_what_does_not_wait() -> None:
    """Also a second time, and another event than the one that waits."""
    context, case = desk()
    noted = note(context, case, "x", AT_ONCE).events[0].id
    with refused(context, Refused, "no late entry"):
        confirm(context.by("cy"), case, Confirmation(), AT_ONCE)
    rung(context.by("ada"), case)
    with refused(context, Refused, "no clock of"):
        confirm(context.by("cy"), case, Confirmation(noted), AT_ONCE)
    confirm(context, case, Confirmation(), AT_ONCE)
    with refused(context, Refused, "no late entry"):
        confirm(context, case, Confirmation(), AT_ONCE)


def test_what_is_recorded_too_late_says_why() -> None:
    """Where it does something to a clock; a note of last week is only a note."""
    context, case = desk()
    with refused(context, Refused, "gives no reason for the delay"):
        rung(context, case, late="")
    note(context, case, "x", EventStamp(plus(NOW, timedelta(hours=1))))


def test_what_is_late_anyway_or_internal_counts_at_once() -> None:
    """Only a verdict that would become a better one waits."""
    context, case = desk()
    rung(context, case, hours=100)
    assert answer(context, case).verdict == "late"
    internal = FakeContext(settings=DESK)
    case = internal.by("ada").open(owner="ada")
    rung(internal.later(days=9), case)
    assert answer(internal, case).verdict == "met"


def test_nothing_else_ends_what_waits_and_undoing_the_entry_does() -> None:
    """A second call loses the first one nothing; without the first, the next one counts."""
    context, case = desk()
    rung(context, case)
    contact(context, case, CALL, AT_ONCE)
    assert answer(context, case).waits
    undo(context, case, "", AT_ONCE)
    undo(context, case, "", AT_ONCE)
    assert (answer(context, case).is_open, answer(context, case).waits) == (True, False)
    contact(context, case, CALL, AT_ONCE)
    assert answer(context, case).verdict == "late"


def test_a_stop_typed_by_hand_in_place_of_one_that_waits_is_found() -> None:
    """Before it is committed and after; and so is a confirmation of one's own."""
    context, case = desk()
    rung(context, case)
    context.rewrite(case, "claimed: ", "stopped: ")
    assert [each for each in found(context) if each.startswith("C100")]
    context.commit(case)
    assert [each for each in found(context) if each.startswith("C100")]
    other, case = desk()
    rung(other, case)
    confirm(other.by("cy"), case, Confirmation(), AT_ONCE)
    other.rewrite(case, "by: cy", "by: ada")
    other.commit(case)
    assert [each for each in found(other) if each.startswith(("C117", "C094"))]


def test_one_who_is_alone_confirms_and_it_is_marked() -> None:
    only_ada = "".join(line for line in DESK.splitlines(keepends=True) if not line.startswith(("  bob:", "  cy:")))
    context, case = desk(only_ada)
    rung(context, case)
    [event] = confirm(context, case, Confirmation(), AT_ONCE).events
    assert (event.text("alone"), answer(context, case).verdict) == ("yes", "met")


def test_who_sees_the_clocks_sees_what_waits() -> None:
    context, case = desk()
    rung(context, case)
    assert [row.run.clock for row in due(context, case).rows if row.run.waits] == ["answer", "update"]


def test_nor_does_who_typed_it_for_somebody_else() -> None:
    """Found by use: one person recorded a call in another's name, and then confirmed it."""
    context, case = desk(DESK.replace("agent: {}", "agent: {may: [act_as]}"))
    context.recorder = "bob"
    rung(context, case)
    context.recorder = ""
    assert context.case(case).journal[-1].text("via") == "bob"
    assert answer(context, case).waits
    with refused(context, Refused, "it is bob's own entry: somebody else has to confirm it"):
        confirm(context.by("bob"), case, Confirmation(), AT_ONCE)
    confirm(context.by("cy"), case, Confirmation(), AT_ONCE)


@pytest.mark.parametrize(
    ("person", "why"),
    [("bob", "no role with may"), ("ada", "ada has owned"), ("cy", "")],
)
def test_a_refusal_is_taken_back_only_by_somebody_who_might_confirm(person: str, why: str) -> None:
    """Found by use: anybody who had refused a late entry could undo that, and the breach was open again. That a
    confirmation is undone makes nothing better.
    """
    context, case = desk()
    author = context.by("bob" if person == "ada" else "ada")
    contact(author, case, CALL, EventStamp(plus(NOW, timedelta(hours=1)), late="I was away"))
    context.later(minutes=1)
    confirm(context.by(person), case, Confirmation(refused=True, reason="No such call"), AT_ONCE)
    assert answer(context, case).verdict == "late"
    if why:
        with refused(context, Refused, why):
            undo(context, case, "", AT_ONCE)
        assert answer(context, case).verdict == "late"
        return
    undo(context, case, "", AT_ONCE)
    assert answer(context, case).waits
    confirm(context, case, Confirmation(), AT_ONCE)
    undo(context, case, "", AT_ONCE)
    assert (answer(context, case).waits, found(context)) == (True, [])


def test_a_refusal_taken_back_by_hand_is_found() -> None:
    """By the one who gains, before and after the commit."""
    context, case = desk()
    rung(context, case)
    confirm(context.by("cy"), case, Confirmation(refused=True, reason="No such call"), AT_ONCE)
    undo(context, case, "", AT_ONCE)
    last = context.case(case).journal[-1].id
    text = context.store.files[case_path(case)].decode()
    head, mark, tail = text.rpartition(f"  - id: {last}\n")
    context.store.files[case_path(case)] = (head + mark + tail.replace("by: cy", "by: bob")).encode()
    before = found(context)
    context.commit(case)
    for said in (before, found(context)):
        assert any(each.startswith("C094") and "bob has no role with may" in each for each in said), said
