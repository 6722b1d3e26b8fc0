"""What a figure is: one row of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, TypeAlias

from casectl.core.figures.measure import Measure
from casectl.core.figures.sample import Sample
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

Better: TypeAlias = Literal["more", "less", ""]

RECEIVED = msg("cases received in the period")
CLOSED = msg("cases closed in the period")
RESOLVED = msg(
    "cases resolved in the period, or closed without being resolved; not those withdrawn or joined to another case"
)
OPEN = msg("cases open at the end of the period")
DUE = msg("deadlines that fell into the period, as they stood when they passed or were met")
ALL = msg("all cases in which something happened in the period")
"""The cohorts: of what a figure is the figure."""


@value_class
class Figure:
    """A figure: its name, which is a promise, its title, its unit, and its definition for people.

    `measure` calculates its values. `better` says whether more or less of it is better, "" if neither; only such a
    figure can have a target. `leaves_out` says what does not count, and what it cannot say. A `personal` one is never
    told apart by who had the cases.
    """

    name: str
    title: Message
    unit: str
    cohort: Message
    formula: Message
    measure: Callable[[Sample], Iterator[Measure]]
    leaves_out: Message | None = None
    better: Better = ""
    personal: bool = False
