"""What a return is filled from: the cases of a period, their fields, and what the settings say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo

from casectl.core.figures.customers import decision
from casectl.core.figures.sample import Sample, Seen
from casectl.core.values.value_class import NamedTuple

CAUSE = "cause"
"""In place of a field: the root cause, by the name that `maps:` gives it for the return."""


class Filed(NamedTuple):
    """The cases of the period and of the one before it, the fields of each case by dotted name, what the boxes of a
    section may be called, what the settings say, and what each root cause and each decision is called in the return.

    `unnamed` are the root causes that have no name in the return, where others have.
    """

    sample: Sample
    before: Sample
    fields: Mapping[str, Mapping[str, str]]
    choices: Mapping[str, tuple[str, ...]]
    settings: Mapping[str, str]
    causes: Mapping[str, str]
    folds: Mapping[str, str]
    unnamed: frozenset[str] = frozenset()
    zone: tzinfo = UTC

    @property
    def as_before(self) -> Filed:
        """The same of the period before."""
        return self._replace(sample=self.before)

    def words(self, case: Seen, name: str) -> tuple[str, ...]:
        """What a case has for a section or a column: the values of its field, or what its root cause is called."""
        field = self.settings.get(name, "")
        text = self.causes.get(case.life.cause, "") if field == CAUSE else self.field(case, field)
        return tuple(filter(None, text.split(", ")))

    def field(self, case: Seen, name: str) -> str:
        """What a case has in a field, "" for nothing."""
        return self.fields.get(case.id, {}).get(name, "")

    def decided(self, case: Seen) -> str:
        """What the decision on a case counts as: upheld, partly, rejected; "" if there is none."""
        word = decision(case)
        return self.folds.get(word, word)

    def number(self, name: str) -> float:
        """A number of the settings; 0 where there is none."""
        text = self.settings.get(name, "").replace("_", "")
        return float(text) if text.isascii() and text.isdecimal() else 0.0

    def day(self, at: int) -> str:
        """The day of an instant, in the casebook's zone."""
        return datetime.fromtimestamp(at, UTC).astimezone(self.zone).date().isoformat()

    def ended(self, case: Seen) -> int | None:
        """When a case that is over at the end of the period was closed for the last time."""
        return case.last.at if case.last.is_over else None

    def days(self, case: Seen) -> int:
        """The whole days, by the calendar, from receipt until it was closed, or until the end of the period."""
        end = self.ended(case)
        first, last = (datetime.fromtimestamp(at, UTC).astimezone(self.zone).date()
                       for at in (case.life.received, self.sample.now if end is None else end))  # fmt: skip
        return max((last - first).days, 0)
