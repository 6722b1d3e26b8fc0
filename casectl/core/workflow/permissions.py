"""What a template says who may do to a case, and whether they say why (`casectl.core.template.keys.PERMISSIONS`)."""

from __future__ import annotations

from collections.abc import Iterator

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
    """What the person who acts lacks to do `act` to a case that somebody else owns."""
    owner = context.case.header.owner
    if owner and owner != context.actor.name:
        yield from not_permitted(context, act)


def act_of_step(context: TransitionContext, target: str) -> str:
    """What a step to a state is: it withdraws the case, where the template speaks of that, or is work on it."""
    workflow = context.template.workflow
    state = workflow.state(target)
    return "withdraw" if state and state.withdrawn and "withdraw" in workflow.permissions else "work"
