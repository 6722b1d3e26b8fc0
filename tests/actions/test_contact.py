"""contact records a contact by a channel that the template allows."""

from __future__ import annotations

from casectl.actions.contact import Contact, contact
from casectl.core.values.errors import UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def test_a_contact_goes_by_a_channel_that_the_template_knows(context: FakeContext) -> None:
    case = context.open()
    event = contact(context, case, Contact("in", "Phone", "x"), AT_ONCE).events[0]
    assert dict(event.data) == {"direction": "in", "channel": "phone", "text": "x"}
    assert "channel" not in contact(context, case, Contact("in", "", "x"), AT_ONCE).events[0].data
    with refused(context, UsageError, "drum is not among Phone (phone), Mail"):
        contact(context, case, Contact("in", "drum", "x"), AT_ONCE)
