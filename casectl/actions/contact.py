"""contact: record a contact with the customer."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, recorded_text
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.fields import as_stored
from casectl.core.template.model import Template
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class


@value_class
class Contact:
    """A contact with the customer: its direction (in or out), its channel ("": not recorded), its text, and whether the
    customer asked again how it stands.
    """

    direction: str
    channel: str
    text: str
    is_chaser: bool = False


def contact(context: Recording, case_ref: str, details: Contact, when: EventStamp) -> Receipt:
    """Record a contact; an outbound one may satisfy a deadline.

    Raises NotFound for an unknown case; UsageError if the text is blank, or if the template's field `channel` does
    not allow the channel.
    """

    def propose(case: Case, template: Template) -> Proposal:
        field = template.field_at(("channel",))
        channel = as_stored(field, details.channel) if field and details.channel else details.channel
        text = recorded_text(details.text)
        chaser = Plain("yes" if details.is_chaser else "")
        data: dict[str, Tree] = {"direction": details.direction, "channel": channel, "text": text, "chaser": chaser}
        return Proposal([EventDraft("contacted", {key: value for key, value in data.items() if value})])

    return record(context, find(context, case_ref), propose, when)
