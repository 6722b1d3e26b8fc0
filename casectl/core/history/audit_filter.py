"""Which entries of trails an audit is about."""

from __future__ import annotations

from datetime import datetime

from casectl.core.history.commit import NOBODY, Committers
from casectl.core.history.event_rows import Wanted
from casectl.core.history.trail import TrailEntry
from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import NamedTuple


class AuditFilter(NamedTuple):
    """Who did it, is said to have done it, or committed it; which kinds of event; recorded from when to before when;
    back-dated ones only; what was recorded around casectl only.

    Nothing given is no condition. An imported event counts by when it happened. Both marks given mean either.
    """

    people: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    back_dated: bool = False
    around: bool = False
    committers: Committers = NOBODY

    def meets(self, entry: TrailEntry) -> bool:
        """Whether the entry is one of them."""
        return (
            (not self.people or bool(self._people_of(entry) & {*self.people}))
            and (not self.kinds or (entry.event is not None and entry.event.kind in self.kinds))
            and self._is_in_time(entry)
            and (not (self.back_dated or self.around) or self._is_remarkable(entry))
        )

    def events(self) -> Wanted:
        """The events of whose cases there may be such entries, wherever no commit counts."""
        since, until = (to_seconds(each) if each else None for each in (self.since, self.until))
        return Wanted(self.people, self.kinds, since, until)

    def _people_of(self, entry: TrailEntry) -> set[str]:
        event, commit = entry.event, entry.commit
        acted = {event.by, event.text("via")} if event else set[str]()
        if commit is None or entry.imported:
            return acted
        return acted | {*(entry.made_by or self.committers.made_by(commit))}

    def _is_in_time(self, entry: TrailEntry) -> bool:
        at = entry.event.at if entry.imported and entry.event else entry.commit.made_at if entry.commit else None
        if at is None:  # not recorded yet, which is now
            return self.until is None
        seconds = to_seconds(at)
        since, until = self.since, self.until
        return (since is None or seconds >= to_seconds(since)) and (until is None or seconds < to_seconds(until))

    def _is_remarkable(self, entry: TrailEntry) -> bool:
        return (self.back_dated and entry.late > 0) or (self.around and entry.around)
