"""How long a case was in each state, and with whom: with its owner, offered and not yet accepted, or with nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, TypeAlias

from casectl.core.history.event_rows import JournalRows
from casectl.core.values.value_class import NamedTuple

Part: TypeAlias = Literal["state", "owner", "offered", "nobody"]

_END = 1 << 62


class Window(NamedTuple):
    """From when to before when, in seconds since 1970."""

    since: int = -_END
    until: int = _END


ALWAYS = Window()


class Stretch(NamedTuple):
    """The time between two moments, in seconds since 1970, in which state and holder did not change by an event.

    A case is `offered` to somebody from the offer until it is accepted or returned, whoever owned it before.
    """

    start: int
    end: int
    state: str
    owner: str
    offered: str

    @property
    def parts(self) -> tuple[tuple[Part, str], tuple[Part, str]]:
        """The state it counts for, and the holder: each second has one of either."""
        holder: tuple[Part, str] = ("owner", self.owner) if self.owner else ("nobody", "")
        return ("state", self.state), ("offered", self.offered) if self.offered else holder


class Dwell(NamedTuple):
    """The time of some cases in one state or with one holder: seconds, stays, and how many cases had any.

    A stay ends where the case goes on to another state or holder.
    """

    part: Part
    name: str
    template: str
    seconds: int
    stays: int
    cases: int


def stretches(rows: JournalRows, now: int, window: Window = ALWAYS) -> Iterator[Stretch]:
    """The whole time of a case, from its first event until it is closed, or until `now`, as far as it is in `window`.

    An event that is dated before the one before it counts from that one's time on.
    """
    case, events = rows
    if not events:
        return
    moments = [events[0].at]
    for event in events[1:]:
        moments.append(max(event.at, moments[-1]))
    moments.append(moments[-1] if case.closed_at is not None else max(now, moments[-1]))
    stands = [*((each.state, each.owner, each.offered) for each in events[1:]), (case.state, case.owner, case.offered)]
    for (start, end), stand in zip(pairwise(moments), stands, strict=True):
        first, last = max(start, window.since), min(end, window.until)
        if first < last:
            yield Stretch(first, last, *stand)


def dwell_of(journals: Iterable[JournalRows], now: int, window: Window = ALWAYS) -> tuple[list[Dwell], int, int]:
    """The time in each state and with each holder, how many cases had any, and how many seconds all of it is.

    The seconds of all states are the whole, and so are those of all holders.
    """
    found: dict[tuple[Part, str, str], list[int]] = {}
    cases = whole = 0
    for rows in journals:
        times = list(stretches(rows, now, window))
        cases += bool(times)
        whole += sum(each.end - each.start for each in times)
        for key, (seconds, stays) in _of_case(rows.case.template, times).items():
            sums = found.setdefault(key, [0, 0, 0])
            for place, amount in enumerate((seconds, stays, 1)):
                sums[place] += amount
    return [Dwell(*key, *sums) for key, sums in found.items()], cases, whole


def _of_case(template: str, times: Iterable[Stretch]) -> dict[tuple[Part, str, str], list[int]]:
    """Seconds and stays in one case."""
    found: dict[tuple[Part, str, str], list[int]] = {}
    before: tuple[tuple[Part, str], ...] = ()
    for each in times:
        for part, name in each.parts:
            sums = found.setdefault((part, name, template if part == "state" else ""), [0, 0])
            sums[0] += each.end - each.start
            sums[1] += (part, name) not in before
        before = each.parts
    return found
