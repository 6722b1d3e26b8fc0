"""Rules of steps: a case moves along its workflow, by whom it may, with nothing missing; and is reopened likewise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from casectl.core.case.renamed_fields import names_given
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.model import FINISHED, JOINED_STATE, Template, Transition
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import Message, UsageError, Value, msg
from casectl.core.workflow.transitions import Demand, demands_of, reopening_ends, reopens, required_fields, step_taken


def step_exists(moment: Moment) -> Iterator[Fault | Unclear]:
    """The workflow has the step that was taken, and it is none that only a reopening takes."""
    if _step(moment) is None:
        yield _no_such_step(moment)


def step_ready(moment: Moment) -> Iterator[Fault | Unclear]:
    """What a step needs is there: a role, required fields, and what its guards demand."""
    step = _step(moment)
    if step is None:
        return
    demands = [*demands_of(moment.transition, step, met=bool(moment.unknown))]
    if not demands:
        return
    workflow, case = moment.in_force.template.workflow, moment.case
    what = msg("{id} cannot move from {state} to {target} yet", id=case.id,
               state=workflow.title(step.source), target=workflow.title(step.target))  # fmt: skip
    hint = msg("casectl show {id} lists what each step needs", id=case.id)
    yield from unmet(moment, demands, what, hint)


def renaming(moment: Moment) -> Iterator[Fault | Unclear]:
    """A state or a field gets the name that the template says, which is the only thing that happens."""
    fields, template = names_given((moment.event,)), moment.in_force.template
    for old, new in fields.items():
        if template.renamed.fields.get(old) != new:
            yield _not_renamed(template, old, new, "fields")
    if "state" in moment.event.data or not fields:
        yield from _state_renamed(moment)


def _not_renamed(template: Template, old: str, new: str, detail: str) -> Fault:
    what = msg("template {name} does not rename {old} to {new}", name=template.name, old=old, new=new)
    return Fault(what, path=(detail,))


def _state_renamed(moment: Moment) -> Iterator[Fault]:
    old, new = moment.case.header.state, moment.event.text("state")
    template, former = moment.in_force.template, moment.former
    if template.workflow.renamed.get(old) != new:
        yield _not_renamed(template, old, new, "state")
    elif former and former.template.workflow.state(old) and not is_as_far(former.template, old, template, new):
        yield Fault(renamed_further(template, old, new), hint=msg("to move it on: casectl advance {id} STATE",
                                                                  id=moment.case.id), path=("state",))  # fmt: skip


def is_as_far(former: Template, old: str, template: Template, new: str) -> bool:
    """Whether a state of a former version of a template and one of a later version are of one category, and neither or
    both mean that the customer withdrew: a new name is no step.
    """
    one, other = former.workflow.state(old), template.workflow.state(new)
    return bool(one and other and (one.category, one.withdrawn) == (other.category, other.withdrawn))


def renamed_further(template: Template, old: str, new: str) -> Message:
    """That a template gives a state the name of one that is further, or less far."""
    return msg("template {name} renames {old} to {new}, a state of another category: that needs a step, not a rename",
               name=template.name, old=old, new=new)  # fmt: skip


def _step(moment: Moment) -> Transition | None:
    """The step that an event took, if the workflow has it."""
    return step_taken(moment.in_force.template, moment.case.header.state, moment.event.text("to"))


def unmet(moment: Moment, demands: Iterable[Demand], what: Message, hint: Message) -> Iterator[Fault | Unclear]:
    """The fault with everything that is missing, and what cannot be known since the fields have changed."""
    missing: dict[str, Message] = {}
    for each in demands:
        if unknown := moment.unknown_of(each.names()):
            yield Unclear(
                msg("{names} changed later, and the file does not show what they were at that time", names=unknown)
            )
        elif each.missing:
            missing.setdefault(str(each.missing), each.missing)
    if missing:
        yield Fault(what, tuple(missing.values()), hint)


def _no_such_step(moment: Moment) -> Fault:
    template, header, case_id = moment.in_force.template, moment.case.header, moment.case.id
    workflow, target = template.workflow, moment.event.text("to")
    possible = [each.target for each in workflow.steps_from(header.state) if not reopens(template, each)]
    if header.state == target:
        what = msg("{id} is already in state {target}", id=case_id, target=workflow.title(target))
    else:
        here, there = workflow.title(header.state), workflow.title(target)
        what = msg("{id} cannot move from {state} to {target}", id=case_id, state=here, target=there)
    if workflow.category(header.state) in FINISHED and workflow.category(target) not in FINISHED:
        return Fault(what, hint=msg("to take it up again: casectl reopen {id}", id=case_id))
    if not possible:
        return Fault(what, hint=msg("no transition leads out of {state}", state=workflow.title(header.state)))
    names: list[Value] = [msg("{title} ({name})", title=workflow.title(each), name=each) for each in possible]
    return Fault(what, hint=msg("possible from here: {states}", states=names))


def reopening(moment: Moment) -> Iterator[Fault | Unclear]:
    """Only what is over is reopened, to the state that the template names, by whom it may and with nothing missing."""
    template, case, target = moment.in_force.template, moment.case, moment.event.text("to")
    workflow, state = template.workflow, case.header.state
    if state == JOINED_STATE.name and not workflow.steps_from(state):
        yield Fault(
            msg("{id} was merged into another case, which stays open", id=case.id),
            hint=msg("casectl show {id} shows the other case", id=case.id),
        )
        return
    if workflow.category(state) not in FINISHED:
        yield Fault(
            msg("{id} is still open ({state})", id=case.id, state=workflow.title(state)),
            hint=msg("to move it on: casectl advance {id} STATE", id=case.id),
        )
        return
    if not workflow.reopens_to:
        yield Fault(msg("template {name} does not allow a case to be reopened", name=template.name))
        return
    if workflow.now_called(target) != workflow.reopens_to:
        to, wrong = workflow.title(workflow.reopens_to), workflow.title(target)
        yield Fault(msg("{id} is reopened to {state}, not to {other}", id=case.id, state=to, other=wrong))
    if workflow.reopen_may and not set(workflow.reopen_may) & set(moment.actor.roles):
        needed = msg("this needs one of the roles {roles}", roles=workflow.reopen_may)
        yield Fault(msg("{person} may not reopen {id}", person=moment.actor.name, id=case.id), (needed,))
    what = msg("{id} cannot be reopened to {state} yet", id=case.id, state=workflow.title(workflow.reopens_to))
    hint = msg("fill the fields with the same command: -f NAME=VALUE")
    demands = required_fields(moment.transition, workflow.reopens_to, met=bool(moment.unknown))
    yield from unmet(moment, demands, what, hint)
    yield from _reopened_in_time(moment)


def _reopened_in_time(moment: Moment) -> Iterator[Fault]:
    """What is wrong with a reopening after the time within which the template allows it."""
    case, template, calendar = moment.case, moment.in_force.template, moment.in_force.rule_set.calendar
    last: datetime | None = reopening_ends(case, template, calendar)
    if last is None or to_seconds(moment.event.at) <= to_seconds(last):
        return
    yield Fault(
        msg("{id} could be reopened until {last}", id=case.id, last=format_instant(last, calendar.zone)),
        (msg("its template allows it within {length}", length=template.workflow.reopen_within),),
        msg(
            "open a new case and link it: casectl new {template} …, then casectl link NEW follow-up-of {id}",
            template=template.name,
            id=case.id,
        ),
    )


def chaser(moment: Moment) -> Iterator[Fault]:
    """Only what comes from the customer is a chaser."""
    if "chaser" in moment.event.data and moment.event.text("direction") != "in":
        yield Fault(msg("a chaser comes from the customer: casectl contact {id} in --chaser TEXT", id=moment.case.id),
                    refusal=UsageError)  # fmt: skip


def not_withdrawn(moment: Moment) -> Iterator[Fault]:
    """No contact is recorded on a withdrawn case: whoever speaks to the customer about it takes it up again first."""
    case, state = moment.case, moment.in_force.template.workflow.state(moment.case.header.state)
    if state and state.withdrawn:
        yield Fault(
            msg("{id} is {state}: no more contacts can be recorded on it", id=case.id, state=state.title),
            hint=msg("to reopen it: casectl reopen {id} --reason TEXT; to add a remark: casectl note {id} TEXT",
                     id=case.id),
        )  # fmt: skip
