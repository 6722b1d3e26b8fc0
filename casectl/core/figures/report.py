"""What a figure is, and what `stats` returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Literal, TypeAlias

from casectl.core.figures.measure import Amount, Measure
from casectl.core.figures.periods import Period
from casectl.core.figures.sample import Sample
from casectl.core.history.life import Life
from casectl.core.template.labels import Labels
from casectl.core.template.target_settings import Target
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.value_class import NamedTuple, value_class

Better: TypeAlias = Literal["more", "less", ""]
RECEIVED = msg("cases received in the period")
CLOSED = msg("cases closed in the period")
RESOLVED = msg(
    "cases resolved in the period, or closed in it without being resolved; without those withdrawn or merged"
    " into another case"
)
OPEN = msg("cases open at the end of the period")
DUE = msg("deadlines that fell in the period, as they were when they passed or were met")
ALL = msg("all cases in which something happened in the period")
"""The cohorts: of what a figure is the figure."""
Group = tuple[str, ...]
Groups = Mapping[Group, Sample]
"""The cases of a period by what they are told apart by."""


class FigureRow(NamedTuple):
    """A value of a figure, of a group of cases, with its values in the periods that it is compared with."""

    figure: Figure
    group: Group
    measure: Measure
    compared: tuple[Amount, ...] = ()
    target: Target | None = None

    @property
    def unit(self) -> str:
        """The unit of the value."""
        return self.measure.unit or self.figure.unit

    @property
    def meets(self) -> bool | None:
        """Whether it reaches its target; None where there is no target, or no value."""
        value = self.measure.value
        if self.target is None or value is None or isinstance(value, str):
            return None
        return value >= self.target.value if self.figure.better == "more" else value <= self.target.value


@value_class
class FiguresReport:
    """The figures of a `period` as of `at`, which is before its end while it is running (`provisional`), by `keys`.

    `compared` are the other periods. `labels` are those of the templates, `titles` those of the words under the keys
    and, under "", of the keys. `missing` says what is not in the figures: cases in the archive, and the number
    that a rate is of.
    """

    period: Period
    at: datetime
    provisional: bool
    rows: list[FigureRow]
    keys: tuple[str, ...] = ()
    compared: tuple[Period, ...] = ()
    unreadable: Sequence[tuple[str, Message]] = ()
    notes: tuple[Message, ...] = ()
    labels: Mapping[str, Labels] = field(default_factory=dict)
    titles: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    missing: tuple[Message, ...] = ()


class CaseFigures(NamedTuple):
    """Every figure of one case alone, by name and part."""

    life: Life
    owner: str
    team: str
    values: Mapping[tuple[str, str], Amount]


@value_class
class CasesReport:
    """The figures of each case that was open in a period, or of which something happened in it."""

    period: Period
    rows: list[CaseFigures]
    unreadable: Sequence[tuple[str, Message]] = ()
    notes: tuple[Message, ...] = ()


def measured(figure: Figure, sample: Sample) -> list[Measure]:
    """The values of a figure, at least one: without a value, where there is nothing of which it could be one."""
    return [*figure.measure(sample)] or [Measure("", None, 0)]


def rows_of(
    figures: Iterable[Figure], groups: Groups, compared: Sequence[Groups], targets: Sequence[Target]
) -> Iterator[FigureRow]:
    """The rows of some figures: the groups of each value together, in the order of their names."""
    for figure in figures:
        found = {group: {each.part: each for each in measured(figure, groups[group])} for group in sorted(groups)}
        before = [_values(figure, each) for each in compared]
        for part in dict.fromkeys(part for values in found.values() for part in values):
            named = [each for each in targets if each.is_for(figure.name, part)]
            for group, values in found.items():
                if part in values:
                    others = tuple(each.get((group, part)) for each in before)
                    target = next((each for each in named if each.of_part or not values[part].unit), None)
                    yield FigureRow(figure, group, values[part], others, target)


def _values(figure: Figure, groups: Groups) -> dict[tuple[Group, str], Amount]:
    return {(group, each.part): each.value for group in groups for each in measured(figure, groups[group])}


def figures_of_cases(figures: Iterable[Figure], sample: Sample) -> list[CaseFigures]:
    """The figures of each case that was open in a period, or in which something happened, as if there were no other."""
    rows, wanted = [], [*figures]
    for each in sample.seen:
        touched = each.was_open or each.life.received >= sample.since or each.acts or each.closings or each.reopenings
        if touched:
            alone = sample.part([each])
            values = {(figure.name, found.part): found.value for figure in wanted for found in measured(figure, alone)}
            rows.append(CaseFigures(each.life, each.last.owner, each.last.team, values))
    return rows


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
