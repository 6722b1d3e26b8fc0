"""What many periods in a row come to, counted in one pass: each as it was at its own end, as `Sample` has it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from casectl.core.figures.deadlines import MISSED_OPEN, deadlines_of
from casectl.core.figures.turns import StateRules, resolutions_of, turns_of, with_closed
from casectl.core.history.life import CHASER, Life
from casectl.core.values.value_class import NamedTuple

Words = Callable[[Life], str]
"""What a case has under a key."""


class Tally:
    """What a period comes to: cases received, closed and open at its end; by kind of clock the deadlines met among
    those that fell into it; how long first responses and first resolutions took; received cases by key and word;
    how often customers asked again.
    """

    def __init__(self) -> None:
        self.received = self.closed = self.open = self.chasers = 0
        self.met, self.due = Counter[str](), Counter[str]()
        self.responses: list[int] = []
        self.resolutions: list[int] = []
        self.words = Counter[tuple[str, str]]()


class Bounds(NamedTuple):
    """Periods in a row: their first seconds and, last, the one after the end; what goes on has lasted until `now`."""

    starts: Sequence[int]
    now: int

    def place(self, at: int) -> int | None:
        """In which period an instant is; None if in none of them."""
        place = bisect_right(self.starts, at) - 1
        return place if 0 <= place < len(self.starts) - 1 and at <= self.now else None

    def end(self, place: int) -> int:
        """The second after a period, or after all that is known."""
        return min(self.starts[place + 1], self.now + 1)


def series(lives: Iterable[Life], bounds: Bounds, rules: StateRules, words: Mapping[str, Words]) -> list[Tally]:
    """The tally of each period; `words` reads a case under each key."""
    found = [Tally() for _ in bounds.starts[1:]]
    brought, opened = 0, [0] * len(found)
    for life in (with_closed(each, rules) for each in lives):
        turns = turns_of(life)
        brought += life.received < bounds.starts[0] and not life.stand_before(bounds.starts[0]).is_over
        if (place := bounds.place(life.received)) is not None:
            opened[place] += 1
            found[place].received += 1
            found[place].words.update((key, read(life)) for key, read in words.items())
        for at, is_over in turns:
            if (place := bounds.place(at)) is not None:
                found[place].closed += is_over
                opened[place] += -1 if is_over else 1
        for act in life.acts:
            if act.kind == CHASER and (place := bounds.place(act.at)) is not None:
                found[place].chasers += 1
        _lengths(life, found, bounds, rules)
        _deadlines(life, found, bounds, rules)
    for place, tally in enumerate(found):
        brought += opened[place]
        tally.open = brought
    return found


def _lengths(life: Life, found: list[Tally], bounds: Bounds, rules: StateRules) -> None:
    resolved, _ = resolutions_of(life, rules, bounds.now + 1)
    if resolved and (place := bounds.place(resolved[0])) is not None:
        found[place].resolutions.append(max(resolved[0] - life.received, 0))
    answered = next((act.at for act in life.acts if act.kind == "out"), None)
    if answered is not None and (place := bounds.place(answered)) is not None:
        found[place].responses.append(max(answered - life.received, 0))


def _deadlines(life: Life, found: list[Tally], bounds: Bounds, rules: StateRules) -> None:
    for place in _places(life, bounds):
        end = bounds.end(place)
        for each in deadlines_of(life, bounds.starts[place], end):
            if each.counts and (each.outcome != MISSED_OPEN or each.at < min(bounds.starts[place + 1], bounds.now)):
                kind = rules.kind_of_clock(life.template, each.clock)
                found[place].due[kind] += 1
                found[place].met[kind] += each.was_met


def _places(life: Life, bounds: Bounds) -> Iterator[int]:
    """The periods into which any deadline of a case ever fell."""
    dues = {due for run in life.runs for due in (run.due, *(due for _, due in run.moves)) if due is not None}
    yield from sorted({place for due in dues if (place := bounds.place(due)) is not None})
