"""What a customer may know of a case: its state, the date to come and what happened, and nothing that was said inside.

Whatever is not listed here stays inside: notes, reasons, texts, the title (the desk's own words), people, teams and
levels. So a new kind of event, or a new field, is never shown to a customer by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from casectl.core.case.contacts import CONTACTED, undelivered
from casectl.core.case.fold import effective_events
from casectl.core.case.known_then import around_each
from casectl.core.case.model import JOINED, Case, Event
from casectl.core.case.owed import DEADLINE, PROMISE, Owed, owed_in
from casectl.core.history.event_summary import labels_then
from casectl.core.template.clock_rules import Clock
from casectl.core.template.labels import Labels, title_in
from casectl.core.template.model import FINISHED, Template
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.value_class import value_class

CALLBACK = "callback"
"""The word of a follow-up in which the customer is called back."""

CONTACTS = {"in": "contact_in", "out": "contact_out"}
"""What the steps of contacts are called, by direction."""


@value_class
class Step:
    """A step of a case that its customer may know: when (aware), what (a word for programs), and as people read it."""

    at: datetime
    what: str
    text: Message


@value_class
class CustomerView:
    """A case as its customer may see it. `next_at` is when the customer hears of it next, None if nothing is owed;
    `history` is in the order of time; `joined_to` is the case that goes on in its place.
    """

    case_id: str
    template: tuple[str, Value]
    state: tuple[str, Value]
    received_at: datetime | None
    closed_at: datetime | None
    next_at: datetime | None
    history: tuple[Step, ...]
    is_over: bool
    joined_to: str = ""
    is_withdrawn: bool = False


def customer_view(case: Case, template: Template, known: Mapping[str, Labels]) -> CustomerView:
    """The case for its customer; `known` has the labels of every template that it has had."""
    header, labels = case.header, Labels.of(template)
    joined = next((each.text("case") for each in effective_events(case.journal) if each.kind == JOINED), "")
    return CustomerView(
        case.id,
        (header.template, template.title),
        (header.state, title_in(labels.states, header.state)),
        header.received_at,
        header.closed_at,
        None if joined else next(awaited(case, template), None),
        tuple(sorted(_history(case, known), key=lambda each: to_seconds(each.at))),
        labels.category(header.state) in FINISHED,
        joined,
        bool((state := template.workflow.state(header.state)) and state.withdrawn),
    )


def awaited(case: Case, template: Template) -> Iterator[datetime]:
    """When the customer waits for something, the soonest first."""
    return (each.at for each in owed_in(case.header) if _concerns_customer(each, template))


def _concerns_customer(owed: Owed, template: Template) -> bool:
    """Whether the customer waits for it: an answer, what was promised, a call."""
    if owed.kind == DEADLINE:
        clock = template.clock(owed.name)
        return clock is not None and ends_for_customer(clock)
    return owed.kind == PROMISE or owed.name == CALLBACK


def ends_for_customer(clock: Clock) -> bool:
    """Whether a deadline is kept by telling the customer, or by a step of the case; a handoff's is kept inside, and
    who lets a chance pass owes nothing.
    """
    return not clock.chance and any(each == "contact:out" or each.startswith("state:") for each in clock.stops)


def _history(case: Case, known: Mapping[str, Labels]) -> Iterator[Step]:
    if case.header.received_at:
        yield Step(case.header.received_at, "received", msg("We received your complaint"))
    effective = effective_events(case.journal)
    counted = {event.id for event in effective} - undelivered(effective)
    for event, before, after in around_each(case.journal):
        labels = labels_then(after, event, known)
        if event.id not in counted:
            continue
        if event.kind == CONTACTED:
            yield _contact(event, labels)
        elif before.state and after.state != before.state:
            yield Step(
                event.at, f"state:{after.state}", Message("{state}", {"state": title_in(labels.states, after.state)})
            )


def _contact(event: Event, labels: Labels) -> Step:
    direction, channel = event.text("direction"), event.text("channel")
    title = title_in(labels.choices, f"channel={channel}", channel) if channel else ""
    if direction == "in":
        text = msg("You contacted us ({channel})", channel=title) if title else msg("You contacted us")
    else:
        text = msg("We contacted you ({channel})", channel=title) if title else msg("We contacted you")
    return Step(event.at, CONTACTS.get(direction, CONTACTED), text)
