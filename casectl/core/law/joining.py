"""Rules of joining: two records of one complaint become one with a reason, and by the earlier receipt."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.event import JOINED
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.model import JOINED_STATE
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.messages import msg


def joins(moment: Moment) -> Iterator[Fault]:
    """A case is joined to another one, with a reason; the one that goes on counts from the earlier receipt."""
    event, case = moment.event, moment.case
    if not event.text("reason").strip():
        yield Fault(msg("two cases are joined with a reason"), hint=msg("say why: --reason TEXT"), path=("reason",))
    if event.text("case") in ("", case.id):
        yield Fault(msg("a case cannot be joined to itself"), path=("case",))
    if event.kind == JOINED and event.text("to") != JOINED_STATE.name:
        what = msg("a case that is joined to another one is in state {state}", state=JOINED_STATE.name)
        yield Fault(what, path=("to",))
    received, before = event.text("received_at"), case.header.received_at
    if received and before and to_seconds(parse_instant(received)) >= to_seconds(before):
        yield Fault(msg("a case that takes over another one counts from the earlier receipt"), path=("received_at",))
