"""A mapping: how the rows of another system's export become cases, as data.

`casectl.core.importing.read_mapping` builds one from its file; `casectl.core.importing.plan` applies it. Any problem of
a single row is raised as UsageError, whose `what` is the reason for rejecting the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Position, Source
from casectl.core.values.value_class import value_class

RowCells = Mapping[str, str]
ISO = "iso"
"""The time format that means any form of ISO 8601, with or without offset."""


@value_class
class Text:
    """A text with column placeholders, such as ``{Issue}: {Sub-issue}``: pairs of literal and column ("" at the
    end).
    """

    parts: tuple[tuple[str, str], ...]

    def columns(self) -> Iterator[str]:
        """The columns of its placeholders."""
        return (column for _, column in self.parts if column)

    def filled(self, cells: RowCells, missing: frozenset[str]) -> str | None:
        """The text for a row; None if one of its columns is empty there."""
        found = []
        for literal, column in self.parts:
            value = cells.get(column, "") if column else ""
            if column and (not value.strip() or value.strip() in missing):
                return None
            found.append(literal + value)
        return "".join(found)


@value_class
class Pick:
    """A value taken from a row: the first of `texts` whose columns all have values, translated by `values` if given.

    A value translated to "" counts as missing.
    """

    texts: tuple[Text, ...]
    place: Position
    values: Mapping[str, str] | None = None
    missing: frozenset[str] = frozenset()
    strip: bool = False

    def columns(self) -> Iterator[str]:
        """Every column that the value can come from."""
        return (column for text in self.texts for column in text.columns())

    def outcomes(self) -> set[str]:
        """The values known beforehand: translations, and texts without placeholders."""
        if self.values is not None:
            return set(self.values.values())
        return {"".join(literal for literal, _ in text.parts) for text in self.texts if not any(text.columns())}

    def value(self, cells: RowCells) -> str | None:
        """The row's value, None if it has none. Raises UsageError for one that `values` does not translate."""
        found = next((text for each in self.texts if (text := each.filled(cells, self.missing)) is not None), None)
        if found is not None and self.strip:
            found = found.strip()
        if found is None or self.values is None:
            return found
        if found not in self.values and found.strip() not in self.values:
            raise UsageError(
                msg("{value} is not translated; add it under values: at {place}", value=found, place=str(self.place))
            )
        return self.values.get(found, self.values.get(found.strip(), "")) or None


@value_class
class TimestampColumn:
    """A column with an instant: its text is tried against `formats`; a time without offset is in `zone`."""

    pick: Pick
    formats: tuple[str, ...]
    zone: tzinfo

    def at(self, cells: RowCells) -> datetime | None:
        """The instant, in UTC and to the second; a day without a time is its first second. None if the row has none.

        Raises UsageError for a text that fits no format, and for a local time that summer time skips.
        """
        text = self.pick.value(cells)
        if text is None:
            return None
        for form in self.formats:
            try:
                found = datetime.fromisoformat(text.strip()) if form == ISO else _parsed(text.strip(), form)
            except ValueError:
                continue
            return self._placed(found, bare=form != ISO and "%H" not in form and "%I" not in form)
        raise UsageError(
            msg("{text} is no time in the form {formats}; see {place}", text=text, formats=list(self.formats),
                place=str(self.pick.place))
        )  # fmt: skip

    def _placed(self, found: datetime, *, bare: bool) -> datetime:
        local = found if found.tzinfo else found.replace(tzinfo=self.zone)
        at = local.astimezone(UTC).replace(microsecond=0)
        skipped = _wall(at.astimezone(self.zone)) != _wall(found)
        if skipped and not found.tzinfo and not bare:
            raise UsageError(msg("there is no time {time} in {zone}", time=str(found), zone=str(self.zone)))
        return at


def _wall(at: datetime) -> str:
    """What a clock on the wall shows."""
    return at.replace(tzinfo=None).isoformat(timespec="seconds")


def _parsed(text: str, form: str) -> datetime:
    return datetime.strptime(text, form)  # noqa: DTZ007 -- _placed puts it into the mapping's zone


@value_class
class FieldPick:
    """The source of a case's field; `last`: the last row of an event log, else its first."""

    path: tuple[str, ...]
    pick: Pick
    last: bool = False


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
        for step in self.steps:
            yield from (pick for _, pick in step.data)
            yield from [step.at.pick] if step.at else []
        if self.events:
            yield self.events.at.pick
            yield from [self.events.activity] if self.events.activity else []

    def columns(self) -> set[str]:
        """Every column that is read."""
        return {column for pick in self.picks() for column in pick.columns()} | set(self.same or ())

    def lacking(self, header: Sequence[str]) -> list[str]:
        """The columns that the mapping needs and a table with this header lacks."""
        return sorted(self.columns() - set(header) - set(self.optional))

    def untouched(self, header: Sequence[str]) -> list[str]:
        """The columns of the table that the mapping neither reads nor ignores explicitly."""
        return [column for column in header if column not in self.columns() and column not in self.leave]
