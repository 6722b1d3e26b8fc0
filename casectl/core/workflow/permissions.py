"""What a template says who may do to a case, and whether they say why (`casectl.core.template.keys.PERMISSIONS`)."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.fold import before_each
from casectl.core.case.model import Case
from casectl.core.template.fields import is_blank
from casectl.core.values.messages import Message, msg
from casectl.core.workflow.transition_context import TransitionContext


def not_permitted(context: TransitionContext, act: str) -> Iterator[Message]:
    """What the person who acts lacks to do `act`: a role, or a reason."""
    permission = context.template.workflow.permissions.get(act)
    if permission is None:
        return
    if permission.may and not set(permission.may) & set(context.actor.roles):
        yield msg("this needs one of the roles {roles}", roles=permission.may)
    if permission.reason and is_blank(context.reason):
        yield msg("say why: --reason TEXT")


def not_ones_own(context: TransitionContext, act: str) -> Iterator[Message]:
    """What the person who acts lacks to do `act` to a case that somebody else owns; to withdraw it, also to one that
    they have taken from a colleague themselves.
    """
    owner = context.case.header.owner
    if owner and (owner != context.actor.name or (act == _WITHDRAW and _took_it(context.case))):
        yield from not_permitted(context, act)


def _took_it(case: Case) -> bool:
    """Whether the owner assigned the case to themselves while a colleague owned it."""
    headers = [*before_each(case.journal), case.header]
    for event, before, after in reversed([*zip(case.journal, headers, headers[1:], strict=False)]):
        if before.owner != after.owner:
            return event.kind == "assigned" and bool(before.owner) and event.by == after.owner
    return False


def act_of_step(context: TransitionContext, target: str) -> str:
    """What a step to a state is: it withdraws the case, where the template speaks of that, or is work on it."""
    workflow = context.template.workflow
    state = workflow.state(target)
    return _WITHDRAW if state and state.withdrawn and _WITHDRAW in workflow.permissions else "work"


_WITHDRAW = "withdraw"
"""The permission for steps that withdraw a case."""
