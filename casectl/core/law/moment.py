"""One event as the law judges it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from casectl.core.case.model import LATE, Case, Event, FollowUp, Header
from casectl.core.clocks.late_entries import is_much_later
from casectl.core.clocks.recurring import ended_by
from casectl.core.clocks.runs import Run
from casectl.core.clocks.settings_then import ReadSettings, SettingsThen
from casectl.core.law.in_force import InForce
from casectl.core.template.settings import Person
from casectl.core.time.durations import Duration
from casectl.core.time.instants import elapsed
from casectl.core.values.tree import Tree, get_in, list_of, text_of
from casectl.core.values.value_class import replace, value_class
from casectl.core.workflow.transition_context import TransitionContext


@value_class
class Moment:
    """An event with what was before it: the `case` (its journal ends there), each clock's latest run, the header after.

    `act` has the events that were recorded with it, itself among them. `free` is the free part of the case after the
    event, as far as it is known: the dotted names in `unknown` have changed since, so that `free` has a later value.
    `recorded_at` is when it was recorded, None if that is not known; `now` is the present. `last` is the header after
    the last event of the journal, and `was_undone` says whether a later event took this one back. `former` is what was
    in force before an event that gives the case another template, or its state another name; None if that cannot be
    read. `imported` is how many of the case's first events came with an import, 0 for a case of our own. `runs_after`
    has each clock's latest run after the event, and is `runs` itself where it did nothing to clocks. `open_parts` gives
    its parts that are not over; `settings_then` reads the settings that earlier events went by. `before` is the free
    part before the event and those recorded along with it, empty if that is not known. `not_to_handle` has the fields
    that name people who may not handle the case by any template that it has had. `address` is the one from which it was
    recorded, "" if that is not known.
    """

    number: int
    case: Case
    event: Event
    after: Header
    runs: Mapping[str, Run]
    act: tuple[Event, ...]
    free: dict[str, Tree]
    unknown: frozenset[str]
    in_force: InForce
    now: datetime
    recorded_at: datetime | None
    last: Header
    was_undone: bool
    former: InForce | None = None
    imported: int = 0
    runs_after: Mapping[str, Run] = field(default_factory=dict)
    open_parts: Callable[[], Sequence[str]] = tuple
    settings_then: ReadSettings = lambda *_: None
    before: Mapping[str, Tree] = field(default_factory=dict)
    not_to_handle: tuple[str, ...] = ()
    address: str = ""

    @property
    def settings(self) -> SettingsThen:
        """The settings in force, and those that the events before went by."""
        return SettingsThen(self.case.journal, self.in_force.casebook, self.settings_then, self.address)

    def late_entries(self, first: str = "") -> list[Duration]:
        """How late something may be recorded and counts by its time, by the settings of each event from `first` on."""
        return self.settings.late_entries(first)

    def is_much_later(self, happened_at: datetime, known_at: datetime, run: Run | None = None) -> bool:
        """Whether something was recorded later than it may be to count by its time, by the settings in force, or any
        since a run (the case, without one) began.
        """
        if elapsed(happened_at, known_at) <= LATE:
            return False
        lengths = self.late_entries(run.events[0] if run else "")
        return is_much_later(happened_at, known_at, self.in_force.rule_set.calendar, lengths)

    def colleagues_in(self, run: Run) -> frozenset[str]:
        """Everybody in the settings, now or by any event of the case since a run began."""
        return frozenset(each.name for book in self.settings.since(run.events[0]) for each in book.people)

    @property
    def ended(self) -> FollowUp | None:
        """The open follow-up that the event says was done."""
        return ended_by(self.event, self.case.header)

    @property
    def actor(self) -> Person:
        """Who acts."""
        return self.in_force.person(self.event.by)

    @property
    def keyboard(self) -> Person | None:
        """Who recorded it in the actor's name; None if that was the actor."""
        via = self.event.text("via")
        return self.in_force.person(via) if via else None

    @property
    def people(self) -> tuple[str, ...]:
        """Who acts and who typed, by name."""
        return tuple(filter(None, (self.event.by, self.event.text("via"))))

    @property
    def known_at(self) -> datetime:
        """When it was recorded, as far as that is known; else when it happened, as entered."""
        return self.recorded_at or self.event.known_at

    @property
    def is_imported(self) -> bool:
        """Whether the event came with an import: another system's history is judged by what it can show."""
        return self.number < self.imported

    @property
    def transition(self) -> TransitionContext:
        """What guards look at."""
        owner = self.in_force.people.get(self.case.header.owner)
        changed = frozenset(map(text_of, list_of(self.event.data.get("changed"))))
        return TransitionContext(
            self.case, self.in_force.template, self.actor, self.free, self.event.text("reason"), self.keyboard, owner,
            changed, self.open_parts, self.settings.names_of, dict(self.in_force.casebook.teams),
        )  # fmt: skip

    @property
    def as_it_was(self) -> TransitionContext:
        """What guards look at, by the template before the event, so that no other one is chosen to be let."""
        context = self.transition
        return replace(context, template=self.former.template) if self.former else context

    def field(self, name: str) -> str:
        """The text of a field by its dotted name, "" for none."""
        return text_of(get_in(self.free, ("fields", *name.split("."))))

    def unknown_of(self, names: Iterable[str]) -> list[str]:
        """Those of some dotted names whose value then is not known, sorted."""
        return sorted(name for name in names if any(_overlap(name, each) for each in self.unknown))


def _overlap(one: str, other: str) -> bool:
    """Whether two dotted names are one, or one is within the other."""
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
