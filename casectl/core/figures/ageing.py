"""How old open cases are: how many there are in each band of days, by what they are told apart by."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from casectl.core.figures.estimates import nearest_rank
from casectl.core.values.messages import Message, Value
from casectl.core.values.named_tuple import NamedTuple
from casectl.core.values.value_class import value_class

BANDS = (3, 7, 15, 30, 60, 90)
"""The last day of each band but the last, which has no end: 0 to 3 days since receipt, 4 to 7 and so on."""

ALL = "all"
"""The key of the row of all cases."""


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
