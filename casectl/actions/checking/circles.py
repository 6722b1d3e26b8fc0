"""Whether a case is, by way of others, a part of itself, or was finished before parts that must be over first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from casectl.actions.context import Cases, Reading
from casectl.actions.lookup.case_links import wholes
from casectl.actions.lookup.find import read
from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import as_of, effective_events
from casectl.core.case.ids import case_path
from casectl.core.case.links import whole_of
from casectl.core.case.model import Case
from casectl.core.template.model import FINISHED
from casectl.core.values.errors import CasectlError
from casectl.core.values.findings import Finding
from casectl.core.values.messages import msg
from casectl.core.values.tree import Position


def circles(context: Cases) -> Iterator[Finding]:
    """A finding for each case that is a part of itself."""
    known = wholes(context)
    for part in sorted(known):
        if part in whole_of(part, known):
            what = msg("{id} is part of itself, through {others}", id=part, others=sorted(whole_of(part, known)))
            yield Finding(Position(case_path(part)), "C082", what)


def left_open(context: Reading) -> Iterator[Finding]:
    """A finding for each case that was finished while parts of it were open, where its template forbids that."""
    for part, targets in sorted(wholes(context).items()):
        for target in targets:
            with suppress(CasectlError):  # what cannot be read is found by itself
                whole = read(context, target)
                if (at := _finished_at(context, whole)) and not _was_over(context, read(context, part), at):
                    what = msg("{id} was finished before its part {part} was", id=target, part=part)
                    yield Finding(Position(case_path(target)), "C119", what)


def _finished_at(context: Reading, case: Case) -> datetime | None:
    """When a case was finished by a step that needs its parts over; None if it was not."""
    workflow = context.template(case.header.template).workflow
    last = next((each for each in reversed(effective_events(case.journal)) if each.kind in ENTERING), None)
    if last is None or last.kind != "advanced":
        return None
    steps = [step for step in workflow.transitions if step.target == last.text("to")]
    needs = bool(steps) and all(any(use.name == "parts_closed" for use in step.guards) for step in steps)
    return last.at if needs else None


def _was_over(context: Reading, part: Case, at: datetime) -> bool:
    """Whether a part was over at that time, or not opened yet."""
    then = as_of(part, at).header
    return not then.state or context.template(then.template).workflow.category(then.state) in FINISHED
