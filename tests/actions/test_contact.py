"""contact records a contact by a channel that the template allows."""

from __future__ import annotations

from casectl.actions.contact import Contact, contact
from casectl.actions.undo import undo
from casectl.core.values.messages import UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def test_a_contact_goes_by_a_channel_that_the_template_knows(context: FakeContext) -> None:
    case = context.open()
    event = contact(context, case, Contact("in", "Phone", "x"), AT_ONCE).events[0]
    assert dict(event.data) == {"direction": "in", "channel": "phone", "text": "x"}
    assert "channel" not in contact(context, case, Contact("in", "", "x"), AT_ONCE).events[0].data
    with refused(context, UsageError, "drum is not one of Phone (phone), Mail"):
        contact(context, case, Contact("in", "drum", "x"), AT_ONCE)


def test_chasers_are_counted_as_long_as_they_stand(context: FakeContext) -> None:
    """Only what comes from the customer is one."""
    case = context.open()
    with refused(context, UsageError, "a chaser comes from the customer"):
        contact(context, case, Contact("out", "phone", "soon", True), AT_ONCE)
    for text in ("where is it?", "and now?"):
        contact(context, case, Contact("in", "phone", text, True), AT_ONCE)
    contact(context, case, Contact("in", "phone", "thank you"), AT_ONCE)
    assert [each.chasers for each in context.excerpts().cases] == [2]
    undo(context, case, "", AT_ONCE)
    undo(context, case, "", AT_ONCE)
    assert [each.chasers for each in context.excerpts().cases] == [1]
