"""The guard on amounts of money: up to a limit anybody, above it the roles that may, or a second person."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.case.fold import effective_events
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree, get_in, list_of, mapping_of, text_of
from casectl.core.workflow.transition_context import TransitionContext


def amount_at_most(context: TransitionContext, params: Mapping[str, Tree]) -> Message | None:
    """The amount in `field` is at most `amount`; above it the person has one of `roles`, or with `second_person`
    neither owns the case nor entered the amount. An amount in another currency counts as above, if the limit names one.
    With `when` only where fields have these values.
    """
    field, limit = text_of(params.get("field")), text_of(params.get("amount"))
    found = _value(context, field)
    if not found or not _is_above(found, limit):
        return None
    if not all(_value(context, name) == text_of(wanted) for name, wanted in mapping_of(params.get("when")).items()):
        return None
    roles = [text_of(each) for each in list_of(params.get("roles"))]
    second = text_of(params.get("second_person")) == "yes"
    if roles and not set(roles) & set(context.actor.roles):
        if second:
            return msg("{amount} is above {limit}: this needs somebody with one of the roles {roles}, who"
                       " neither owns the case nor entered the amount",
                       amount=found, limit=limit, roles=roles)  # fmt: skip
        return msg("{amount} is above {limit}: this needs one of the roles {roles}", amount=found, limit=limit,
                   roles=roles)  # fmt: skip
    if second and (person := _first_person(context, field)):
        return msg("{amount} is above {limit}: somebody other than {person}, who neither owns the case nor"
                   " entered the amount, must take this step", amount=found, limit=limit, person=person)  # fmt: skip
    if roles or second:
        return None
    if where := [f"{name}={text_of(value)}" for name, value in mapping_of(params.get("when")).items()]:
        return msg(
            "{amount} is above {limit}, which is the limit for cases with {where}",
            amount=found,
            limit=limit,
            where=where,
        )
    return msg("{amount} is above {limit}", amount=found, limit=limit)


def _is_above(found: str, limit: str) -> bool:
    amount, _, currency = found.rpartition(" ")
    most, _, allowed = limit.rpartition(" ")
    if not most:  # in any currency
        return _parts(amount) > _parts(allowed)
    return currency != allowed or _parts(amount) > _parts(most)


def _value(context: TransitionContext, name: str) -> str:
    return text_of(get_in(context.fields, tuple(name.split("."))))


def _parts(amount: str) -> int:
    """An amount as it is stored, in parts so small that any two can be compared; a hand edit that is none is above."""
    whole, _, decimals = amount.partition(".")
    digits = f"{whole}{decimals.ljust(_PLACES, '0')[:_PLACES]}"
    return int(digits) if digits.removeprefix("-").isdecimal() else _MOST


_PLACES = 9
_MOST = 10**30


def _first_person(context: TransitionContext, field: str) -> str:
    """Who of those who take or record the step owns the case, or was the last to enter the amount; "" if nobody."""
    name = f"fields.{field}"
    if name in context.changed:
        return context.actor.name
    entered = (event for event in reversed(effective_events(context.case.journal)) if _enters(event.data, name))
    last = next(entered, None)
    others = {context.case.header.owner, *((last.by, last.text("via")) if last else ())} - {""}
    return min(context.handlers() & others, default="")


def _enters(data: Mapping[str, Tree], name: str) -> bool:
    return name in map(text_of, list_of(data.get("changed")))
