"""Whether cases agree about the links between them: joins that one side alone records, circles, parts left open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from casectl.actions.context import Cases, Reading
from casectl.actions.lookup.case_links import wholes
from casectl.actions.lookup.find import read
from casectl.core.case.contacts import contacts_in, taken_over
from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import as_of, effective_events
from casectl.core.case.ids import case_path
from casectl.core.case.links import whole_of
from casectl.core.case.model import JOINED, Case, Event
from casectl.core.clocks.going_on import going_on
from casectl.core.query.clause import one_of
from casectl.core.query.selection import Selection
from casectl.core.template.model import FINISHED, JOINED_STATE
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.messages import CasectlError, Finding, Message, msg
from casectl.core.values.tree import Position, mapping_of, text_of


def circles(context: Cases) -> Iterator[Finding]:
    """A finding for each case that is a part of itself."""
    known = wholes(context)
    for part in sorted(known):
        if part in whole_of(part, known):
            what = msg(
                "{id} is linked as a part of itself, by way of {others}", id=part, others=sorted(whole_of(part, known))
            )
            yield Finding(Position(case_path(part)), "C082", what)


def left_open(context: Reading) -> Iterator[Finding]:
    """A finding for each case that was finished while parts of it were open, where its template forbids that."""
    for part, targets in sorted(wholes(context).items()):
        for target in targets:
            with suppress(CasectlError):  # what cannot be read is found by itself
                whole = read(context, target)
                if (at := _finished_at(context, whole)) and not _was_over(context, read(context, part), at):
                    what = msg("{id} was finished while its part {part} was still open", id=target, part=part)
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


def one_sided_joins(context: Cases) -> Iterator[Finding]:
    """A finding for each case that was joined to one that does not say so, or does not owe what goes on there by the
    event: what the case owed would be owed by nobody.
    """
    for case in context.excerpts(Selection(one_of("state", (JOINED_STATE.name,)))).cases:
        if case.text("state") != JOINED_STATE.name:
            continue
        with suppress(CasectlError):  # what cannot be read is found by itself
            events = effective_events(read(context, case.id).journal)
            event = next((each for each in reversed(events) if each.kind == JOINED), None)
            for what in _unsaid(context, case.id, event) if event else ():
                yield Finding(Position(case_path(case.id)), "C128", what)


def _unsaid(context: Cases, case_id: str, event: Event) -> Iterator[Message]:
    """What an event that joins a case says of the other one, which does not say so."""
    other = event.text("case")
    journal = read(context, other).journal if other else ()
    taken = [each for each in effective_events(journal) if each.kind == "took_over" and each.text("case") == case_id]
    if other and not taken:
        yield msg(
            "{id} says that it was merged into {other}, but {other} has no record of that", id=case_id, other=other
        )
    there = {each.key for each in contacts_in(read(context, case_id).journal)}
    for contact in (found for each in taken for found in taken_over(each) if found.key not in there):
        yield msg("{other} lists contact {contact} of {id}, which does not exist", id=case_id, other=other,
                  contact=contact.event)  # fmt: skip
    for each in taken[:1]:
        owed = {run.clock: to_seconds(run.due) for run in going_on(journal, each.id)}
        for clock, record in event.mapping("goes_on").items():
            due = text_of(mapping_of(record).get("due"))
            if due and owed.get(clock) != to_seconds(parse_instant(due)):
                yield msg("{id} says that {clock}, due at {due}, continues in {other}, but {other} has no"
                          " record of that",
                          id=case_id, clock=clock, due=due, other=other)  # fmt: skip
