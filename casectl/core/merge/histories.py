"""Two histories of one case: what they share, what each has alone, and the header as each had it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from casectl.core.case.acts import stands_alone
from casectl.core.case.fold import fold
from casectl.core.case.model import RECONCILED, UNDONE, Event, Header
from casectl.core.clocks.runs import Run, latest_runs
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import list_of, text_of

_Key = tuple[float, str, str]
Journal = tuple[Event, ...]


class _Told:
    """What a journal amounts to."""

    journal: Journal

    @cached_property
    def header(self) -> Header:
        """The header, before anything is said of the merge."""
        return fold(self.journal)

    @cached_property
    def runs(self) -> dict[str, Run]:
        """The latest run of each clock."""
        return latest_runs(self.journal)


class History(_Told):
    """The history of a case as one side has it; `own` are the events that the other side has not."""

    def __init__(self, journal: Journal, other: Journal) -> None:
        known = {event.id for event in other}
        self.journal = journal
        self.own = tuple(event for event in journal if event.id not in known)

    @property
    def latest(self) -> tuple[float, str]:
        """The time of the latest event that it has alone, with that event's id."""
        return max(((to_seconds(event.at), event.id) for event in self.own), default=(float("-inf"), ""))

    @property
    def decided(self) -> frozenset[tuple[str, str]]:
        """What it decided of that which merges had left open, each with its merge."""
        settled = [event for event in self.own if event.kind == RECONCILED]
        named = ((text_of(name), each.text("merge")) for each in settled for name in list_of(each.data.get("about")))
        return frozenset(named)

    @property
    def stands_alone(self) -> bool:
        """Whether none of its own events bears upon others."""
        return all(map(stands_alone, self.own))

    def last_on(self, kinds: Iterable[str] = (), detail: str = "", name: str = "") -> Event | None:
        """The last of its own events of these kinds, or with this detail; one that has the name there, if any has."""
        wanted = {*kinds}
        found = [each for each in self.own if each.kind in wanted or (detail and detail in each.data)]
        named = [each for each in found if name and name in each.data.get(detail, ())]
        return next(reversed(named or found), None)


class Histories(_Told):
    """Two histories, the one with the later event of its own first, and what they are when united."""

    def __init__(self, one: Journal, other: Journal) -> None:
        first, second = History(one, other), History(other, one)
        if second.latest > first.latest:
            first, second = second, first
        self.first, self.second = first, second
        self.journal = _united(first.journal, second.journal)

    def without(self, gone: Collection[str]) -> Histories:
        """The two, each as it was before, as if some events had never been."""
        if not gone:
            return self
        one, other, whole = (
            tuple(event for event in journal if event.id not in gone)
            for journal in (self.first.journal, self.second.journal, self.journal)
        )
        found = Histories(one, other)
        found.first, found.second, found.journal = History(one, other), History(other, one), whole
        return found

    @cached_property
    def fork(self) -> Header:
        """The header before the two parted."""
        alone = {event.id for event in (*self.first.own, *self.second.own)}
        return fold(event for event in self.journal if event.id not in alone)

    @cached_property
    def decided_twice(self) -> frozenset[str]:
        """The names of what both sides decided, neither knowing of the other, after a merge had left it open."""
        return frozenset(name for name, _ in self.first.decided & self.second.decided)

    @property
    def are_independent(self) -> bool:
        """Whether the order of the two does not matter: one adds only what nothing depends on."""
        first, second = self.first, self.second
        if not first.own or not second.own:
            return True
        if any(event.kind == UNDONE for event in (*first.own, *second.own)):
            return False
        moments = {to_seconds(event.at) for event in first.own} & {to_seconds(event.at) for event in second.own}
        return not moments and (first.stands_alone or second.stands_alone)


def _united(one: Sequence[Event], other: Sequence[Event]) -> tuple[Event, ...]:
    """The events of both, each once, by the latest time up to an event on its side, then by the id of the event of that
    time.

    Each side's order is kept, and both sides get the same. Where they contradict each other about the order of events
    that they share, the earlier one comes first.
    """
    keys = _keys(one)
    for event, key in _keys(other).items():
        keys[event] = max(key, keys.get(event, key))
    return _by_heads([*one], [*other], keys)


def _keys(journal: Sequence[Event]) -> dict[str, _Key]:
    """For each event the latest time so far with the id of its event, and the greatest id since then."""
    found: dict[str, _Key] = {}
    latest, since = (float("-inf"), ""), ""
    for event in journal:
        here = (to_seconds(event.at), event.id)
        latest, since = (here, event.id) if here > latest else (latest, max(since, event.id))
        found[event.id] = (*latest, since)
    return found


def _by_heads(one: list[Event], other: list[Event], keys: Mapping[str, _Key]) -> tuple[Event, ...]:
    """Take the lower of two heads; one that the other side has further down waits for what stands before it there."""
    left, right, found = one[::-1], other[::-1], list[Event]()
    waiting_left, waiting_right = {each.id for each in one}, {each.id for each in other}
    while left or right:
        heads = [side[-1] for side, others in ((left, waiting_right), (right, waiting_left))
                 if side and (side[-1].id not in others or _heads(left, right))]  # fmt: skip
        event = min(heads or [side[-1] for side in (left, right) if side], key=lambda each: (keys[each.id], each.id))
        found.append(event)
        for side, waiting in ((left, waiting_left), (right, waiting_right)):
            if event.id in waiting:
                waiting.discard(event.id)
                _take_out(side, event.id)
    return tuple(found)


def _heads(left: list[Event], right: list[Event]) -> bool:
    return bool(left and right) and left[-1].id == right[-1].id


def _take_out(side: list[Event], event: str) -> None:
    """Take an event out of a reversed list; it is mostly the last one."""
    place = next(number for number in range(len(side) - 1, -1, -1) if side[number].id == event)
    del side[place]
