"""How old open cases are: how many there are in each band of days, by what they are told apart by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from math import inf

from casectl.core.figures.estimates import nearest_rank
from casectl.core.figures.turns import StateRules
from casectl.core.history.life import Life
from casectl.core.values.messages import Message, Value
from casectl.core.values.value_class import NamedTuple, value_class

BANDS = (3, 7, 15, 30, 60, 90)
"""The last day of each band but the last, which has no end: 0 to 3 days since receipt, 4 to 7 and so on."""

ALL = "all"
"""The key of the row of all cases."""

LIMIT = "limit"
"""The key of the bands of regimes."""


class Limit(NamedTuple):
    """A band of a regime: the clock of a template whose limit comes next, or, if it has `passed`, the last one."""

    template: str
    clock: str
    passed: bool

    @property
    def word(self) -> str:
        """The word for it, which is a promise: ``uk-fca-disp.final_response``, with ``>`` before it once passed."""
        return f"{'>' if self.passed else ''}{self.template}.{self.clock}"


def limit_of(life: Life, rules: StateRules, now: int) -> Limit | None:
    """The band of a case at an instant in seconds; None if no limit of a regime has been set for it.

    Whether a limit was met makes no difference: it is the age of the case that is told, in the days that the regime
    counts. One that was set anew counts as it was set last; one that is paused has not passed.
    """
    limits: dict[str, float] = {}
    for run in life.runs:
        due = next((due for at, due in reversed(run.moves) if at <= now), 0)
        if due != 0 and rules.is_limit(life.template, run.clock):
            limits[rules.clock_called(life.template, run.clock)] = inf if due is None else due
    if not limits:
        return None
    ordered = sorted(limits, key=lambda clock: (limits[clock], clock))
    coming = next((clock for clock in ordered if limits[clock] >= now), "")
    return Limit(life.template, coming or ordered[-1], not coming)


class OpenCase(NamedTuple):
    """An open case: whole days since receipt, whether anything that is owed in it is overdue, and its words by key."""

    id: str
    days: int
    is_overdue: bool
    words: Mapping[str, Sequence[str]]


class AgeRow(NamedTuple):
    """The open cases with one word under a key: how many in each band, how many with something overdue; in days the
    median by nearest rank, and the oldest, which is named.
    """

    key: str
    word: str
    cases: int
    bands: tuple[int, ...]
    overdue: int
    median: int
    oldest: int
    oldest_case: str


@value_class
class BacklogReport:
    """How old the open cases are as of `at`; `titles` are those of words and, under "", of keys."""

    at: datetime
    rows: list[AgeRow]
    unreadable: Sequence[tuple[str, Message]]
    titles: Mapping[tuple[str, str], Value]


def ageing(cases: Sequence[OpenCase], keys: Iterable[str]) -> Iterator[AgeRow]:
    """The row of all cases, if there are any, and those of the words under each key, the most cases first."""
    if cases:
        yield _row(ALL, "", cases)
    for key in keys:
        found: dict[str, list[OpenCase]] = {}
        for case in cases:
            for word in case.words[key]:
                found.setdefault(word, []).append(case)
        yield from sorted((_row(key, *each) for each in found.items()), key=lambda row: (-row.cases, row.word))


def _row(key: str, word: str, cases: Sequence[OpenCase]) -> AgeRow:
    places = [bisect_left(BANDS, case.days) for case in cases]
    oldest = min(cases, key=lambda case: (-case.days, case.id))
    median = nearest_rank([case.days for case in cases], 50) or 0
    bands = tuple(places.count(place) for place in range(len(BANDS) + 1))
    overdue = sum(case.is_overdue for case in cases)
    return AgeRow(key, word, len(cases), bands, overdue, median, oldest.days, oldest.id)
