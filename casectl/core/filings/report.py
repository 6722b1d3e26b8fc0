"""A return as it is filled in for a period, and what changed since it was filed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from casectl.core.figures.periods import Period
from casectl.core.filings.boxes import FilingRow
from casectl.core.filings.faults import FilingFault
from casectl.core.filings.pack import Pack
from casectl.core.values.messages import Message, Value
from casectl.core.values.value_class import NamedTuple, value_class

Lines = Mapping[str, Mapping[str, str]]
"""What each case has in each column."""


class Contents(NamedTuple):
    """What is in a return: its boxes, a line for each case, and the cases that are left out, each with the reason."""

    boxes: list[FilingRow]
    lines: Lines
    left_out: Mapping[str, str]


@value_class
class FilingReport:
    """A return for a period as of `at`: what is in it, what is wrong, the answers to its provisions, and what was in it
    when it was filed, if asked.

    `titles` are what the casebook calls the values of the field of a section. `private` are the columns that not
    everybody may see. It is `provisional` while the period is running.
    """

    pack: Pack
    period: Period
    at: datetime
    now: Contents
    faults: list[FilingFault]
    unreadable: list[tuple[str, Message]]
    settings: Mapping[str, str]
    titles: Mapping[tuple[str, str], Value]
    private: frozenset[str] = frozenset()
    before: Contents | None = None
    provisional: bool = False

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to report but noughts."""
        if self.pack.provisions:
            return False
        return not self.now.lines and not any(row.value for row in self.now.boxes)

    def restated(self) -> Iterator[str]:
        """The cases by which the return differs from what was filed."""
        if self.before is None:
            return
        boxes = {(row.section, row.item): {*row.cases} for row in self.before.boxes}
        differ = set[str]().union(*(boxes.get((row.section, row.item), set()) ^ {*row.cases} for row in self.now.boxes))
        lines, then = self.now.lines, self.before.lines
        differ |= {case for case in {*lines, *then} if lines.get(case) != then.get(case)}
        yield from sorted(differ)
