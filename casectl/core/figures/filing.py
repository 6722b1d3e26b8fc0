"""Returns to regulators: what a return is made of, and the packs of those that are known, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from casectl.core.figures.periods import Period
from casectl.core.figures.sample import Sample
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class


class FilingRow(NamedTuple):
    """A box of a return; `value` is None where what it needs is not known. `cases` are those that it counts."""

    section: str
    item: str
    value: int | float | None
    cases: tuple[str, ...] = ()


class FilingFault(NamedTuple):
    """What keeps a return from being right: in a case, or "" in the whole."""

    case: str
    what: Message


class Filed(NamedTuple):
    """What a return is made of: the cases of the period, their fields by dotted name, what the boxes of a section may
    be called, what the settings say for this return, and what each root cause is called in it.
    """

    sample: Sample
    fields: Mapping[str, Mapping[str, str]]
    choices: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, str]
    causes: Mapping[str, str]

    def words(self, case: str, cause: str, section: str) -> tuple[str, ...]:
        """What a case has for a section: the values of its field, or what its root cause is called."""
        field = self.settings.get(section, section)
        text = self.causes.get(cause, "") if field == CAUSE else self.fields.get(case, {}).get(field, "")
        return tuple(filter(None, text.split(", ")))


CAUSE = "cause"
"""In the settings of a return: the section has the root cause, by the name that `maps:` gives it."""


@value_class
class FilingPack:
    """A return: its name, what it is, where its rules are from, how far they were verified, and what is not known.

    `sections` are those that cases are counted in by a field, each with the field that it has if the settings name no
    other; `needs` are the settings without which some boxes stay empty. `rows` are its boxes, `faults` what does not
    add up.
    """

    name: str
    title: Message
    source: Message
    verified: Message
    unknown: Message
    sections: tuple[tuple[str, str], ...]
    needs: tuple[str, ...]
    rows: Callable[[Filed], Iterator[FilingRow]]
    faults: Callable[[Filed], Iterator[FilingFault]]


@value_class
class FilingReport:
    """A return for a period as of `at`: its boxes, what is wrong, and what each box had when it was filed, if asked."""

    pack: FilingPack
    period: Period
    at: datetime
    rows: list[FilingRow]
    faults: list[FilingFault]
    unreadable: list[tuple[str, Message]]
    before: Mapping[tuple[str, str], int | float | None] | None = None

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to report but noughts."""
        return not any(row.value for row in self.rows)
