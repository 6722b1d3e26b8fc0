"""The turns in the life of a case: when it was closed or opened again, resolved or taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from casectl.core.history.life import Life
from casectl.core.template.labels import NO_LABELS, Labels, title_in
from casectl.core.template.model import FINISHED
from casectl.core.values.messages import Value

CHANCE = "chance"
"""The kind of a clock that is no duty: who lets it pass has missed nothing."""


class StateRules:
    """What templates say of their states and clocks, by the `labels` of each, of which many cases ask the same."""

    def __init__(self, labels: Mapping[str, Labels]) -> None:
        self._labels = labels
        self.category = cache(lambda template, state: self.labels(template).category(state))
        """The category of a state."""
        self.is_withdrawn = cache(self._is_withdrawn)
        """Whether a state is one of complaints that were taken back, or joined to another case."""
        self.kind_of_clock = cache(self._kind_of_clock)
        """Whether a clock is regulatory, internal or only a CHANCE. One that the template does not have is of one that
        the case had before it was retyped: regulatory if any has it so; "" if none has it.
        """
        self.is_limit = cache(self._is_limit)
        """Whether a clock has a limit of the regime: it is regulatory, or a chance that the regime gives."""
        self.asking_for_score = cache(self._asking_for_score)
        """The names of the follow-ups that ask for a score."""
        self.clock_called = cache(lambda template, clock: str(title_in(self.labels(template).named_clocks, clock)))
        """The present name of a clock, under which it counts."""

    def clock_title(self, template: str, clock: str) -> Value:
        """The title of a clock, also of one that only another template has, as before a case was retyped."""
        having = [each for each in (self.labels(template), *self._labels.values()) if clock in each.clocks]
        return title_in(having[0].clocks, clock) if having else clock

    def labels(self, template: str) -> Labels:
        """The labels of a template; none where it cannot be read."""
        return self._labels.get(template, NO_LABELS)

    def _is_withdrawn(self, template: str, state: str) -> bool:
        labels = self.labels(template)
        return str(title_in(labels.renamed, state)) in labels.withdrawn

    def _asking_for_score(self, template: str) -> frozenset[str]:
        entries = self.labels(template).follow_ups.items()
        return frozenset(name for name, entry in entries if entry.kind == "score")

    def _kind_of_clock(self, template: str, clock: str) -> str:
        own = self.labels(template)
        having = [own] if clock in own.clocks else [each for each in self._labels.values() if clock in each.clocks]
        kinds = [CHANCE if clock in each.chances else each.clocks[clock].kind for each in having]
        return max(kinds, key="regulatory".__eq__, default="")

    def _is_limit(self, template: str, clock: str) -> bool:
        return self.kind_of_clock(template, clock) in ("regulatory", CHANCE)


def with_closed(life: Life, rules: StateRules) -> Life:
    """The life in which every closed state is one: a case that was imported as closed may not say since when."""
    if all(each.is_over or rules.category(life.template, each.state) != "closed" for each in life.stands):
        return life
    stands = (each._replace(is_over=rules.category(life.template, each.state) == "closed") for each in life.stands)
    return life._replace(stands=[*stands])


def turns_of(life: Life) -> list[tuple[int, bool]]:
    """When it was closed (True), and when it was opened again."""
    turns = [(new.at, new.is_over) for old, new in pairwise(life.stands) if new.is_over != old.is_over]
    if life.stands[0].is_over:
        turns.insert(0, (life.stands[0].at, True))
    return turns


def resolutions_of(life: Life, rules: StateRules, until: int) -> tuple[list[int], list[int]]:
    """When it was resolved, or closed without that and not as withdrawn, and when taken up again; before an instant."""
    resolved, taken_up = [], []
    before = life.stands[0].is_over  # then nobody knows when it was resolved
    for stand in life.stands:
        if stand.at >= until:
            break
        finished = stand.is_over or rules.category(life.template, stand.state) in FINISHED
        if finished and not before and not rules.is_withdrawn(life.template, stand.state):
            resolved.append(stand.at)
        if before and not finished:
            taken_up.append(stand.at)
        before = finished
    return resolved, taken_up
