"""The rule of retyping: a case gets another template as it is, neither further nor less far than it was."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.law.moment import Moment
from casectl.core.law.steps import unmet
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.model import FINISHED, OPENING
from casectl.core.values.messages import msg
from casectl.core.workflow.transitions import required_fields


def retyping(moment: Moment) -> Iterator[Fault | Unclear]:
    """A case that is not closed gets another template, in a state in which it is as far, with what that requires.

    Retyping is no step of a workflow: it neither resolves a case nor takes it up again.
    """
    case, former, template = moment.case, moment.former, moment.in_force.template
    if former is None:
        yield Unclear(msg("the rules that applied to the case cannot be read, so this cannot be checked"))
        return
    if template.name == case.header.template:
        yield Fault(msg("{id} already has template {template}", id=case.id, template=template.name))
        return
    old, now = former.template.workflow, former.template.workflow.category(case.header.state)
    if now == "closed":
        yield Fault(msg("{id} is already {state}", id=case.id, state=old.title(case.header.state)),
                    hint=msg("to take it up again: casectl reopen {id}", id=case.id))  # fmt: skip
        return
    yield from _as_far(moment, now)
    yield from _level(moment)
    what = msg("{id} cannot change to template {template} yet", id=case.id, template=template.name)
    state = moment.in_force.template.workflow.now_called(moment.after.state)
    for when in () if moment.imported else dict.fromkeys((OPENING, state)):
        demands = required_fields(moment.transition, when, met=bool(moment.unknown))
        yield from unmet(moment, demands, what, msg("give each as -f NAME=VALUE"))


def _as_far(moment: Moment, now: str) -> Iterator[Fault]:
    """The fault of a state in which a case of the category `now` would be over, or open again."""
    workflow, state = moment.in_force.template.workflow, moment.after.state
    if _fits(now, workflow.category(state)):
        return
    fitting = [each.name for each in workflow.states if _fits(now, each.category)]
    again = msg("to take it up again: casectl reopen {id}", id=moment.case.id)
    yield Fault(
        msg("retype cannot move {id} to {state}: that is a separate step",
            id=moment.case.id, state=workflow.title(state)),
        hint=msg("give a state with --state: {states}", states=fitting) if fitting else again,
    )  # fmt: skip


def _fits(now: str, then: str) -> bool:
    return then == now or not {then, now} & {*FINISHED}


def _level(moment: Moment) -> Iterator[Fault]:
    """A level is one of the template's, and lower than before only where the template has no such level."""
    levels = [name for name, _ in moment.in_force.template.levels]
    before, after = moment.case.header.level, moment.after.level
    if levels and str(after) not in levels:
        yield Fault(msg("there is no level {level}; levels are {levels}", level=after, levels=levels),
                    hint=msg("give a level with --level"))  # fmt: skip
    elif after < before and str(before) in levels:
        yield Fault(msg("{id} is already at level {level}", id=moment.case.id, level=before))
