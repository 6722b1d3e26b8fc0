"""The report of a period: its figures, what came before it, and what chance does not explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from casectl.core.figures.ageing import AgeRow, OpenCase, ageing
from casectl.core.figures.control_charts import (
    RUN,
    ControlChart,
    chart_of_rates,
    chart_of_shares,
    chart_of_values,
)
from casectl.core.figures.periods import Period
from casectl.core.figures.report import FiguresReport
from casectl.core.figures.sample import DAY
from casectl.core.figures.series import Bounds, Tally
from casectl.core.figures.turns import turns_of
from casectl.core.history.life import CHASER, Life
from casectl.core.values.messages import Value
from casectl.core.values.value_class import NamedTuple, value_class

LEAST_CASES = 5
"""Of fewer cases in a period there is no early warning: one more or less is chance."""

LANES = 60
"""At most so many cases are drawn one by one."""

RECEIVED, CHASERS = "received", "chasers"
"""Trends; those of deadlines are called by the kind of their clocks."""

_LASTING = ("template", "source", "cause")
"""Keys under which a case keeps its word; so it does under those of fields, ``fields.category``."""

_DOTS = {"in": "in", "out": "out", "escalated": "escalated", CHASER: "chaser"}


class EarlyWarning(NamedTuple):
    """More cases of a kind than chance explains: the word under a key, how many there were and could be expected, and
    as which signals.
    """

    key: str
    word: str
    cases: int
    usual: float
    high: float
    signals: tuple[str, ...]


class Lane(NamedTuple):
    """The way of a case through the period: when it was received and, if so, closed, and what happened when."""

    case: str
    received: int
    closed: int | None
    dots: tuple[tuple[int, str], ...]


class Shown(NamedTuple):
    """Some of many."""

    lanes: tuple[Lane, ...]
    all: int


@value_class
class PeriodReport:
    """A report of `figures.period`, the last of some `periods` in a row, each with its tally.

    `trends` are control charts by name, whose limits are those of the periods before; `ranks` are the received cases by
    key, the most first; `titles` those of words under keys and, under "", of keys. `asked` is the query that chose the
    cases, "" for all.
    """

    figures: FiguresReport
    bounds: Bounds
    periods: tuple[Period, ...]
    tallies: tuple[Tally, ...]
    trends: Mapping[str, ControlChart]
    warnings: tuple[EarlyWarning, ...]
    ranks: Mapping[str, Sequence[tuple[str, int]]]
    ages: tuple[AgeRow, ...]
    lanes: Shown
    titles: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    asked: str = ""


def begun(tallies: Sequence[Tally]) -> int:
    """The place of the first period in which there was a case; of the last one if there never was."""
    places = (place for place, each in enumerate(tallies) if each.received or each.closed or each.open)
    return next(places, len(tallies) - 1)


def trends_of(tallies: Sequence[Tally]) -> dict[str, ControlChart]:
    """The control charts of what there is: the last period does not set the limits that it is held against."""
    before = len(tallies) - 1
    found = {
        RECEIVED: chart_of_values([float(each.received) for each in tallies], before),
        **{kind: chart_of_shares([(each.met[kind], each.due[kind]) for each in tallies], before)
           for kind in ("regulatory", "internal")},
        CHASERS: chart_of_rates([(each.chasers, each.open + each.closed) for each in tallies], before),
    }  # fmt: skip
    return {name: chart for name, chart in found.items() if any(point.value for point in chart.points)}


def warnings_of(tallies: Sequence[Tally]) -> Iterator[EarlyWarning]:
    """The kinds of cases of which the last period had more than chance explains, the most cases first.

    Only what a case is from the beginning can be held against earlier periods: not who has it now.
    """
    last = [(key, cases) for key, cases in tallies[-1].words.items() if key[0] in _LASTING or "." in key[0]]
    for (key, word), cases in sorted(last, key=lambda each: (-each[1], each[0])):
        chart = chart_of_values([float(each.words[key, word]) for each in tallies], len(tallies) - 1)
        point = chart.points[-1]
        if chart.kind != RUN and cases >= LEAST_CASES and point.signals and cases > (chart.centre or 0):
            yield EarlyWarning(key, word, cases, chart.centre or 0.0, point.high or 0.0, point.signals)


def ranks_of(tally: Tally, keys: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    """The received cases of a period by the words under each key, the most first."""
    found = {key: Counter[str]() for key in keys}
    for (key, word), cases in tally.words.items():
        found[key][word] += cases
    return {key: sorted(each.items(), key=lambda item: (-item[1], item[0])) for key, each in found.items()}


def ages_of(lives: Sequence[Life], now: int) -> tuple[AgeRow, ...]:
    """How old open cases are."""
    return (*ageing([OpenCase(each.id, max((now - each.received) // DAY, 0), False, {}) for each in lives], ()),)


def lanes_of(lives: Sequence[Life], now: int) -> Shown:
    """The ways of some cases by receipt: of all, or of every so many where there are more than LANES."""
    ordered = sorted(lives, key=lambda each: (each.received, each.id))
    step = -(-len(ordered) // LANES) or 1
    return Shown(tuple(_lane(each, now) for each in ordered[::step]), len(ordered))


def _lane(life: Life, now: int) -> Lane:
    turns = [(at, "closed" if is_over else "reopened") for at, is_over in turns_of(life) if at <= now]
    acts = [(act.at, _DOTS[act.kind]) for act in life.acts if act.kind in _DOTS and act.at <= now]
    closed = turns[-1][0] if turns and turns[-1][1] == "closed" else None
    return Lane(life.id, life.received, closed, tuple(sorted([*turns, *acts])))
