"""When two histories met: until a merge, what one of its sides had recorded was known there alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush


def met_at(commits: Mapping[str, tuple[int, tuple[str, ...]]]) -> dict[str, int]:
    """The time of the first merge that brought a commit together with what it did not have, of those that one side of
    a merge alone had.

    `commits` are all of a history, each after its parents: its time, in seconds, and its parents.
    """
    order, found = {commit: number for number, commit in enumerate(commits)}, dict[str, int]()
    names = [*commits]
    before = [tuple(order[each] for each in parents if each in order) for _, parents in commits.values()]
    for (at, _), sides in zip(commits.values(), before, strict=True):
        for number in _apart(before, sides) if len(sides) > 1 else ():
            found.setdefault(names[number], at)
    return found


def _apart(before: Sequence[Sequence[int]], sides: Sequence[int]) -> Iterator[int]:
    """The commits that are not in the history of all of the `sides`, by number; `before` has the parents of each."""
    every, of = (1 << len(sides)) - 1, defaultdict[int, int](int)
    ahead = [-side for side in sides]
    heapify(ahead)
    for bit, side in enumerate(sides):
        of[side] |= 1 << bit
    while any(mask != every for mask in of.values()):
        number = -heappop(ahead)
        if number not in of:
            continue  # it is ahead of two others
        mask = of.pop(number)
        if mask != every:
            yield number
        for parent in before[number]:
            heappush(ahead, -parent)
            of[parent] |= mask
