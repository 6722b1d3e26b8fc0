"""Reading the triggers and durations of a template: what starts, stops and schedules, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.kinds.follow_ups import OUTCOMES, SCORES
from casectl.core.case.kinds.said import DIRECTIONS
from casectl.core.template.model import Field
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.value_class import value_class

TRIGGER_WORDS = {
    "contact:": tuple(DIRECTIONS),
    "event:": tuple(EVENT_KINDS),
    "outcome:": tuple(OUTCOMES),
    "low:": tuple(map(str, SCORES)),
}
"""What may follow the colon of a trigger; after ``state:``, ``clock:``, ``met:`` and ``field:`` the template's own."""

_LONGEST = Duration(1200, "mo")

PLAIN = ("opened", "received")
"""The triggers without a colon."""

AT_OPENING = (*PLAIN, "event:opened")
"""The triggers that come once, before all others."""


@value_class
class TriggerNames:
    """What the template's triggers and conditions may name: states, clocks, fields by dotted name, levels.

    `entered` are the states that some step leads to.
    """

    states: tuple[str, ...] = ()
    entered: frozenset[str] = frozenset()
    clocks: tuple[str, ...] = ()
    fields: Mapping[str, Field] | None = None
    conditions: Mapping[str, Field] | None = None

    @cached_property
    def triggers(self) -> dict[str, tuple[str, ...]]:
        """What may follow each colon."""
        own = {"state:": self.states, "clock:": self.clocks, "met:": self.clocks, "field:": tuple(self.fields or ())}
        return {**TRIGGER_WORDS, **own}

    @cached_property
    def every(self) -> dict[str, None]:
        """Every trigger, in the order in which they are named to a reader."""
        return dict.fromkeys((*PLAIN, *(kind + word for kind, words in self.triggers.items() for word in words)))


def read_states_named(reader: SettingsReader, node: Node | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """The states under `node` (or what else is among the `known`); an unknown one is reported."""
    named = reader.texts(node)
    for name in named:
        if node is not None and name not in known:
            reader.unknown(node, "T007", name, known)
    return named


def read_triggers(reader: SettingsReader, node: Node | None, names: TriggerNames) -> tuple[str, ...]:
    """A list of triggers, or a single one."""
    found = tuple(read_trigger(reader, each, names) for each in node.items) if node else ()
    if node is not None and not found:
        reader.report(node, "T002", msg("moments are missing here, such as opened or state:closed"))
    reader.texts(node)
    return found


def read_trigger(reader: SettingsReader, node: Node, names: TriggerNames) -> str:
    """One trigger."""
    trigger = reader.text(node)
    if trigger and trigger not in names.every:
        kind = trigger.partition(":")[0] + ":"
        shown = [each for each in names.every if each.startswith(kind)]
        shown = shown or [*PLAIN, *(f"{each}…" for each in names.triggers)]
        reader.unknown(node, "T013", trigger, shown)
    return trigger


def read_duration(reader: SettingsReader, node: Node | None) -> str:
    """A duration as it is stored, "" if there is no node."""
    text = reader.text(node)
    if node is None or not text:
        return ""
    try:
        duration = parse_duration(text)
    except UsageError as error:
        reader.report(node, "T014", msg("{problem}; {hint}", problem=error.what, hint=error.hint or ""))
        return ""
    if duration.hours > _LONGEST.hours:
        reader.report(node, "T014", msg("{length} is longer than a hundred years", length=text))
        return ""
    return str(duration)


def read_day(reader: SettingsReader, node: Node | None) -> str:
    """A day, ISO, "" if there is none."""
    day = reader.day(node)
    return day.isoformat() if day else ""
