"""What `casectl doctor` says of a casebook: what it is and where, and what stands in the way of working with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

_AHEAD = timedelta(days=60)


@value_class
class Fact:
    """Something worth knowing about this casebook on this machine, and what would be good for it, if anything."""

    name: Message
    value: str
    advice: Message | None = None


@value_class
class Problem:
    """Something that stands in the way; `code` is the same in every language. `mended` tells that it no longer does."""

    code: str
    what: Message
    way_out: Message | None = None
    mended: bool = False


@value_class
class HealthReport:
    """Everything that was found."""

    facts: tuple[Fact, ...]
    troubles: tuple[Problem, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing stands in the way any more."""
        return all(trouble.mended for trouble in self.troubles)


def expiring(calendars: Iterable[tuple[str, date | None]], today: date) -> Iterator[Problem]:
    """The calendars, by name and the last day that their source is sure of, that will soon only guess."""
    for name, verified_until in calendars:
        if verified_until is not None and verified_until < today + _AHEAD:
            day = verified_until.isoformat()
            yield Problem(
                "calendar",
                msg("calendar {name} is sure only until {day}", name=name, day=day),
                msg("bring calendars/{name}.yaml up to the days announced since", name=name),
            )
