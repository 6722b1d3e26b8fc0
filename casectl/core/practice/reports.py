"""What `drill` reports."""

from __future__ import annotations

from datetime import datetime

from casectl.core.practice.marks import BEST, Mark
from casectl.core.practice.scenario import CustomerMessage, Scenario
from casectl.core.values.value_class import value_class


@value_class
class Played:
    """A message that came: its number, the case, what the customer says; `after` is when the next one comes, if any."""

    number: int
    case_id: str
    at: datetime
    message: CustomerMessage
    after: datetime | None


@value_class
class Marked:
    """The marks of a drill, and how many of its messages have not come yet."""

    scenario: Scenario
    case_id: str
    marks: list[Mark]
    ahead: int

    @property
    def points(self) -> int:
        """The sum of the marks."""
        return sum(each.points for each in self.marks)

    @property
    def most(self) -> int:
        """The most that there is to be had."""
        return BEST * len(self.marks)
