"""The triggers of an event for a template's clocks and follow-ups, and the rules that apply to the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import tzinfo
from functools import cached_property, lru_cache

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Event
from casectl.core.clocks.counting import DeadlineCalculator
from casectl.core.template.clock_rules import Clock, Pause
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.template.single_settings import LATE_ENTRY
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import Duration
from casectl.core.values.messages import Message, NotFound, msg
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.tree import Tree, get_in, list_of, text_of
from casectl.core.values.value_class import value_class


@value_class
class RuleSet:
    """The version of a template, and the calendars, by which the clocks of a case count.

    `calendar` is the casebook's, `calendars` are those that clocks name. `notes` say which old versions were not found.
    `now_called` has the present name of each clock that another one replaced.
    """

    template: Template
    calendar: Calendar
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    now_called: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def excusing_first(self) -> tuple[Clock, ...]:
        """The clocks, each after those that excuse it."""
        return tuple(sorted(self.template.clocks, key=self._depth))

    def _depth(self, clock: Clock) -> int:
        """The number of clocks above this one in the chain of `excused_by`."""
        above = self.clock(clock.excused_by)
        return 1 + self._depth(above) if above else 0

    def clock(self, name: str) -> Clock | None:
        """The clock with this name, if the version has one."""
        return self._by_name.get(name)

    @cached_property
    def has_regulatory(self) -> bool:
        """Whether any of the clocks is regulatory."""
        return any(clock.kind == "regulatory" for clock in self.template.clocks)

    @cached_property
    def _by_name(self) -> dict[str, Clock]:
        return {clock.name: clock for clock in reversed(self.template.clocks)}

    def clock_name(self, typed: str) -> str:
        """The name of the clock typed as its name or title, also as it was called before or is called now; any other
        text unchanged, or one that several have.
        """
        typed = self.template.renamed.clocks.get(typed, typed)
        former = [old for old, new in self.now_called.items() if new == typed and self.clock(old)]
        if former and not self.clock(typed):
            return former[0]
        found = names_meant(typed, [(each.name, texts_of(each.title)) for each in self.template.clocks])
        return found[0] if len(found) == 1 else typed

    def calendar_named(self, name: str) -> Calendar:
        """The calendar with this name, the casebook's for "". Raises NotFound if there is none."""
        if not name or name == self.calendar.name:
            return self.calendar
        if name not in self.calendars:
            raise NotFound(
                msg("there is no calendar {name} in calendars/", name=name),
                hint=msg(
                    "to make the calendar: casectl calendar new {name}; to list the calendars: casectl calendar list",
                    name=name,
                ),
            )
        return self.calendars[name]

    def count(self, clock: Clock) -> DeadlineCalculator:
        """The calculator for a clock. Raises NotFound if its calendar is missing."""
        known = self._counts.get(clock.name)
        if known is None or known.clock is not clock:
            known = DeadlineCalculator.of(clock, self.calendar_named(clock.calendar), self.template.rule)
            self._counts[clock.name] = known
        return known

    @cached_property
    def _counts(self) -> dict[str, DeadlineCalculator]:
        return {}


@value_class
class ClockContext:
    """What the consequences of an event depend on: the present template (its workflow), the clocks' rules, the
    case's fields after the event, and the casebook's zone, in which instants are written. `former` are the rules until
    an event that gives the case another template. Within the shortest of the `late_entries` since an event what is
    recorded later counts by its time.
    """

    template: Template
    rule_set: RuleSet
    fields: Mapping[str, Tree]
    zone: tzinfo
    former: RuleSet | None = None
    late_entries: Callable[[str], Iterable[Duration]] = lambda _: (LATE_ENTRY,)

    def category(self, state: str) -> str:
        """The category of a state of the template."""
        return self.template.workflow.category(state)

    def pausing(self, clock: Clock, state: str) -> Pause | None:
        """What pauses a clock in a state; older rules know that by a former name."""
        names = self.template.workflow.names_of(state)
        return next((each for each in clock.pauses if not names.isdisjoint(each.states)), None)

    def entering(self, state: str) -> frozenset[str]:
        """The triggers of entering a state, also by its former names."""
        return frozenset(f"state:{each}" for each in self.template.workflow.names_of(state))

    def triggers_of(self, event: Event) -> frozenset[str]:
        """The triggers of an event; rules from before a state or a field was renamed know it by its former name."""
        found = triggers_of(event, self.fields)
        states, fields = self.template.workflow.renamed, self.template.renamed.fields
        if not states and not fields:
            return found
        former = {f"state:{old}" for old, new in states.items() if f"state:{new}" in found}
        return found | former | {f"field:{old}" for old, new in fields.items() if f"field:{new}" in found}

    def is_withdrawn(self, state: str) -> bool:
        """Whether the complaint is withdrawn in a state of the template."""
        found = self.template.workflow.state(state)
        return found is not None and found.withdrawn


def versions_of(journal: Iterable[Event]) -> dict[str, str]:
    """The rule files by which the case's clocks count, each with its blob id; empty for the present ones."""
    found = next((event.mapping("rules") for event in reversed(effective_events(journal)) if "rules" in event.data), {})
    return {path: text_of(version) for path, version in found.items()}


def triggers_of(event: Event, fields: Mapping[str, Tree] | None = None) -> frozenset[str]:
    """The triggers of this event, as clocks and follow-ups name them; `fields` are the case's after it."""
    own = kind_of(event.kind).triggers
    found = _triggers(event.kind, own(event) if own else ())
    if not (touched := touched_by(event, fields or {})):
        return found
    known = dict(fields or {})
    filled = (name for name in touched if not is_blank(get_in(known, tuple(name.split(".")))))
    return found.union(f"field:{name}" for name in filled)


@lru_cache(1024)
def _triggers(kind: str, own: tuple[str, ...]) -> frozenset[str]:
    """The triggers of an event, fields aside."""
    return frozenset((f"event:{kind}", *own))


def touched_by(event: Event, fields: Mapping[str, Tree]) -> set[str]:
    """The dotted names of the fields that an event filled, changed or emptied; `fields` are the case's after it.

    Opening a case fills all that have a value.
    """
    if event.kind == "opened":
        return _filled(dict(fields), "", set())
    if "changed" not in event.data:
        return set()
    return {text_of(each).removeprefix("fields.") for each in list_of(event.data["changed"])}


def _filled(tree: Tree, name: str, found: set[str]) -> set[str]:
    """The dotted name of every text that is there, added to those `found`; those in a list go by the list's name."""
    if isinstance(tree, str):
        if tree:
            found.add(name)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            _filled(value, f"{name}.{key}" if name else key, found)
    else:
        for value in tree:
            _filled(value, name, found)
    return found
