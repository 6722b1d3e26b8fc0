"""Who wants better figures without serving the customer gets none, or stands on a line of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.contact import Contact, contact
from casectl.actions.extend import ExtensionRequest, extend
from casectl.actions.import_ import import_cases
from casectl.actions.lookup.counted import Question
from casectl.actions.merge import merge
from casectl.actions.override import override
from casectl.actions.pause import pause
from casectl.actions.recording.clock_change import ClockChange, Notice
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.retype import NewKind, retype
from casectl.actions.set_ import set_fields
from casectl.actions.split import Part, split
from casectl.actions.stats import stats
from casectl.actions.survey import Answer, answer
from casectl.actions.undo import undo
from casectl.core.figures.measure import Measure
from casectl.core.figures.periods import Period
from casectl.core.figures.table import FIGURES
from casectl.core.query.model import EVERY
from casectl.core.query.waiting import IMPROVEMENT
from casectl.core.time.instants import format_instant, plus
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, case_in
from tests.actions.test_import_ import ready
from tests.fakes.context import NOW, TEMPLATE, FakeContext

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
Trick = Callable[[FakeContext, str], object]


def measures(context: FakeContext, name: str, *keys: str) -> dict[tuple[str, ...], Measure]:
    """What a figure of November comes to, as known in December, by part and group."""
    context.later(days=30).commit(context.open(received_at=plus(NOW, timedelta(days=20))))  # time goes on
    rows = stats(context.later(days=30), EVERY, Question(NOVEMBER, (FIGURES[name],), keys)).rows
    return {(row.measure.part, *row.group): row.measure for row in rows}


def counted(context: FakeContext, name: str, *place: str) -> int:
    """How many there are."""
    return measures(context, name)[place or ("",)].number


def missed(context: FakeContext) -> int:
    """How many deadlines of `resolve` in November were missed."""
    found = measures(context, "attainment").get(("clock:resolve",))
    return (found.whole or 0) - found.number if found else 0


def _close_and_reopen(context: FakeContext, case: str) -> None:
    advance(context.by("cy"), case, "dropped", FieldChanges(reason="x"), AT_ONCE)
    reopen(context.by("ada").later(minutes=1), case, FieldChanges(reason="x"), AT_ONCE)


def _set(context: FakeContext, case: str, name: str, value: str) -> None:
    set_fields(context, case, FieldChanges([(name, value)], reason="x"), AT_ONCE)


def _override(context: FakeContext, case: str) -> None:
    override(context, case, ClockChange("resolve", reason="x"), lambda _: plus(NOW, timedelta(days=40)), AT_ONCE)


def _pause(context: FakeContext, case: str) -> None:
    pause(context, case, ClockChange(code="wait", reason="x", notice=Notice("We wait", "phone")), AT_ONCE)


def _extend(context: FakeContext, case: str) -> None:
    context = context.by("cy")
    change = ClockChange("resolve", code="complex", reason="x", notice=Notice("It takes longer", "phone"))
    extend(context, case, change, ExtensionRequest("24h"), AT_ONCE)


LATE: dict[str, Trick] = {
    "set a later one": _override,
    "withdraw": lambda desk, case: advance(desk.by("cy"), case, "dropped", FieldChanges(reason="x"), AT_ONCE),
    "close and reopen": _close_and_reopen,
    "join to another": lambda desk, case: merge(desk, case, desk.open(), "x", AT_ONCE),
    "hand on": lambda desk, case: assign(desk, case, HandoffForm("bob", "back", "x"), AT_ONCE),
    "change what it follows": lambda desk, case: _set(desk, case, "customer.age", "99"),
    "received later": lambda desk, case: _set(desk, case, "received_at", format_instant(NOW, desk.zone)),
    "take out a part": lambda desk, case: split(desk, case, Part([("title", "y")], reason="x"), AT_ONCE),
}
"""What might hide that a deadline has passed."""


@pytest.mark.parametrize("trick", LATE)
def test_a_deadline_that_has_passed_stays_missed(clocks: FakeContext, trick: str) -> None:
    """Whatever is done afterwards; and it is missed in the month in which it passed."""
    case = clocks.open(received_at=plus(NOW, timedelta(days=-4)))
    LATE[trick](clocks.later(hours=1), case)
    assert missed(clocks) >= 1


@pytest.mark.parametrize(
    ("kind", "also"),
    [("other", ""), (IMPROVEMENT, ""), ("other", IMPROVEMENT)],
    ids=["another kind", "an improvement", "another kind, and that an improvement"],
)
def test_who_retypes_a_late_case_keeps_its_missed_deadlines(clocks: FakeContext, kind: str, also: str) -> None:
    """Under the kind of their clock, which the new template does not have; and the case stays a complaint received."""
    case = clocks.open(received_at=plus(NOW, timedelta(days=-4)))
    bare = TEMPLATE[: TEMPLATE.index("clocks:")] + TEMPLATE[TEMPLATE.index("checklists:") :]
    for name in filter(None, (kind, also)):
        clocks.store.files[f"templates/{name}.yaml"] = bare.replace("template: plain", f"template: {name}").encode()
        retype(clocks, case, NewKind(name, changes=FieldChanges(reason="x")), AT_ONCE)
    assert case in measures(clocks, "attainment")["internal",].others
    assert case in measures(clocks, "received")["",].cases
    assert missed(clocks) >= 1


SOON: dict[str, tuple[str, Trick]] = {
    "set a later one": ("postponed", _override),
    "pause over the end of the month": ("postponed", _pause),
    "extend": ("postponed", _extend),
    "join to another": ("fell_away", lambda desk, case: merge(desk, case, desk.open(), "x", AT_ONCE)),
}
"""What takes a deadline out of the figures before it has passed, and the line that says so."""


@pytest.mark.parametrize("trick", SOON)
def test_a_deadline_leaves_the_figures_by_a_line_of_its_own(clocks: FakeContext, trick: str) -> None:
    line, act = SOON[trick]
    case = clocks.open()
    act(clocks.later(hours=2), case)
    found = measures(clocks, line)
    assert case in {each for measure in found.values() for each in measure.cases}


def test_a_deadline_met_by_nothing_but_closing_the_case_is_counted(clocks: FakeContext) -> None:
    """Nobody was told, and nothing was solved: it is said how many there are."""
    advance(clocks.by("cy"), clocks.open(), "dropped", FieldChanges(reason="x"), AT_ONCE)
    assert counted(clocks, "attainment", "by_closing") == 3


def test_who_hands_on_a_late_case_keeps_its_missed_deadlines(clocks: FakeContext) -> None:
    """Also the day before the report; who gets it has those that pass from then on."""
    case = clocks.open(received_at=plus(NOW, timedelta(days=-4)))
    assign(clocks.later(days=1), case, HandoffForm("bob", reason="x"), AT_ONCE)
    found = measures(clocks, "attainment", "owner")
    assert (found["clock:resolve", "ada"].whole, ("clock:resolve", "bob") in found) == (1, False)
    assert counted(clocks, "handoffs") == 1


def test_closing_and_opening_again_is_counted(context: FakeContext) -> None:
    case = case_in(context, "solved")
    reopen(context.later(hours=1), case, FieldChanges(reason="x"), AT_ONCE)
    assert [counted(context, name) for name in ("reopen_rate", "fcr", "fcr_net")] == [1, 0, 0]


def test_what_is_undone_is_counted(context: FakeContext) -> None:
    """A chaser that was taken back is none, and that it was taken back is on a line of its own."""
    case = context.open()
    contact(context, case, Contact("in", "phone", "Where is it?", True), AT_ONCE)
    undo(context.later(minutes=1), case, "x", AT_ONCE)
    assert (counted(context, "chasers"), counted(context, "undone")) == (0, 1)


REFERENCE = TEMPLATE.replace("      age:", "      ref: {type: text, title: Number}\n      age:")


def test_another_customer_on_a_case_is_on_a_line_of_its_own() -> None:
    """Who has three cases complains repeatedly; where one of them is given to somebody else, that is told."""
    desk = FakeContext(templates={"plain": REFERENCE})
    *_, case = [desk.open([("customer.ref", "CU-1")]) for _ in range(3)]
    _set(desk, case, "customer.age", "30")  # says nothing of who it is
    _set(desk, case, "customer.ref", "CU-2")
    assert counted(desk, "repeat_customers") == 0
    assert {part: found.cases for part, found in measures(desk, "corrected").items()} == {
        ("",): (case,), ("customer",): (case,),
    }  # fmt: skip


def test_a_time_of_receipt_that_is_put_right_is_on_a_line_of_its_own(context: FakeContext) -> None:
    """It makes every answer quicker."""
    case = context.open(received_at=plus(NOW, timedelta(days=-4)))
    _set(context, case, "received_at", format_instant(NOW, context.zone))
    assert counted(context, "corrected", "receipt") == 1


SATISFIED = TEMPLATE.replace("  about:", "  satisfaction: {type: number, title: Satisfied}\n  about:")


def test_a_score_that_is_changed_or_filled_in_after_closing_is_on_a_line_of_its_own() -> None:
    """Who closes a case says how the customer liked it; what is said later is told, and so is another answer."""
    desk = FakeContext(templates={"plain": SATISFIED})
    first, second, third = (desk.open() for _ in range(3))
    for case in (first, second):
        _set(desk, case, "satisfaction", "2")
    _set(desk, second, "satisfaction", "5")
    for case in (first, second, third):
        advance(desk.by("cy").later(minutes=1), case, "dropped", FieldChanges(reason="x"), AT_ONCE)
    _set(desk, third, "satisfaction", "5")
    assert measures(desk, "corrected")["satisfaction",].cases == tuple(sorted((second, third)))


def test_a_customer_answers_once_and_an_answer_that_was_undone_is_on_a_line_of_its_own(context: FakeContext) -> None:
    """Neither a second answer of somebody pleased, nor the first one of somebody who is not taken away, helps."""
    case = case_in(context, "closed")
    answer(context, case, Answer("1"), AT_ONCE)
    with pytest.raises(Refused, match="has answered already"):
        answer(context, case, Answer("5"), AT_ONCE)
    with pytest.raises(Refused):
        undo(context, case, "x", AT_ONCE)  # whoever had the case
    undo(context.by("bob"), case, "x", AT_ONCE)
    found = measures(context, "survey_response")
    assert found["taken_back",].cases == (case,)


def test_what_was_imported_is_on_a_line_of_its_own_and_nothing_is_imported_twice(context: FakeContext) -> None:
    """Cases that were closed elsewhere make no share better without being named."""
    for _ in range(2):
        import_cases(context, ready(context), lambda _: None)
    found = stats(context, EVERY, Question(Period(date(2026, 9, 1), date(2026, 11, 1)), (FIGURES["imported"],))).rows
    assert {row.measure.part: row.measure.number for row in found} == {"received": 2, "closed": 0}


def test_a_part_and_a_second_record_are_counted(context: FakeContext) -> None:
    """A part is one more case received; a case that was joined to it is on a line of its own."""
    first = context.open()
    part = split(context, first, Part([("title", "Urn")], reason="x"), AT_ONCE).case.id
    merge(context.later(hours=1), part, first, "x", AT_ONCE)
    assert [counted(context, name) for name in ("received", "withdrawn", "closed")] == [2, 1, 1]


def test_a_late_entry_that_meets_an_internal_deadline_is_on_a_line_of_its_own(context: FakeContext) -> None:
    """It needs no second person there; the deadline counts as met, and as met by such an entry."""
    case = context.open()
    late = EventStamp(plus(NOW, timedelta(hours=1)), late="was out")
    contact(context.later(days=1), case, Contact("out", "phone", "done"), late)
    assert (counted(context, "late_entries"), counted(context, "late_entries", "met")) == (1, 1)


@pytest.mark.parametrize("text", ["", " ", "\u3000"])
def test_a_contact_without_content_is_none(context: FakeContext, text: str) -> None:
    case = context.open()
    with pytest.raises(UsageError):
        contact(context, case, Contact("out", "phone", text), AT_ONCE)
    assert counted(context, "first_response", "median") == 0
