"""Reading the moments and durations of a template: what starts, stops and schedules, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.case.fold import EFFECTS
from casectl.core.template.fields import check
from casectl.core.template.model import Field
from casectl.core.template.nodes import TemplateNode
from casectl.core.template.parts import Reading
from casectl.core.time.durations import Duration, parse_duration
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.value_class import value_class

MOMENT_WORDS = {"contact:": ("in", "out"), "event:": tuple(EFFECTS)}
"""What may follow the colon of a moment; after ``state:``, ``clock:``, ``met:`` and ``field:`` the template's own."""

_LONGEST = Duration(1200, "mo")

PLAIN = ("opened", "received")
"""The moments without a colon."""

AT_OPENING = (*PLAIN, "event:opened")
"""The moments that come once, before all others."""


@value_class
class TriggerNames:
    """What the template's moments and conditions may name: states, clocks, fields by dotted name, levels.

    `entered` are the states that some step leads to.
    """

    states: tuple[str, ...] = ()
    entered: frozenset[str] = frozenset()
    clocks: tuple[str, ...] = ()
    fields: Mapping[str, Field] | None = None
    conditions: Mapping[str, Field] | None = None

    @property
    def triggers(self) -> dict[str, tuple[str, ...]]:
        """What may follow each colon."""
        own = {"state:": self.states, "clock:": self.clocks, "met:": self.clocks, "field:": tuple(self.fields or ())}
        return {**MOMENT_WORDS, **own}


def read_triggers(reading: Reading, node: TemplateNode | None, names: TriggerNames) -> tuple[str, ...]:
    """A list of moments, or a single one."""
    found = tuple(read_trigger(reading, each, names) for each in node.items) if node else ()
    if node is not None and not found:
        reading.fault(node.place, "T002", msg("moments are missing here, such as opened or state:closed"))
    reading.texts(node)
    return found


def read_trigger(reading: Reading, node: TemplateNode, names: TriggerNames) -> str:
    """One moment."""
    moment = reading.text(node)
    known = names.triggers
    every = [*PLAIN, *(kind + word for kind, words in known.items() for word in words)]
    if moment and moment not in every:
        kind = moment.partition(":")[0] + ":"
        shown = [each for each in every if each.startswith(kind)] or [*PLAIN, *(f"{each}…" for each in known)]
        reading.unknown(node.place, "T013", moment, shown)
    return moment


def read_duration(reading: Reading, node: TemplateNode | None) -> str:
    """A duration as it is stored, "" if there is no node."""
    text = reading.text(node)
    if node is None or not text:
        return ""
    try:
        duration = parse_duration(text)
    except UsageError as error:
        reading.fault(node.place, "T014", msg("{problem}; {hint}", problem=error.what, hint=error.hint or ""))
        return ""
    if duration.hours > _LONGEST.hours:
        reading.fault(node.place, "T014", msg("{length} is longer than a hundred years", length=text))
        return ""
    return str(duration)


def read_day(reading: Reading, node: TemplateNode | None) -> str:
    """A day, ISO, "" if there is no node."""
    text = reading.text(node)
    if node is not None:
        for _, problem in check(Field("day", "date", LocalizedText.of("")), text):
            reading.fault(node.place, "T014", problem)
    return text
