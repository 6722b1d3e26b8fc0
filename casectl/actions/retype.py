"""retype: give a case that was opened under the wrong kind another template."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.named import template_named
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, require_reason
from casectl.actions.recording.record import record
from casectl.actions.recording.typed_dates import parse_typed_dates
from casectl.core.case.imported import came_with_import
from casectl.core.case.model import RETYPED, Case
from casectl.core.checks.fields import field_problems
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_keys, free_part, tried_values, with_defaults
from casectl.core.template.model import OPENING, Template
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import replace, value_class
from casectl.core.workflow.transition_context import TransitionContext
from casectl.core.workflow.transitions import missing_fields, state_named


@value_class
class NewKind:
    """What a case is to be: the template, by its name or title; the state ("": that of the same name, or else the
    initial one), the level (0: as it is), the fields that the template asks for, and the reason.
    """

    template: str
    state: str = ""
    level: int = 0
    changes: FieldChanges = FieldChanges()


def retype(context: Recording, case_ref: str, wanted: NewKind, when: EventStamp) -> Receipt:
    """Give a case another template, as if it had been opened from it.

    Its fields are kept, and those that the new template requires must be filled. The clocks of the old template stop,
    and those of the new one count as if they always had. What is to be done stays, which a note says.
    Raises NotFound for an unknown case, template or state; UsageError without a reason and for values that the new
    template does not take; Refused for a closed case, for the template that it has, a level that there is not, and
    without what the new template requires.
    """
    case_id = find(context, case_ref)
    require_reason(wanted.changes.reason)
    new = context.template(template_named(context, wanted.template))

    def propose(case: Case, template: Template) -> Proposal:
        state = _state(case, new, wanted.state)
        typed = parse_typed_dates(context, new, wanted.changes.values)
        free, problems = tried_values(free_part(case), new, typed)
        free = with_defaults(free, new, (case.header.opened_at or context.now).astimezone(context.zone))
        if problems := [*problems, *field_problems(new, free)]:
            _refuse_unfit(new, problems, TransitionContext(case, new, context.actor, free), state)
        names = changed_keys(free_part(case), free)
        details: dict[str, Tree] = {
            "template": new.name,
            "template_before": case.header.template,
            "version": str(new.version),
            **({"to": state} if state != case.header.state else {}),
            **({"level": Plain(wanted.level)} if wanted.level else {}),
            "rules": {**context.versions(new.name)},
            **({"changed": [*names]} if names else {}),
            "reason": wanted.changes.reason,
        }
        return Proposal([EventDraft(RETYPED, details)], free)

    receipt = record(context, case_id, propose, when)
    return receipt if receipt.already else replace(receipt, notes=(*receipt.notes, *_kept(receipt)))


def _state(case: Case, new: Template, typed: str) -> str:
    """The state `typed` by name or title, else the one of the same name, else the initial one."""
    if typed:
        return state_named(new, typed)
    return case.header.state if new.workflow.state(case.header.state) else new.workflow.initial


def _refuse_unfit(new: Template, problems: Iterable[Message], transition: TransitionContext, state: str) -> None:
    """Raise UsageError for values that the template does not take, and name what is missing besides."""
    whens = () if came_with_import(transition.case) else (OPENING, state)
    missing = {str(each): each for when in whens for each in missing_fields(transition, when)}
    raise UsageError(msg("some values do not fit template {template}", template=new.name),
                     problems=[*problems, *missing.values()], hint=msg("give each as -f NAME=VALUE"))  # fmt: skip


def _kept(receipt: Receipt) -> Iterable[Message]:
    """A note on what is still to be done since before."""
    before = {each.id for each in receipt.before.follow_ups}
    kept = [each for each in receipt.case.header.follow_ups if each.id in before]
    if kept:
        yield msg("follow-ups carried over: {names}", names=[f"{each.id} ({each.what})" for each in kept])
