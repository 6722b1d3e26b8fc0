"""A ladder: who is reminded of a deadline, a follow-up or a promise, before and after its time (``remind:``)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casectl.core.time.durations import parse_duration
from casectl.core.time.units import Duration
from casectl.core.values.value_class import value_class

if TYPE_CHECKING:
    from casectl.core.time.calendar import Calendar

OWNER, TEAM = "owner", "team"
"""Who may be reminded besides those whom casectl.yaml names."""

_WORKED = {"m": "wm", "h": "wh", "d": "wd"}
"""The unit in which a ladder counts each that is not working time by itself."""


@value_class
class Stage:
    """A stage: `at` as it is written, whom it is for, and the level that it raises the case to (0: it does not)."""

    at: str
    to: tuple[str, ...]
    level: int = 0
    any_time: bool = False

    @property
    def ahead(self) -> Duration | None:
        """How long before the deadline it comes; None if it does not come before."""
        return self._counted() if self.at.startswith("-") else None

    def comes_at(self, due: datetime, calendar: Calendar) -> datetime:
        """When it comes, for a deadline on the clock's calendar: in office hours, unless it is for any time."""
        at = due
        if ahead := self.ahead:
            at = calendar.before(due, ahead)
        elif self.at != "0":
            at = calendar.after(due, self._counted())
        return at if self.any_time else calendar.within_hours(at)

    def _counted(self) -> Duration:
        length = parse_duration(self.at[1:])
        return length if self.any_time else Duration(length.amount, _WORKED.get(length.unit, length.unit))
