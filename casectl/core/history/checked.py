"""A quality inspection as figures need it."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.case.inspections import Inspection, marks_of
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import NamedTuple


class Checked(NamedTuple):
    """A quality inspection `at` a time of how somebody handled the case, in a `draw` ("": chosen by hand): the marks by
    the line of the sheet, when there was an appeal, when that was decided, and the marks that then counted.
    """

    at: int
    person: str
    draw: str
    marks: Mapping[str, int]
    appealed: int | None
    decided: int | None
    later: Mapping[str, int]

    def marks_before(self, at: int) -> Mapping[str, int]:
        """The marks that count just before an instant."""
        return self.later if self.later and self.decided is not None and self.decided < at else self.marks


def checked(each: Inspection) -> Checked:
    """What figures need of an inspection."""
    appealed = to_seconds(each.appeal.at) if each.appeal else None
    decided, later = (to_seconds(each.decision.at), marks_of(each.decision)) if each.decision else (None, {})
    return Checked(to_seconds(each.event.at), each.person, each.event.text("draw"), marks_of(each.event), appealed,
                   decided, later)  # fmt: skip
