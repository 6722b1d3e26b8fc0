"""The effect of an event in words: its kind, with states, clocks and follow-ups by their titles.

The subject of its commit (`casectl.core.case.event_subject`) has the same in bare names, and never contains any text
of the complaint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.core.case.event_kinds import kind_of, title_of
from casectl.core.case.event_subject import details_of, names_in
from casectl.core.case.kinds.follow_ups import OUTCOMES
from casectl.core.case.kinds.kind import (
    ANY_EVENT,
    AUTOMATIC,
    CAUSE,
    CHANNEL,
    CLOCKS,
    CONFLICTS,
    DIRECTION,
    FIELDS,
    FOLLOW_UP,
    FOLLOW_UPS,
    KIND,
    LAYOUT,
    LETTER,
    LINK,
    NAMES,
    OUTCOME,
    REDRESS_KIND,
    RESPONSIBLE,
    STATE,
    TEAM,
    TEMPLATE,
    WORD,
    DetailType,
)
from casectl.core.case.kinds.letters import LETTER_KINDS
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.kinds.said import DIRECTIONS, SORTS
from casectl.core.case.links import link_title
from casectl.core.case.model import Event, Header
from casectl.core.template.labels import NO_LABELS, Labels, changed_title, owed_title, title_in
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.tree import list_of, mapping_of, text_of

SHOWN = 3
"""How many names of changed fields a line lists."""

FORM_ALONE = msg("only comments, order or layout of the file changed")

_TITLES: dict[DetailType, Callable[[str, Labels], Value]] = {
    STATE: lambda name, labels: title_in(labels.states, name),
    TEMPLATE: lambda name, labels: title_in(labels.template, name),
    TEAM: lambda name, labels: title_in(labels.teams, name),
    REDRESS_KIND: lambda name, _: REDRESS_KINDS.get(name, name),
    CAUSE: lambda name, labels: title_in(labels.causes, name),
    RESPONSIBLE: lambda name, labels: title_in(labels.teams, name),
    CLOCKS: lambda name, labels: title_in(labels.clocks, name),
    CHANNEL: lambda name, labels: title_in(labels.choices, f"channel={name}", name),
    DIRECTION: lambda name, _: DIRECTIONS.get(name, name),
    LETTER: lambda name, _: LETTER_KINDS.get(name, name),
    OUTCOME: lambda name, _: OUTCOMES.get(name, name),
    AUTOMATIC: lambda name, _: SORTS.get(name, name),
    LINK: lambda name, _: link_title(name),
    KIND: lambda name, _: kind_of(name).title,
    LAYOUT: lambda *_: FORM_ALONE,
}
"""The title of a name, by the type of the detail; details of other types are shown as they are."""


def event_summary(before: Header, event: Event, labels: Labels) -> Message:
    """What the event did to a case whose header was `before`: ``advanced: Received → Closed``."""
    row = kind_of(event.kind)
    for pattern in row.summary or (Message(row.subject),):
        values = {name: _titled(name, before, event, labels) for name in names_in(pattern.text)}
        if values and all(values.values()):
            return msg("{event}: {detail}", event=title_of(event), detail=Message(pattern.text, values))
    return msg("{event}", event=title_of(event))


def labels_then(before: Header, event: Event, known: Mapping[str, Labels]) -> Labels:
    """The labels by which an event is worded: those of the template that the case had then, or got with it.

    `known` has the labels of every template that the case has had.
    """
    labels = known.get(event.text("template") or before.template, NO_LABELS)
    titles = {name: label for each in known.values() for name, label in each.template.items()}
    return labels._replace(template=titles)


def short_names(event: Event, labels: Labels, detail: str = "changed") -> list[Value]:
    """The titles of what the event changed; of many, the first few and how many more there are."""
    names = [changed_title(labels, text_of(each)) for each in list_of(event.data.get(detail))]
    more: list[Value] = [f"+{len(names) - SHOWN}"] if len(names) > SHOWN else []
    return [*names[:SHOWN], *more]


def _titled(name: str, before: Header, event: Event, labels: Labels) -> Value:
    """A detail as people read it; "" or an empty list if it is not there."""
    value, type = details_of(before, event).get(name), _type_of(name, before, event)
    if type is FIELDS:
        return short_names(event, labels, name)
    if type is FOLLOW_UP:
        known = next((each for each in before.follow_ups if each.id == value), None)
        return owed_title(labels, known.kind if known else "", event.text("what"), known.rule if known else "")
    if type is FOLLOW_UPS:
        entries = [[text_of(mapping_of(each).get(key)) for key in ("kind", "what", "rule")] for each in list_of(value)]
        return [owed_title(labels, *each) for each in entries]
    if type is CONFLICTS:
        return [changed_title(labels, text_of(mapping_of(each).get("about"))) for each in list_of(value)]
    title = _TITLES.get(type)
    found = [title(text, labels) if title else text for text in map(text_of, list_of(value)) if text]
    return found if type.shape == "list" else next(iter(found), "")


def _type_of(name: str, before: Header, event: Event) -> DetailType:
    if name == "old_state":
        return STATE
    if name in ("former", "present"):
        return NAMES
    if name == "to" and not event.text("to"):
        return TEAM
    if name == "giver" and before.offer and not before.offer.to and event.text("giver") == before.offer.team:
        return TEAM
    detail = kind_of(event.kind).details.get(name) or ANY_EVENT.get(name)
    return detail.type if detail else WORD
