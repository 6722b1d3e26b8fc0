"""Contacts with the customer, in the case itself and in records of the complaint that were joined to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo

from casectl.core.case.model import TOOK_OVER, Event
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.tree import Plain, Tree, mapping_of, text_of
from casectl.core.values.value_class import NamedTuple

BOUNCE = "bounce"
"""The sort of filed mail that says of a letter that it was not delivered."""

CONTACTED = "contacted"
"""The kind of an event with which a contact is recorded."""

FILED = "filed"
"""The kind of an event with which automatic mail is filed."""

NOTICE = "as_notice"
"""The detail of a contact in which the customer is told of a pause or an extension that is recorded with it."""

RETURNED = "returned"
"""The detail of filed mail that says which of our letters it was that was not delivered."""


class Contact(NamedTuple):
    """A contact: the id of its event, when it counts (aware), and its direction, ``in`` or ``out``."""

    event: str
    at: datetime
    direction: str

    @property
    def key(self) -> tuple[str, float, str]:
        """What is the same of two that are one."""
        return self.event, to_seconds(self.at), self.direction


def contacts_in(events: Iterable[Event]) -> Iterator[Contact]:
    """The contacts that these events record or take over. What was entered later counts from when it was entered."""
    for each in events:
        if each.kind == CONTACTED:
            yield Contact(each.id, each.known_at, each.text("direction"))
        yield from taken_over(each)


def taken_over(event: Event) -> Iterator[Contact]:
    """The contacts of a joined case that an event takes over; none of any other event."""
    if event.kind == TOOK_OVER:
        for name, each in event.mapping("contacts").items():
            found = mapping_of(each)
            yield Contact(name, parse_instant(text_of(found.get("at"))), text_of(found.get("direction")))


def is_contact(event: Event, direction: str) -> bool:
    """Whether an event records, or takes over, a contact in this direction."""
    own = event.kind == CONTACTED and event.text("direction") == direction
    return own or any(each.direction == direction for each in taken_over(event))


def undelivered(events: Iterable[Event]) -> frozenset[str]:
    """The ids of those events that record a letter which never reached the customer: a mail server refused it."""
    known = [*events]
    lost = {_lost_by(each) for each in known if each.kind == FILED}
    return letters_called(known, lost) if lost else frozenset()


def returned(events: Iterable[Event]) -> frozenset[str]:
    """Those of them that no clock counts: their refusal says so (``returned``), which older ones did not."""
    known = [*events]
    return letters_called(known, {each.text(RETURNED) for each in known if each.kind == FILED})


def letters_called(events: Iterable[Event], message_ids: Iterable[str]) -> frozenset[str]:
    """The ids of the events that record letters to the customer with these Message-IDs."""
    wanted = {*message_ids} - {""}
    told = (each for each in events if each.kind == CONTACTED and each.text("direction") == "out")
    return frozenset(each.id for each in told if each.text("message_id") in wanted)


def _lost_by(event: Event) -> str:
    """The Message-ID of the letter of which filed mail says that it was not delivered; "" if it says that of none."""
    is_bounce = event.kind == FILED and event.text("sort") == BOUNCE
    return (event.text(RETURNED) or event.text("message_id")) if is_bounce else ""


def contacts_tree(contacts: Iterable[Contact], zone: tzinfo) -> Mapping[str, Tree]:
    """The form in the journal."""
    return {each.event: {"at": Plain(format_instant(each.at, zone)), "direction": each.direction} for each in contacts}
