"""Checks of a journal, and of the header against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casectl.core.case.compose import drift
from casectl.core.case.event import Event
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.fold import before_each, fold
from casectl.core.case.governed import way_to_change
from casectl.core.case.model import Case
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.template.clock_rules import Clock
from casectl.core.template.model import Template
from casectl.core.time.instants import to_seconds
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import list_of, text_of


def state(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The state is one of the template's, and each transition taken exists in the workflow."""
    if context.template is None:
        return
    workflow = context.template.workflow
    if not workflow.state(case.header.state):
        yield finding_at(
            case,
            "C040",
            ("state",),
            msg("{state} is no state of {template}", state=case.header.state or "-", template=context.template.name),
        )
    if case.header.source:
        return
    for number, (event, before) in enumerate(zip(case.journal, before_each(case.journal), strict=True)):
        if event.kind == "advanced":
            old, new = before.state, event.text("to")
            if not any(step.target == new for step in workflow.steps_from(old)):
                yield finding_at(
                    case, "C041", ("journal", number), msg("there is no step from {old} to {new}", old=old, new=new)
                )


def header(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The governed header is the fold of the journal."""
    for each in drift(case, context.zone):
        what = msg("{key} is {written}, but the journal says {folded}; casectl adopt --refold {id} writes it again;"
                   " {way}",
                   key=each.key, written=each.written, folded=each.folded, id=case.id,
                   way=way_to_change(each.key, case.id))  # fmt: skip
        yield finding_at(case, "C050", (each.key,), what)


def journal(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The journal only grows: every event in HEAD is still there, unaltered and in its place; ids are unique."""
    seen: dict[str, int] = {}
    for number, event in enumerate(case.journal):
        if event.id in seen:
            yield finding_at(case, "C060", ("journal", number), msg("event {id} is there twice", id=event.id))
        seen.setdefault(event.id, number)
        if event.kind not in EVENT_KINDS:
            yield finding_at(case, "C061", ("journal", number), msg("{kind} is no kind of event", kind=event.kind))
    for event in context.recorded:
        if event.id not in seen:
            what = msg("event {id} is recorded in HEAD and was taken out", id=event.id)
            yield finding_at(case, "C062", ("journal",), what)
    for number, event in enumerate(each for each in context.recorded if each.id in seen):
        if case.journal[number] != event:
            what = msg("event {id} was altered or moved since it was recorded", id=event.id)
            yield finding_at(case, "C063", ("journal", seen[event.id]), what)
    if case.journal[0].kind != "opened":
        yield finding_at(case, "C064", ("journal", 0), msg("a journal begins with opened"))


def clocks(case: Case, context: CheckContext) -> Iterator[Finding]:
    """No clock was paused, extended or restarted against its rule."""
    for number, event in enumerate(case.journal):
        for what in _forbidden(case, number, event, context.template) if context.template else ():
            yield finding_at(case, "C090", ("journal", number), what)


def _forbidden(case: Case, number: int, event: Event, template: Template) -> Iterator[Message]:
    """What the clock's rule forbids in an event, if the present template is the one it was recorded under."""
    check = _FORBIDS.get(event.kind)
    if check is None:
        return
    before = case.journal[:number]
    for name in map(text_of, list_of(event.data.get("clock"))):
        clock, runs = template.clock(name), runs_of(before).get(name, [])
        if clock and runs and runs[-1].rule == template.rule:
            yield from check(clock, runs[-1], event, fold(before).owner)


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
    if to_seconds(event.at) > to_seconds(run.due):
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
