"""The report of `casectl doctor`: facts about a casebook, and the problems that prevent working with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

_AHEAD = timedelta(days=60)


@value_class
class Fact:
    """A fact about this casebook on this machine, with advice, if any."""

    name: Message
    value: str
    advice: Message | None = None


@value_class
class Problem:
    """Something that prevents working; `code` is the same in every language. `fixed`: `doctor --fix` has removed it."""

    code: str
    what: Message
    way_out: Message | None = None
    fixed: bool = False


HealthCheck = Callable[[bool], Iterable[Fact | Problem]]
"""Examines one thing; called with True, it also fixes what it can, and reports that."""


@value_class
class HealthReport:
    """All facts and problems found."""

    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]

    @property
    def is_well(self) -> bool:
        """Whether no problem remains."""
        return all(problem.fixed for problem in self.problems)


def expiring(calendars: Iterable[tuple[str, date | None]], today: date) -> Iterator[Problem]:
    """A problem for each calendar (by name and its last verified day) whose working days will soon be provisional."""
    for name, verified_until in calendars:
        if verified_until is not None and verified_until < today + _AHEAD:
            day = verified_until.isoformat()
            yield Problem(
                "calendar",
                msg("calendar {name} is verified only until {day}", name=name, day=day),
                msg("update calendars/{name}.yaml with the days announced since", name=name),
            )
