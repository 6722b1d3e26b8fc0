"""set changes fields, and never leaves a case without what it must say."""

from __future__ import annotations

from casectl.actions.advance import advance
from casectl.actions.edit import edit
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.set_ import set_fields
from casectl.core.values.messages import Refused, UsageError
from tests.actions.cases import AT_ONCE, TICKS, case_in, refused
from tests.fakes.context import FakeContext


def test_set_changes_fields_and_ticks_and_names_them(context: FakeContext) -> None:
    case = context.open()
    receipt = set_fields(context, case, FieldChanges([("cause", "lid"), ("channel", "")], ["heard"], "heard"), AT_ONCE)
    assert dict(receipt.events[0].data) == {
        "changed": ["fields.channel", "fields.cause", "checklists.first.heard"], "reason": "heard",
    }  # fmt: skip
    assert "channel" not in receipt.case.fields
    with refused(context, Refused, "already has these values"):
        set_fields(context, case, FieldChanges([("cause", "lid")], ["heard"]), AT_ONCE)
    with refused(context, UsageError, "state is calculated from the recorded events"):
        set_fields(context, case, FieldChanges([("state", "closed")]), AT_ONCE)


def test_nothing_takes_away_what_a_case_must_say(context: FakeContext) -> None:
    case = case_in(context, "solved")
    for given in (FieldChanges([("problem", ""), ("cause", "")]), FieldChanges([("problem", " "), ("cause", "tbd")])):
        with refused(context, Refused, "Problem (problem) must be filled for opening", "Cause (cause) must be filled"):
            set_fields(context, case, given, AT_ONCE)
    fresh = context.open()
    with refused(context, Refused, "Problem (problem) must be filled for opening"):
        advance(context, fresh, "working", FieldChanges([("problem", "")], TICKS), AT_ONCE)
    for line in (b"title: The parcel came open\n", b"  problem: The parcel came open\n"):
        with refused(context, Refused, "would be missing required information"):
            edit(context, case, lambda text, line=line: text.replace(line, b""), AT_ONCE)  # type: ignore[misc]
    set_fields(context, case, FieldChanges([("about", "lids")]), AT_ONCE)
    set_fields(context, case, FieldChanges([("about", "")]), AT_ONCE)
    assert "about" not in context.case(case).fields


def test_what_was_missing_before_does_not_prevent_a_change(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "  problem: The parcel came open\n", "")
    context.commit(case)
    set_fields(context, case, FieldChanges([("about", "lids")]), AT_ONCE)
    assert context.case(case).fields["about"] == "lids"
