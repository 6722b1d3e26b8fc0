"""Facts: what lists need to know of a case, flat and quick to load. Facts, never conclusions.

"Overdue" is no fact; the deadlines are. A state's category is looked up in the template when a list is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from operator import itemgetter

from casectl.core.case.owed import DEADLINE, Owed
from casectl.core.values.messages import Message
from casectl.core.values.value_class import NamedTuple

VERSION = "21"
"""Raised whenever what a fact means changes; an index of another version is rebuilt."""


class Surveyed(NamedTuple):
    """When the customer was asked, reminded and answered, in seconds, None for never; whether they want no surveys."""

    asked: int | None = None
    reminded: int | None = None
    answered: int | None = None
    declined: bool = False


class Inspected(NamedTuple):
    """A quality inspection: its event, whose handling, who inspected, when (in seconds), how far it is
    (`casectl.core.case.inspections.Inspection.stage`), and the mean of its marks.
    """

    id: str
    person: str
    by: str
    at: int
    stage: str
    mean: str


class Disputed(NamedTuple):
    """A root cause whose responsibility is disputed: its code, who or what it names, and who recorded it."""

    cause: str
    responsible: str
    by: str
    via: str


class Excerpt(NamedTuple):
    """One case's row in the index. Instants are kept as text, each with its own offset."""

    path: str
    raw: Mapping[str, object]

    def text(self, key: str) -> str:
        """A fact as text, "" if it is not there."""
        try:
            value = self.raw[key]  # as `_fact` does, which takes longer, and lists ask for ten a case
        except KeyError:
            return ""
        return value if isinstance(value, str) else str(value)

    def _fact(self, key: str, default: object = None) -> object:
        try:
            return self.raw[key]  # which may have to be fetched, so that a question whether it is there would be slower
        except KeyError:
            return default

    @property
    def id(self) -> str:
        """The case's id."""
        return self.text("id")

    @property
    def level(self) -> int:
        """The severity level, 0 if none is set."""
        return int(str(self._fact("level") or 0))

    @property
    def conflicts(self) -> int:
        """How much a merge has left to be decided."""
        return int(str(self._fact("conflicts") or 0))

    @property
    def redress(self) -> list[list[str]]:
        """What was offered to put things right: event, kind, amount, who offered it, and how far it is."""
        found = self._fact("redress")
        return [[str(text) for text in each] for each in found] if isinstance(found, list) else []

    @property
    def survey(self) -> Surveyed:
        """The survey about the case."""
        found = self._fact("survey")
        return Surveyed(*found) if isinstance(found, list) else Surveyed()

    @property
    def inspections(self) -> list[Inspected]:
        """The quality inspections."""
        found = self._fact("inspections")
        return [Inspected(*each) for each in found] if isinstance(found, list) else []

    @property
    def disputed(self) -> Disputed | None:
        """The root cause whose responsibility somebody has to decide on."""
        found = self._fact("disputed")
        return Disputed(*found) if isinstance(found, list) else None

    @property
    def chasers(self) -> int:
        """How often the customer has asked again."""
        return int(str(self._fact("chasers") or 0))

    @property
    def late_entries(self) -> int:
        """How many entries that count for its clocks were recorded later than they happened."""
        return int(str(self._fact("late_entries") or 0))

    @property
    def alike(self) -> int:
        """Of how many cases this has what they have in common; 0 if it is of one case (`Selection.alike`)."""
        return int(self.text("alike")) if "alike" in self.raw else 0  # to ask for it would fetch the rest of each case

    @property
    def owed(self) -> list[Owed]:
        """What is owed, the earliest first; times are in UTC."""
        found = self._fact("owed")
        return [_owed(*each) for each in found] if isinstance(found, list) else []

    @property
    def due(self) -> dict[str, datetime]:
        """The open deadlines by clock, the earliest first."""
        return {each.name: each.at for each in self.owed if each.kind == DEADLINE}

    @property
    def next_due(self) -> datetime | None:
        """When the soonest of what is owed is due."""
        return _instant(self._fact("next_due"))

    @property
    def provisional(self) -> bool:
        """Whether the soonest of what is owed rests on days that a calendar only guesses."""
        return bool(self._fact("provisional"))

    @property
    def next_follow_up(self) -> datetime | None:
        """When the soonest follow-up or promise is to be done."""
        return next((each.at for each in self.owed if each.follow_up), None)

    @property
    def paused(self) -> dict[str, str]:
        """The clocks that are paused, each with the reason."""
        return dict(_pairs(self._fact("paused")))

    @property
    def moves(self) -> list[tuple[str, str]]:
        """The states that the case entered, each with when, as ISO text."""
        return _pairs(self._fact("moves"))

    @property
    def links(self) -> list[tuple[str, str]]:
        """The case's own links: type and case."""
        return _pairs(self._fact("links"))

    @property
    def fields(self) -> dict[str, str]:
        """Every scalar field by its dotted path; lists are joined with commas."""
        return dict(_pairs(self._fact("fields")))

    def field_names(self) -> Iterator[str]:
        """The names in `fields`, without the rest of it."""
        found = self._fact("fields")
        return map(_first, found) if isinstance(found, list) else iter(())

    @property
    def earlier_templates(self) -> list[str]:
        """The templates that the case had before it was retyped."""
        found = self._fact("earlier_templates")
        return found if isinstance(found, list) else []

    @property
    def reminded(self) -> list[tuple[str, int, str, list[str]]]:
        """The reminders of what is open: the clock or the follow-up, the second of its time, the stage, and who."""
        found = self._fact("reminded")
        return [tuple(each) for each in found] if isinstance(found, list) else []

    @property
    def has_boundary(self) -> bool:
        """Whether a boundary was ever stated in the case."""
        return bool(self._fact("has_boundary"))

    @property
    def mail(self) -> list[str]:
        """The ids of the events that mail led to, and the Message-IDs."""
        found = self._fact("mail")
        return found if isinstance(found, list) else []

    @property
    def offer(self) -> dict[str, str]:
        """The pending handoff: to, by, at, reason, team; empty if there is none."""
        found = self._fact("offer")
        return found if isinstance(found, dict) else {}


class Excerpts(NamedTuple):
    """Excerpts of cases, path and reason of each case file that could not be read, how many a limit left out."""

    cases: list[Excerpt]
    unreadable: list[tuple[str, Message]]
    left_out: int = 0


_first = itemgetter(0)


def _owed(
    kind: str, name: str, at: int, who: str, follow_up: str, rule: str, note: str, provisional: object,
    unconfirmed: object,
) -> Owed:  # fmt: skip
    due = datetime.fromtimestamp(at, UTC)
    return Owed(kind, name, due, who, follow_up, rule, note, bool(provisional), bool(unconfirmed))


def _instant(found: object) -> datetime | None:
    return datetime.fromtimestamp(found, UTC) if isinstance(found, int) else None


def _pairs(value: object) -> list[tuple[str, str]]:
    return [(str(first), str(second)) for first, second in value] if isinstance(value, list) else []
