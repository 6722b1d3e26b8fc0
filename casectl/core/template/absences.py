"""When people are away, and who stands in for them (``away:`` of a person in casectl.yaml)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from casectl.core.values.messages import Message, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

AWAY = (
    Key("from", msg("the first day"), True),
    Key("until", msg("the last day"), True),
    Key("deputy", msg("the deputy, who sees that person's work in casectl today")),
)
"""The keys of an absence."""


@value_class
class Absence:
    """The first and the last day on which somebody is away, and who stands in ("": nobody)."""

    from_on: date
    until_on: date
    deputy: str = ""


def absence_on(absences: Iterable[Absence], day: date) -> Absence | None:
    """The absence that a day is in."""
    return next((each for each in absences if each.from_on <= day <= each.until_on), None)


def read_absences(reader: SettingsReader, node: Node | None, names: Collection[str]) -> tuple[Absence, ...]:
    """The absences under ``away:``; a deputy is one of the people with these names."""
    return tuple(found for each in reader.items(node) for found in _absence(reader, each, names))


def _absence(reader: SettingsReader, node: Node, names: Collection[str]) -> Iterator[Absence]:
    part = reader.part(node, "absence")
    first, last, deputy = reader.day(part.get("from")), reader.day(part.get("until")), reader.text(part.get("deputy"))
    if deputy and deputy not in names:
        reader.unknown(part["deputy"], "B001", deputy, names)
    if first and last and last < first:
        reader.report(node, "B001", msg("an absence ends before it begins"))
    elif first and last:
        yield Absence(first, last, deputy)


def away_until(name: str, absence: Absence) -> Message:
    """That somebody is away, until when, and who the deputy is."""
    until = absence.until_on.isoformat()
    if absence.deputy:
        return msg("{name} is away until {until}; deputy: {deputy}", name=name, until=until, deputy=absence.deputy)
    return msg("{name} is away until {until}", name=name, until=until)
