"""A mapping: how the rows of another system's export become cases, as data.

`casectl.core.importing.read_mapping` builds one from its file; `casectl.core.importing.plan` applies it. Any problem of
a single row is raised as UsageError, whose `what` is the reason for rejecting the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from casectl.core.case.kinds.said import DIRECTIONS
from casectl.core.importing.conversions import Conversion
from casectl.core.importing.pick import Pick, RowCells
from casectl.core.importing.rows import ADDED, ambiguous
from casectl.core.importing.timestamps import TimestampColumn
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.naming import comparable
from casectl.core.values.nearest import suggestion
from casectl.core.values.tree import Source
from casectl.core.values.value_class import value_class


@value_class
class FieldPick:
    """The source of a case's field; `last`: the last row of an event log, else its first."""

    path: tuple[str, ...]
    how: Conversion
    last: bool = False

    @property
    def pick(self) -> Pick:
        """Where its text comes from."""
        return self.how.time.pick


STEPS: dict[str, tuple[str, ...]] = {
    "advanced": ("to",),
    "assigned": ("to",),
    "contacted": ("text",),
    "noted": ("text",),
}
"""The kinds of event that a row may have in addition, and the details each must have to be recorded."""


@value_class
class RowEvent:
    """Another event in the same row: of `kind`, if the row has the details in STEPS.

    Where those details are constants, the time must be there.
    """

    kind: str
    at: TimestampColumn | None
    data: tuple[tuple[str, Pick], ...]

    def details(self, cells: RowCells) -> tuple[datetime | None, dict[str, str]] | None:
        """Its time (None: the row does not say) and details; None if it did not happen."""
        data = {key: value for key, pick in self.data if (value := pick.value(cells)) is not None}
        at = self.at.at(cells) if self.at else None
        if data.get("direction", "in") not in DIRECTIONS:
            raise UsageError(msg("{word} is neither in nor out", word=data["direction"]))
        needs = STEPS[self.kind]
        constant = not any(column for key, pick in self.data if key in needs for column in pick.columns())
        return (at, data) if all(key in data for key in needs) and (at or not constant) else None


STEP_DATA = ("to", "team", "reason", "direction", "channel", "text")


@value_class
class LinkRule:
    """References in a text: each match of `find` is a case whose id is `id`, with the pattern's groups filled in."""

    type: str
    pick: Pick
    find: re.Pattern[str]
    id: Pick


@value_class
class SharedValue:
    """A value, such as an order number, by which cases belong together: all that share it are linked to the first."""

    type: str
    pick: Pick


@value_class
class EventLog:
    """Rows that are events: those with the same id are one case.

    `handoff` has the kinds of change that count as one: "owner", "team". `reopening` lists pairs of activities; None
    means every move from a resolved or closed state to another one.
    """

    at: TimestampColumn
    by_time: bool = False
    activity: Pick | None = None
    handoff: frozenset[str] = frozenset()
    reopening: frozenset[tuple[str, str]] | None = None


HEADER = ("state", "owner", "team", "level")
"""The header's keys that a row may provide."""


@dataclass(frozen=True)
class RowMapping:
    """The content of a mapping file. Exactly one of `id` and `same` is given; `header` has a pick for keys of
    HEADER.
    """

    name: str
    source: str
    template: str
    title: Pick
    received: TimestampColumn
    file: Source
    id: Pick | None = None
    same: tuple[str, ...] | None = None
    header: Mapping[str, Pick] = field(default_factory=dict)
    fields: tuple[FieldPick, ...] = ()
    due: tuple[tuple[str, TimestampColumn], ...] = ()
    steps: tuple[RowEvent, ...] = ()
    links: tuple[LinkRule, ...] = ()
    shared: tuple[SharedValue, ...] = ()
    events: EventLog | None = None
    table: Mapping[str, str] = field(default_factory=dict)
    leave: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

    def picks(self) -> Iterator[Pick]:
        """Every value taken from a row."""
        yield from (self.title, self.received.pick, *self.header.values())
        yield from [self.id] if self.id else []
        yield from (each.pick for each in self.fields)
        yield from (column.pick for _, column in self.due)
        yield from (rule.pick for rule in self.links)
        yield from (rule.pick for rule in self.shared)
        for step in self.steps:
            yield from (pick for _, pick in step.data)
            yield from [step.at.pick] if step.at else []
        if self.events:
            yield self.events.at.pick
            yield from [self.events.activity] if self.events.activity else []

    def columns(self) -> set[str]:
        """Every column that is read."""
        return {column for pick in self.picks() for column in pick.columns()} | set(self.same or ())

    def unusable(self, names: Sequence[str], keys: Sequence[str]) -> list[Message]:
        """What is wrong with the mapping's columns, each with its place, given a table's names and keys of columns.

        A column that the mapping reads is missing, or several have its name; one that it leaves is not there.
        """
        places = {column: pick.place for pick in reversed([*self.picks()]) for column in pick.columns()}
        places |= {column: self.file.place("same") for column in self.same or () if column not in places}
        read = [
            (column, place)
            for column, place in places.items()
            if column not in keys and (column not in self.optional or ambiguous(column, names))
        ]
        left = [
            (column, self.file.place("leave", number))
            for number, column in enumerate(self.leave)
            if column not in {*keys, *names, *self.optional}
        ]
        return [
            msg("{place}: {what}", place=str(place), what=ambiguous(column, names) or _no_column(column, keys))
            for column, place in sorted([*read, *left], key=lambda each: (each[1].line, each[1].column))
        ]

    def untouched(self, keys: Sequence[str]) -> list[str]:
        """The columns of a table that the mapping neither reads nor ignores explicitly."""
        known = {*self.columns(), *self.leave, *ADDED}
        return [column for column in keys if column not in known]


def _no_column(column: str, keys: Sequence[str]) -> Message:
    alike = [key for key in keys if comparable(key) == comparable(column)]
    hint = msg("did you mean {near}?", near=alike) if alike else suggestion(column, keys)
    return (
        msg("no column {column}; {hint}", column=column, hint=hint)
        if hint
        else msg("no column {column}", column=column)
    )
