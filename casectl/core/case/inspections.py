"""The quality inspections of a case, as its journal has them, and what marks come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from casectl.core.case.fold import before_each, effective_events
from casectl.core.case.model import Case, Event
from casectl.core.values.tree import text_of
from casectl.core.values.value_class import NamedTuple

INSPECTED, APPEALED, DECIDED = "inspected", "inspection_appealed", "inspection_decided"

LOWEST, HIGHEST, GOOD = 1, 5, 4
"""The range of a mark, and from which on it is good."""


class Inspection(NamedTuple):
    """An inspection: the events that gave the marks, that appealed against them, and that decided on that."""

    event: Event
    appeal: Event | None = None
    decision: Event | None = None

    @property
    def id(self) -> str:
        """The event with the inspection."""
        return self.event.id

    @property
    def person(self) -> str:
        """Whose handling was inspected."""
        return self.event.text("person")

    @property
    def marks(self) -> dict[str, int]:
        """The marks that count, by the line of the score sheet; what is no mark is left out."""
        decided = marks_of(self.decision) if self.decision else {}
        return decided or marks_of(self.event)

    @property
    def stage(self) -> str:
        """How far it is: ``open``, ``appealed``, ``upheld`` (the marks stay) or ``changed``."""
        if self.decision:
            return "changed" if self.decision.mapping("marks") else "upheld"
        return "appealed" if self.appeal else "open"


def marks_of(event: Event) -> dict[str, int]:
    """The marks that an event gives, as far as they are marks."""
    texts = {name: text_of(each) for name, each in event.mapping("marks").items()}
    return {name: int(text) for name, text in texts.items() if is_mark(text)}


def is_mark(text: str) -> bool:
    """Whether a text is a mark from 1 to 5."""
    return len(text) == 1 and text in "12345"


def mean(marks: Mapping[str, int] | Iterable[int]) -> float | None:
    """The mean of marks to two decimals, halves up; None of none."""
    found = [*(marks.values() if isinstance(marks, Mapping) else marks)]
    return (200 * sum(found) + len(found)) // (2 * len(found)) / 100 if found else None


def inspections_in(journal: Sequence[Event]) -> list[Inspection]:
    """The inspections of a case in order, without what was taken back."""
    if not any(event.kind == INSPECTED for event in journal):
        return []
    found: dict[str, Inspection] = {}
    for event in effective_events(journal):
        known = found.get(event.text("inspection"))
        if event.kind == INSPECTED:
            found[event.id] = Inspection(event)
        elif known and event.kind == APPEALED:
            found[known.id] = known._replace(appeal=known.appeal or event)
        elif known and event.kind == DECIDED:
            found[known.id] = known._replace(decision=known.decision or event)
    return [*found.values()]


def handlers_of(case: Case) -> list[str]:
    """Everybody who has owned a case so far, the first one first."""
    owners = [header.owner for header in before_each(effective_events(case.journal))]
    return [*dict.fromkeys(filter(None, (*owners, case.header.owner)))]
