"""The order of a journal that is united from two: each side's order is kept, and both sides give the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from casectl.core.case.event import Event
from casectl.core.time.instants import to_seconds

_Key = tuple[float, str, str]


def united(one: Sequence[Event], other: Sequence[Event]) -> tuple[Event, ...]:
    """The events of both, each once, by the latest time up to an event on its side, then by the id of the event of that
    time.

    Where the two contradict each other about the order of events that they share, the earlier one comes first.
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
