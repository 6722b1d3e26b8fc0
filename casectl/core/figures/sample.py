"""The cases of a period as of its end, and the cohorts that figures are about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from casectl.core.figures.deadlines import MISSED_OPEN, Deadline, deadlines_of
from casectl.core.figures.turns import StateRules, resolutions_of, turns_of, with_closed
from casectl.core.history.life import Act, Life, Stand
from casectl.core.history.life_rows import Answered, Asked
from casectl.core.query.references import customers_of
from casectl.core.values.value_class import NamedTuple

DAY = 24 * 60 * 60


class Seen(NamedTuple):
    """A case as of the end of a period: its life, how it stood before and at the end, and what happened in between.

    `so_far` are all acts until the end; `acts`, `closings` and `reopenings` are those within the period. `resolved` and
    `taken_up` are all until the end: when the case was resolved, or closed without that, other than as withdrawn, and
    when it was taken up again.
    """

    life: Life
    was_open: bool
    last: Stand
    so_far: Sequence[Act]
    acts: Sequence[Act]
    closings: Sequence[int]
    reopenings: Sequence[int]
    resolved: Sequence[int]
    taken_up: Sequence[int]

    @property
    def id(self) -> str:
        """The case."""
        return self.life.id

    @property
    def is_open(self) -> bool:
        """Whether it is open at the end."""
        return not self.last.is_over


class Stretch(NamedTuple):
    """The time that a case stood so within the period, in seconds."""

    case: str
    template: str
    stand: Stand
    seconds: int


class Complaint(NamedTuple):
    """What the figures of customers need of a case, which may have ended long ago; `customer` is that of its life."""

    id: str
    received: int
    customer: str
    template: str


class Exposed(NamedTuple):
    """Of how many of what (``homes``) complaints are told in a period, None where nobody said; a rate is given per so
    many, ``per``.
    """

    name: str
    number: float | None
    per: int


class Desk(NamedTuple):
    """What the settings of a casebook give to the figures of a period: how many seconds of work there are between two
    instants, and of how many of what complaints are told.
    """

    worked: Callable[[int, int], int]
    exposed: Sequence[Exposed] = ()


ALWAYS_OPEN = Desk(lambda start, end: end - start)
"""A desk that never closes."""


class Between(NamedTuple):
    """The seconds of a period, from `since` to before `until`; what goes on has lasted until `now`.

    That is the end of the period, or while it is running the last second of which anything is known.
    """

    since: int
    until: int
    now: int


class Sample:
    """The cases received by the end of a period: the seconds from `since` to before `until`, as of `now`.

    What happened counts when it happened, as entered, as far as that is before `until`; what was taken back never
    counts. `lately` are all complaints of some time before the end, also those of which nothing else counts.
    """

    def __init__(
        self, between: Between, rules: StateRules, seen: list[Seen], lately: list[Complaint], desk: Desk = ALWAYS_OPEN
    ) -> None:
        self.since, self.until, self.now = between
        self._between = between
        self._whole = self
        self.rules = rules
        self.seen = seen
        self.lately = lately
        self.desk = desk

    @classmethod
    def of(
        cls,
        lives: Iterable[Life],
        between: Between,
        rules: StateRules,
        lately: Iterable[Complaint] | None = None,
        desk: Desk = ALWAYS_OPEN,
    ) -> Sample:
        """The sample of some lives; without `lately`, these are all."""
        since, until, _now = between
        ours = [with_closed(each, rules) for each in lives if each.received < until]
        known = map(_complaint, ours) if lately is None else lately
        return cls(between, rules, [_seen(each, since, until, rules) for each in ours],
                   [each for each in known if each.received < until], desk)  # fmt: skip

    def part(self, seen: list[Seen], deadlines: list[Deadline] | None = None) -> Sample:
        """The same period of some of the cases; of their deadlines, or of those that somebody else answers for."""
        found = Sample(self._between, self.rules, seen, [_complaint(each.life) for each in seen], self.desk)
        found._whole = self._whole
        if deadlines is not None:
            found.deadlines = deadlines
        return found

    @cached_property
    def received(self) -> list[Seen]:
        """R: the cases received in the period."""
        return [each for each in self.seen if self.since <= each.life.received]

    @cached_property
    def closed(self) -> list[Seen]:
        """C: the cases closed in the period; those that were reopened since as well."""
        return [each for each in self.seen if each.closings]

    @cached_property
    def resolved(self) -> list[Seen]:
        """S: the cases resolved in the period, or closed without that, other than as withdrawn or joined."""
        return [each for each in self.seen if any(at >= self.since for at in each.resolved)]

    @cached_property
    def open(self) -> list[Seen]:
        """O: the cases that are open at the end."""
        return [each for each in self.seen if each.is_open]

    def is_withdrawn(self, case: Seen) -> bool:
        """Whether the customer has taken the complaint back, or another record of it goes on."""
        return case.last.is_over and self.rules.is_withdrawn(case.life.template, case.last.state)

    @cached_property
    def deadlines(self) -> list[Deadline]:
        """D: the deadlines that fell into the period."""
        rules, since, until, now = self.rules, self.since, self.until, self.now
        return [
            Deadline(id, rules.clock_called(case.life.template, clock), at, outcome, marks,
                     rules.kind_of_clock(case.life.template, clock), settled)
            for case in self.seen
            for id, clock, at, outcome, marks, _, settled in deadlines_of(case.life, since, until)
            if outcome != MISSED_OPEN or at < now
        ]  # fmt: skip

    @cached_property
    def passed_on(self) -> list[tuple[str, list[tuple[int, Stand, Stand]]]]:
        """The cases that ever went from one owner or team to another: when, and how they stood before and after.

        Its first owner was given a case by nobody.
        """
        found = ((case.id, [*_passed_on(case.life.stands, self.until)]) for case in self.seen)
        return [(case, moves) for case, moves in found if moves]

    @cached_property
    def surveys(self) -> list[tuple[str, Asked]]:
        """The follow-ups that ask for a score, or got one, with their cases."""
        return [*self._surveys()]

    def _surveys(self) -> Iterator[tuple[str, Asked]]:
        asking = self.rules.asking_for_score
        for life in (case.life for case in self.seen):
            if not life.asked:
                continue
            rules = asking(life.template)
            for each in life.asked:
                if each.score or (each.rule in rules and each.result != "cancelled"):
                    yield life.id, each

    @cached_property
    def answers(self) -> list[tuple[str, Answered]]:
        """The answers to surveys in the period that casectl survey recorded, with their cases."""
        return [
            (case.id, each)
            for case in self.seen
            if (each := case.life.survey) and each.answered is not None and self.since <= each.answered < self.until
        ]

    @property
    def customers(self) -> Mapping[str, str]:
        """The customer of each case, also of those that are not of this part, by the id of one of the cases."""
        return self._whole._customers

    @cached_property
    def _customers(self) -> Mapping[str, str]:
        known = {each.id: each.customer for each in self.lately if each.customer}
        return customers_of(known | {each.id: each.life.customer for each in self.seen if each.life.customer})

    @cached_property
    def _complaints(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """When each customer complained, in order, by customer and template."""
        found: dict[tuple[str, str], list[int]] = {}
        customers = self.customers
        for each in self.lately:
            if each.id in customers:
                found.setdefault((customers[each.id], each.template), []).append(each.received)
        return {key: sorted(times) for key, times in found.items()}

    def complained_again(self, case: Seen, until: int) -> bool:
        """Whether the same customer has another case of the same template, received after this one and by then."""
        whole = self._whole
        times = whole._complaints.get((whole.customers.get(case.id, ""), case.life.template), ())
        return bisect_right(times, until) > bisect_right(times, case.life.received)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The whole time of all cases within the period, from receipt until they were closed."""
        since, now, found = self.since, self.now, list[Stretch]()
        for case in self.seen:
            end, life = now, case.life
            for stand in reversed(life.stands):
                at = stand.at
                seconds = end - max(at, since)
                if seconds > 0 and not stand.is_over:
                    found.append(Stretch(life.id, life.template, stand, seconds))
                if at <= since:
                    break
                end = min(at, now)
        return found


def _complaint(life: Life) -> Complaint:
    return Complaint(life.id, life.received, life.customer, life.template)


def _passed_on(stands: Sequence[Stand], until: int) -> Iterator[tuple[int, Stand, Stand]]:
    for before, after in pairwise(stands):
        if before.owner == after.owner and before.team == after.team:
            continue  # so are most
        owners = before.owner and after.owner and before.owner != after.owner
        teams = before.team and after.team and before.team != after.team
        if after.at < until and (owners or teams):
            yield after.at, before, after


def _seen(life: Life, since: int, until: int, rules: StateRules) -> Seen:
    now = [turn for turn in turns_of(life) if since <= turn[0] < until]
    so_far = life.acts[: bisect_left(life.acts, (until,))]
    acts = so_far[bisect_left(so_far, (since,)) :]
    was_open = life.received < since and not life.stand_before(since).is_over
    return Seen(life, was_open, life.stand_before(until), so_far, acts, [at for at, over in now if over],
                [at for at, over in now if not over], *resolutions_of(life, rules, until))  # fmt: skip
