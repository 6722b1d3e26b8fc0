"""The rule of amounts: the limit of a step holds as well for what is entered after the step was taken."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import before_each
from casectl.core.law.moment import Moment
from casectl.core.law.steps import unmet
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.model import FINISHED, GuardUse, Template, Workflow
from casectl.core.values.messages import msg
from casectl.core.values.tree import list_of, text_of
from casectl.core.workflow.guards import AMOUNTS, GUARDS
from casectl.core.workflow.transitions import Demand


def amount_kept(moment: Moment) -> Iterator[Fault | Unclear]:
    """What a step lets nobody, or only some people, go on with is not entered by anybody else once it was taken."""
    changed = {text_of(each) for each in list_of(moment.event.data["changed"])}
    template = moment.in_force.template
    uses = {id(use): use for step in template.workflow.transitions for use in step.guards if use.name in AMOUNTS}
    touched = [use for use in uses.values() if not changed.isdisjoint(GUARDS[use.name].names(use.params))]
    demands = [
        Demand(GUARDS[use.name].check(moment.transition, use.params), partial(GUARDS[use.name].names, use.params))
        for use in touched
        if _is_taken(moment, template, use)
    ]
    if any(each.missing for each in demands):
        what = msg(
            "{id} has already passed the step that sets a limit for this amount; the new amount does not meet"
            " the conditions of that step",
            id=moment.case.id,
        )
        yield from unmet(moment, demands, what, msg("casectl show {id} lists what each step needs", id=moment.case.id))


def _is_taken(moment: Moment, template: Template, use: GuardUse) -> bool:
    """Whether a step with such a guard was taken, and is not to be taken again before the case can be over."""
    workflow, journal, taken = template.workflow, moment.case.journal, set[str]()
    guarded = {(step.source, step.target) for step in workflow.transitions if use in step.guards}
    undone = {event.text("undoes") for event in journal}
    for event, before in zip(journal, before_each(journal), strict=True):
        state = event.text("to")
        if event.kind not in ENTERING or not state or event.id in undone:
            continue
        if event.kind == "reopened":
            taken.clear()
        taken -= {target for source, target in guarded if source == state and _is_asked_again(workflow, use, state)}
        if (before.state, state) in guarded:
            taken.add(state)
    return bool(taken)


def _is_asked_again(workflow: Workflow, use: GuardUse, state: str) -> bool:
    """Whether every way from a state to where a case is over, but withdrawn, has a step with the guard."""
    seen, left = {state}, [state]
    while left:
        for step in workflow.steps_from(left.pop()):
            target = workflow.state(step.target)
            if use in step.guards or step.target in seen or target is None or target.withdrawn:
                continue
            if target.category in FINISHED:
                return False
            seen.add(step.target)
            left.append(step.target)
    return True
