"""The effect of an event in words: its kind, with states, clocks and follow-ups by their titles.

The subject of its commit (`casectl.core.case.event_subject`) has the same in bare names, and never contains any text
of the complaint.
"""

from __future__ import annotations

from collections.abc import Callable

from casectl.core.case.event import Event
from casectl.core.case.event_kinds import kind_title
from casectl.core.case.links import link_title
from casectl.core.case.model import Header
from casectl.core.template.labels import Labels, title_in
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.tree import list_of, mapping_of, text_of

SHOWN = 3
"""How many names of changed fields a line lists."""

_Detail = Callable[[Header, Event, Labels], Value]


def event_summary(before: Header, event: Event, labels: Labels) -> Message:
    """What the event did to a case whose header was `before`: ``advanced: Received → Closed``."""
    detail = _DETAILS[event.kind](before, event, labels) if event.kind in _DETAILS else ""
    if detail in ("", []):
        return msg("{event}", event=kind_title(event.kind))
    return msg("{event}: {detail}", event=kind_title(event.kind), detail=detail)


def short_names(event: Event) -> list[Value]:
    """The names of what the event changed; of many, the first few and how many more there are."""
    names = [text_of(each).removeprefix("fields.") for each in list_of(event.data.get("changed"))]
    more: list[Value] = [f"+{len(names) - SHOWN}"] if len(names) > SHOWN else []
    return [*names[:SHOWN], *more]


def _opened(before: Header, event: Event, labels: Labels) -> Value:
    state = title_in(labels.states, event.text("to"))
    template = title_in(labels.template, event.text("template"))
    owner = event.text("owner") or event.text("team")
    if not owner:
        return msg("{template} ({state})", template=template, state=state)
    return msg("{template} ({state}), with {owner}", template=template, state=state, owner=owner)


def _moved(before: Header, event: Event, labels: Labels) -> Value:
    old, new = title_in(labels.states, before.state), title_in(labels.states, event.text("to"))
    return msg("{old} → {new}", old=old, new=new)


def _handed(before: Header, event: Event, labels: Labels) -> Value:
    giver, to = event.text("giver") or before.owner or "-", event.text("to") or event.text("team")
    return msg("{old} → {new}", old=giver, new=to)


def _returned(before: Header, event: Event, labels: Labels) -> Value:
    back = event.text("to")
    return msg("{old} → {new}", old=event.text("giver") or event.by, new=back) if back else ""


def _escalated(before: Header, event: Event, labels: Labels) -> Value:
    return msg("level {old} → {new}", old=before.level, new=event.text("level"))


def _contacted(before: Header, event: Event, labels: Labels) -> Value:
    way = msg("from the customer") if event.text("direction") == "in" else msg("to the customer")
    channel = event.text("channel")
    return [way, title_in(labels.choices, f"channel={channel}", channel)] if channel else way


def _linked(before: Header, event: Event, labels: Labels) -> Value:
    return msg("{type} {case}", type=link_title(event.text("type")), case=event.text("case"))


def _attached(before: Header, event: Event, labels: Labels) -> Value:
    return event.text("file")


def _changed(before: Header, event: Event, labels: Labels) -> Value:
    return short_names(event)


def _scheduled(before: Header, event: Event, labels: Labels) -> Value:
    entries = [mapping_of(each) for each in list_of(event.data.get("follow_ups"))]
    return [title_in(labels.follow_ups, text_of(each.get("rule")), text_of(each.get("what"))) for each in entries]


def _ended(before: Header, event: Event, labels: Labels) -> Value:
    follow_up = next((each for each in before.follow_ups if each.id == event.text("follow_up")), None)
    return title_in(labels.follow_ups, follow_up.rule if follow_up else "", event.text("what"))


def _clocks(before: Header, event: Event, labels: Labels) -> Value:
    return [title_in(labels.clocks, text_of(each)) for each in list_of(event.data.get("clock"))]


def _undone(before: Header, event: Event, labels: Labels) -> Value:
    return kind_title(event.text("what")) if event.text("what") else event.text("undoes")


_DETAILS: dict[str, _Detail] = {
    "opened": _opened,
    "advanced": _moved,
    "reopened": _moved,
    "escalated": _escalated,
    "assigned": _handed,
    "offered": _handed,
    "accepted": _handed,
    "returned": _returned,
    "linked": _linked,
    "unlinked": _linked,
    "contacted": _contacted,
    "changed": _changed,
    "adopted": _changed,
    "attached": _attached,
    "followup_added": _scheduled,
    "followup_done": _ended,
    "followup_cancelled": _ended,
    "paused": _clocks,
    "resumed": _clocks,
    "extended": _clocks,
    "restarted": _clocks,
    "overridden": _clocks,
    "recomputed": _clocks,
    "undone": _undone,
}
"""The details shown after the kind; kinds that are not here, such as a note, have none."""
