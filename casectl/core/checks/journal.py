"""Checks of a journal, and of the header against it."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.compose import drift
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.fold import before_each
from casectl.core.case.model import Case
from casectl.core.checks.clocks import clock_problems
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.values.findings import Finding
from casectl.core.values.messages import msg


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
        what = msg("{key} is {written}, but the journal says {folded}; {way} does it properly",
                   key=each.key, written=each.written, folded=each.folded,
                   way=WAYS.get(each.key, _OTHERWISE))  # fmt: skip
        yield finding_at(case, "C050", (each.key,), what)


_OTHERWISE = msg("casectl adopt")
WAYS = {
    "state": msg("casectl advance"),
    "owner": msg("casectl assign or handoff"),
    "team": msg("casectl assign"),
    "level": msg("casectl escalate"),
    "received_at": msg("casectl set received_at=… --reason …"),
    "due": msg("casectl override or extend"),
    "paused": msg("casectl pause or resume"),
    "follow_ups": msg("casectl followup"),
    "links": msg("casectl link"),
}
"""The verb that properly changes a key of the header."""


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
    for number, what in clock_problems(case, context.template) if context.template else ():
        yield finding_at(case, "C090", ("journal", number), what)
