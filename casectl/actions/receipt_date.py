"""set received_at: the moment of receipt put right, from which deadlines and follow-ups are then reckoned anew."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.actions.context import CommandContext
from casectl.core.case.model import Case
from casectl.core.clocks.requests import check_received
from casectl.core.clocks.rules import versions_of
from casectl.core.template.fields import is_blank
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.errors import Refused, UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree

RECEIVED = "received_at"


def correct_receipt(
    context: CommandContext, case: Case, values: Iterable[tuple[str, Tree]], reason: str
) -> dict[str, Tree]:
    """What an event says of another moment of receipt, if `values` has one.

    Raises UsageError without a reason, or for a moment after the opening; Refused if nothing would change, or if
    somebody else must approve it.
    """
    typed = [value for name, value in values if name == RECEIVED]
    before = case.header.received_at
    if not typed or before is None:
        return {}
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
    stored = context.coerce_typed(str(typed[-1]), whole_day=False)
    after, opened = parse_instant(stored), case.header.opened_at
    if opened and to_seconds(after) > to_seconds(opened):
        raise UsageError(msg("{at} is after the case was opened, {opened}", at=stored,
                          opened=format_instant(opened, context.zone)))  # fmt: skip
    if to_seconds(after) == to_seconds(before):
        raise Refused(msg("{id} says all that already; nothing was recorded", id=case.id))
    rule_set = context.rule_set(case.header.template, versions_of(case.journal))
    check_received(case, rule_set, (context.actor.name, context.keyboard.name), after)
    return {RECEIVED: Plain(stored), "received_before": Plain(format_instant(before, context.zone))}
