"""The effect of an event in words: its kind, with states, clocks and follow-ups by their titles.

The subject of its commit (`casectl.core.case.event_subject`) has the same in bare names, and never contains any text
of the complaint.
"""

from __future__ import annotations

from casectl.core.case.event import Event
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import Header
from casectl.core.template.labels import Labels, title_in
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.value_class import value_class


def event_summary(before: Header, event: Event, labels: Labels) -> Message:
    """What the event did to a case whose header was `before`: ``advanced: Received → Closed``."""
    row = kind_of(event.kind)
    detail = row.summary(before, event, _Titles(labels)) if row.summary else ""
    if detail in ("", []):
        return msg("{event}", event=row.title)
    return msg("{event}: {detail}", event=row.title, detail=detail)


@value_class
class _Titles:
    """The titles that a template's labels give (`casectl.core.case.kinds.kind.Titles`)."""

    labels: Labels

    def template(self, name: str) -> Value:
        return title_in(self.labels.template, name)

    def state(self, name: str) -> Value:
        return title_in(self.labels.states, name)

    def clock(self, name: str) -> Value:
        return title_in(self.labels.clocks, name)

    def follow_up(self, rule: str, otherwise: str) -> Value:
        return title_in(self.labels.follow_ups, rule, otherwise)

    def choice(self, path: str, name: str) -> Value:
        return title_in(self.labels.choices, f"{path}={name}", name)

    def kind(self, name: str) -> Value:
        return kind_of(name).title
