"""The workflow: which transitions a case may take, and what each still needs."""

from __future__ import annotations

from datetime import datetime

from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case
from casectl.core.template.fields import demand, is_filled
from casectl.core.template.model import Template, Transition
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.errors import Refused
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.naming import one_meant, texts_of
from casectl.core.values.tree import get_in
from casectl.core.values.value_class import value_class
from casectl.core.workflow.guards import GUARDS
from casectl.core.workflow.transition_context import TransitionContext

_FINISHED = ("resolved", "closed")


@value_class
class NextStep:
    """A transition from the case's state, and what is missing before it may be taken."""

    transition: Transition
    missing: tuple[Message, ...]


def next_steps(context: TransitionContext) -> list[NextStep]:
    """The transitions from the case's state, in the template's order, each with what it still needs.

    Those that would reopen the case are left out: that is a verb of its own.
    """
    workflow = context.template.workflow
    steps = workflow.steps_from(context.case.header.state)
    return [NextStep(step, tuple(missing_for(context, step))) for step in steps if not _reopens(context.template, step)]


def check_advance(context: TransitionContext, target: str) -> Transition:
    """The transition to `target`.

    Raises:
        NotFound: the template has no such state; the hint names the nearest.
        Refused: there is no such transition, or something is missing: the problems name all of it.
    """
    workflow, state, case_id = context.template.workflow, context.case.header.state, context.case.id
    target = state_named(context.template, target)
    step = next((each for each in workflow.steps_from(state) if each.target == target), None)
    if step is None or _reopens(context.template, step):
        raise _no_such_step(context, target)
    missing = missing_for(context, step)
    if missing:
        raise Refused(
            msg(
                "{id} cannot move from {state} to {target} yet",
                id=case_id,
                state=workflow.title(state),
                target=workflow.title(target),
            ),
            problems=missing,
            hint=msg("casectl show {id} lists what each step needs", id=case_id),
        )
    return step


def state_named(template: Template, word: str) -> str:
    """The state of the template that `word` means by its name or title. Raises NotFound, naming the nearest."""
    states = template.workflow.states
    unknown = msg("there is no state {state} in template {template}", state=word, template=template.name)
    listed = msg("its states are {names}", names=[each.name for each in states])
    return one_meant(word, [(each.name, texts_of(each.title)) for each in states], unknown, listed)


def _no_such_step(context: TransitionContext, target: str) -> Refused:
    workflow, header, case_id = context.template.workflow, context.case.header, context.case.id
    possible = [step.target for step in workflow.steps_from(header.state) if not _reopens(context.template, step)]
    if header.state == target:
        what = msg("{id} is in state {target} already", id=case_id, target=workflow.title(target))
    else:
        here, there = workflow.title(header.state), workflow.title(target)
        what = msg("{id} cannot move from {state} to {target}", id=case_id, state=here, target=there)
    if workflow.category(header.state) in _FINISHED and workflow.category(target) not in _FINISHED:
        return Refused(what, hint=msg("to take it up again: casectl reopen {id}", id=case_id))
    if not possible:
        return Refused(what, hint=msg("no step leads on from {state}", state=workflow.title(header.state)))
    names: list[Value] = [msg("{title} ({name})", title=workflow.title(each), name=each) for each in possible]
    return Refused(what, hint=msg("possible from here: {states}", states=names))


def _reopens(template: Template, step: Transition) -> bool:
    workflow = template.workflow
    return workflow.category(step.source) in _FINISHED and workflow.category(step.target) not in _FINISHED


def missing_for(context: TransitionContext, step: Transition) -> list[Message]:
    """Everything that the step still needs: role, required fields, guards."""
    missing = []
    if step.may and not set(step.may) & set(context.actor.roles):
        missing.append(msg("{person} has none of the roles {roles}", person=context.actor.name, roles=step.may))
    missing += missing_fields(context, step.target)
    for use in step.guards:
        guard = GUARDS.get(use.name)
        lacking = guard.check(context, use.params) if guard else msg("guard {name} is not known here", name=use.name)
        missing += [lacking] if lacking else []
    return missing


def missing_fields(context: TransitionContext, when: str) -> list[Message]:
    """The fields that must be filled at OPENING, or on entering the state `when`, and are empty."""
    return [
        demand(path, field)
        for path, field in context.template.required_for(when, context.fields)
        if not is_filled(get_in(context.fields, path))
    ]


def check_reopen(context: TransitionContext) -> str:
    """The state that a resolved or closed case is reopened to.

    Raises Refused if it is neither, the template does not allow it, the person may not, or fields that the state
    requires are empty: the problems name all of them.
    """
    workflow, header, case_id = context.template.workflow, context.case.header, context.case.id
    if workflow.category(header.state) not in _FINISHED:
        raise Refused(
            msg("{id} is in state {state}: it is not over", id=case_id, state=workflow.title(header.state)),
            hint=msg("casectl advance {id} STATE moves it on", id=case_id),
        )
    if not workflow.reopens_to:
        raise Refused(msg("template {name} does not let a case be reopened", name=context.template.name))
    if workflow.reopen_may and not set(workflow.reopen_may) & set(context.actor.roles):
        raise Refused(
            msg("{person} may not reopen {id}", person=context.actor.name, id=case_id),
            problems=[msg("it needs one of the roles {roles}", roles=workflow.reopen_may)],
        )
    if missing := missing_fields(context, workflow.reopens_to):
        title = workflow.title(workflow.reopens_to)
        raise Refused(
            msg("{id} cannot be reopened to {state} yet", id=case_id, state=title),
            problems=missing,
            hint=msg("fill them with the same command: -f NAME=VALUE"),
        )
    return workflow.reopens_to


def check_reopening_time(case: Case, template: Template, at: datetime, calendar: Calendar) -> None:
    """Raises Refused if `at` is after the time within which the template lets a case be reopened."""
    last = reopening_ends(case, template, calendar)
    if last is None or to_seconds(at) <= to_seconds(last):
        return
    raise Refused(
        msg("{id} could be reopened until {last}", id=case.id, last=format_instant(last, calendar.zone)),
        problems=[msg("its template allows it within {length}", length=template.workflow.reopen_within)],
        hint=msg(
            "open a new case and link it: casectl new {template} …, then casectl link NEW follow-up-of {id}",
            template=template.name,
            id=case.id,
        ),
    )


def reopening_ends(case: Case, template: Template, calendar: Calendar) -> datetime | None:
    """The last instant at which a case may be reopened, counted from when it entered its state; None: at any time.

    Days and longer units end with the last day.
    """
    entered = next((each.at for each in reversed(effective_events(case.journal)) if each.kind in ENTERING), None)
    if not template.workflow.reopen_within or entered is None:
        return None
    length = parse_duration(template.workflow.reopen_within)
    last = calendar.after(entered, length)
    return calendar.end_of(calendar.day_of(last)) if length.unit in ("d", "w", "mo", "wd") else last
