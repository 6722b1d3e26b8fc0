"""Checks of the clock events in a journal, which may have been written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casectl.core.case.event import Event
from casectl.core.case.fold import fold
from casectl.core.case.model import Case
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.template.clock_rules import Clock
from casectl.core.template.model import Template
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, text_of

EventProblem = tuple[int, Message]
"""An event's index in the journal, and the problem."""


def clock_problems(case: Case, template: Template) -> Iterator[EventProblem]:
    """Each clock event that the clock's rule forbids, if the present template is the one it was recorded under."""
    for number, event in enumerate(case.journal):
        check = _FORBIDS.get(event.kind)
        if check is None:
            continue
        before = case.journal[:number]
        for name in map(text_of, list_of(event.data.get("clock"))):
            clock, runs = template.clock(name), runs_of(before).get(name, [])
            if clock and runs and runs[-1].rule == template.rule:
                yield from ((number, what) for what in check(clock, runs[-1], event, fold(before).owner))


def _pause(clock: Clock, run: Run, event: Event, owner: str) -> Iterator[Message]:
    code = event.text("code")
    if clock.pause(code) is None:
        yield msg("{clock} was paused for {code}, which its rule does not allow ({source})",
                  clock=clock.name, code=code or "-", source=clock.source or clock.title)  # fmt: skip


def _extension(clock: Clock, run: Run, event: Event, owner: str) -> Iterator[Message]:
    source = clock.source or clock.title
    if clock.extension is None:
        yield msg("{clock} was extended, which its rule does not allow ({source})", clock=clock.name, source=source)
        return
    if owner and owner in (event.by, event.text("via")):
        yield msg("{clock} was extended by the case's own owner ({source})", clock=clock.name, source=source)
    if event.at > run.due:
        yield msg("{clock} was extended after it had expired ({source})", clock=clock.name, source=source)
    if run.extensions >= clock.extension.times:
        yield msg("{clock} was extended more often than it may be ({source})", clock=clock.name, source=source)


def _restart(clock: Clock, run: Run, event: Event, owner: str) -> Iterator[Message]:
    code = event.text("code")
    if code not in dict(clock.restarts):
        yield msg("{clock} was started anew for {code}, which its rule does not allow ({source})",
                  clock=clock.name, code=code or "-", source=clock.source or clock.title)  # fmt: skip


_FORBIDS: dict[str, Callable[[Clock, Run, Event, str], Iterator[Message]]] = {
    "paused": _pause,
    "extended": _extension,
    "restarted": _restart,
}
