"""The workflow: which transitions a case may take, and what each still needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case
from casectl.core.template.fields import demand, is_filled
from casectl.core.template.model import FINISHED, Field, Template, Transition
from casectl.core.time.calendar import Calendar
from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import Message, msg
from casectl.core.values.naming import names_meant, one_meant, texts_of, with_code
from casectl.core.values.tree import get_in
from casectl.core.values.value_class import value_class
from casectl.core.workflow.guards import GUARDS
from casectl.core.workflow.permissions import act_of_step, not_ones_own
from casectl.core.workflow.transition_context import TransitionContext


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
    return [NextStep(step, tuple(missing_for(context, step))) for step in steps if not reopens(context.template, step)]


def state_named(template: Template, word: str) -> str:
    """The state of the template that `word` means by its name or title, or by the title of the steps that lead to it.

    Raises NotFound, naming the nearest.
    """
    states = template.workflow.states
    known = [(each.name, texts_of(each.title)) for each in states]
    if not names_meant(word, known):
        steps = [(step.target, texts_of(step.title)) for step in template.workflow.transitions]
        known += [step for step in steps if step[0] in names_meant(word, steps)]
    unknown = msg("there is no state {state} in template {template}", state=word, template=template.name)
    listed = msg("its states are {names}", names=[with_code(each.name, each.title) for each in states])
    return one_meant(word, known, unknown, listed)


def reopens(template: Template, step: Transition) -> bool:
    """Whether a step would take up again what is over: that is a verb of its own."""
    workflow = template.workflow
    return workflow.category(step.source) in FINISHED and workflow.category(step.target) not in FINISHED


def step_taken(template: Template, source: str, target: str) -> Transition | None:
    """The step from a state to another one, by its present or a former name, if the workflow has it; what only a
    reopening takes is none.
    """
    steps, now = template.workflow.steps_from(source), template.workflow.now_called(target)
    return next((each for each in steps if each.target == now and not reopens(template, each)), None)


@value_class
class Demand:
    """Something that a step needs: what is missing (None: it is there), and what gives the dotted names of the free
    part that this depends on.
    """

    missing: Message | None
    names: Callable[[], tuple[str, ...]] = tuple


def missing_for(context: TransitionContext, step: Transition) -> list[Message]:
    """Everything that the step still needs: role, required fields, guards."""
    return [each.missing for each in demands_of(context, step) if each.missing]


def demands_of(context: TransitionContext, step: Transition, *, met: bool = False) -> Iterator[Demand]:
    """What a step needs and lacks: a role, also since the case is somebody else's, required fields, guards; `met`: also
    what is there.
    """
    if step.may and not set(step.may) & set(context.actor.roles):
        yield Demand(msg("{person} has none of the roles {roles}", person=context.actor.name, roles=step.may))
    owner = context.case.header.owner
    if context.actor.name:
        for missing in not_ones_own(context, act_of_step(context, step.target)):
            what = msg("it belongs to {owner}: {missing}", owner=owner, missing=missing)
            own = msg("it was taken from a colleague: {missing}", missing=missing)
            yield Demand(own if owner == context.actor.name else what)
    yield from required_fields(context, step.target, met=met)
    for use in step.guards:
        guard = GUARDS.get(use.name)
        lacking = guard.check(context, use.params) if guard else msg("guard {name} is not known here", name=use.name)
        if lacking or met:
            yield Demand(lacking, partial(guard.names, use.params) if guard else tuple)


def required_fields(context: TransitionContext, when: str, *, met: bool = False) -> Iterator[Demand]:
    """The fields that must be filled at OPENING, or on entering the state `when`, and are not; `met`: all of them."""
    for path, field in context.template.required_for(when, context.fields):
        missing = None if is_filled(get_in(context.fields, path)) else demand(path, field)
        if missing or met:
            yield Demand(missing, partial(_names, path, field))


def _names(path: Sequence[str], field: Field) -> tuple[str, ...]:
    """The dotted names that a required field depends on: its own, and those in the conditions."""
    return (".".join(("fields", *path)), *(f"fields.{name}" for name, _ in field.required_if))


def missing_fields(context: TransitionContext, when: str) -> list[Message]:
    """The fields that must be filled at OPENING, or on entering the state `when`, and are empty."""
    return [each.missing for each in required_fields(context, when) if each.missing]


def reopening_ends(case: Case, template: Template, calendar: Calendar) -> datetime | None:
    """The last instant at which a case may be reopened, counted from when it entered its state; None: at any time.

    Days and longer units end with the last day.
    """
    moves = (each for each in reversed(effective_events(case.journal)) if each.kind in ENTERING and each.text("to"))
    entered = next((each.at for each in moves), None)
    if not template.workflow.reopen_within or entered is None:
        return None
    length = parse_duration(template.workflow.reopen_within)
    last = calendar.after(entered, length)
    return calendar.end_of(calendar.day_of(last)) if length.unit in ("d", "w", "mo", "wd") else last
