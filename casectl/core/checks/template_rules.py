"""Checks of a template's clocks that leave it usable: warnings without effect, reopened cases without a deadline."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.template.clock_rules import Clock, clause
from casectl.core.template.model import Template
from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class

CODES: dict[str, Message] = {
    "T023": msg("a warning is not shorter than its deadline, so every case is due soon from the start"),
    "T024": msg(
        "a clock does not say what happens to it when a case is reopened, so a reopened case does not"
        " have this deadline"
    ),
}
"""The codes of what `check` finds in templates that can be used all the same."""

_MINUTES = {"m": 1, "h": 60, "wm": 1, "wh": 60, "d": 1440, "wd": 1440, "w": 10_080, "mo": 40_320}
"""The least time that each unit takes, in minutes."""

_WORKING_MINUTES = {"wm": 1, "wh": 60, "wd": 480}
"""The usual working time of each working unit."""


@value_class
class TemplateFinding:
    """What is wrong with a template: a code of templates and why. `advice`: it can be meant so, and fails no check."""

    code: str
    what: Message
    advice: bool = False


def template_findings(template: Template) -> Iterator[TemplateFinding]:
    """Warnings that are not shorter than what they warn of, and clocks that do not say what a reopening does."""
    for clock in template.clocks:
        yield from _warnings(clock)
    if template.workflow.reopens_to:
        yield from _reopenings(template)


def _warnings(clock: Clock) -> Iterator[TemplateFinding]:
    rows = [row for row in (*clock.within, *clock.repeat) if row.duration]
    early = [row for row in rows if (warn := row.warn or clock.warn) and not _is_shorter(warn, row.duration)]
    own = [row for row in early if row.warn]
    for row in (own or early)[:1]:
        what = msg("clock {clock} warns {warn} ahead, but its deadline can be only {within} after the start, so"
                   " a case is due soon at once",
                   clock=clock.name, warn=row.warn or clock.warn, within=row.duration)  # fmt: skip
        yield TemplateFinding("T023", what, advice=not own and len(early) < len(rows))


def _is_shorter(warn: str, within: str) -> bool:
    """Whether a warning leaves some of the time before it, in the shortest case."""
    ahead, whole = parse_duration(warn), parse_duration(within)
    both = {ahead.unit, whole.unit} <= _WORKING_MINUTES.keys()
    minutes = _WORKING_MINUTES if both else _MINUTES
    return ahead.amount * minutes[ahead.unit] < whole.amount * minutes[whole.unit]


def _reopenings(template: Template) -> Iterator[TemplateFinding]:
    """Clocks of a template whose cases can be reopened that would then be gone, without the template saying so."""
    gone = [clock for clock in template.clocks if not clock.reopening and not _starts_again(clock, template)]
    if template.clocks and len(gone) == len(template.clocks):
        what = msg("a reopened case has no deadline: none of the clocks has reopening: or starts with event:reopened")
        yield TemplateFinding("T024", what, advice=True)
        return
    for clock in gone:
        if clock.kind == "regulatory":
            what = msg("clock {clock} does not say what happens to it when a case is reopened; set reopening:"
                       " to resume, owed, restart, new or none",
                       clock=clause(clock))  # fmt: skip
            yield TemplateFinding("T024", what, advice=True)


def _starts_again(clock: Clock, template: Template) -> bool:
    """Whether a reopening starts the clock."""
    return bool({"event:reopened", f"state:{template.workflow.reopens_to}"} & set(clock.starts))
