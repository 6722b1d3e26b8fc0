"""advance moves a case if nothing is missing, and records what was filled in along with it."""

from __future__ import annotations

from casectl.actions.advance import advance
from casectl.actions.recording.field_changes import FieldChanges
from casectl.core.values.messages import NotFound, Refused, UsageError
from tests.actions.cases import AT_ONCE, TICKS, refused
from tests.fakes.context import FakeContext


def test_values_and_ticks_given_with_a_step_count_for_it_and_are_named(context: FakeContext) -> None:
    case = context.open()
    [event] = advance(context, case, "working", FieldChanges([("customer.age", "3")], TICKS, "so"), AT_ONCE).events
    assert event.data["changed"] == ["fields.customer.age", "checklists.first.heard", "checklists.first.sorry"]
    assert (event.text("to"), event.text("reason")) == ("working", "so")
    assert context.case(case).tree["checklists"] == {"first": {"heard": "yes", "sorry": "yes"}}


def test_a_refused_step_records_neither_the_step_nor_what_was_given_with_it(context: FakeContext) -> None:
    case = context.open()
    with refused(context, Refused, "cannot move from New to Working yet", "Said sorry (first.sorry)"):
        advance(context, case, "working", FieldChanges([("cause", "lid")], ["heard"]), AT_ONCE)
    with refused(context, UsageError, "there is no checklist item herd"):
        advance(context, case, "working", FieldChanges(ticks=["herd"]), AT_ONCE)
    with refused(context, UsageError, "there is no field couse", "there is no field x"):
        advance(context, case, "working", FieldChanges([("couse", "lid"), ("x", "y")]), AT_ONCE)
    with refused(context, NotFound, "there is no state wroking", "did you mean working?"):
        advance(context, case, "wroking", FieldChanges(), AT_ONCE)
    with refused(context, Refused, "possible from here: Working (working), Dropped (dropped)"):
        advance(context, case, "solved", FieldChanges(), AT_ONCE)
