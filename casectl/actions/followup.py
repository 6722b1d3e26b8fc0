"""followup: plan, finish and cancel what is to be done for a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casectl.actions.context import Present, Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.open_follow_ups import chosen_follow_up
from casectl.actions.recording.new_follow_up import NewFollowUp as NewFollowUp
from casectl.actions.recording.new_follow_up import plan
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.record import record
from casectl.core.case.kinds.follow_ups import KEPT
from casectl.core.case.model import Case, FollowUp
from casectl.core.case.owed import PROMISE
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class


@value_class
class Outcome:
    """How a follow-up ended: in words, in one of OUTCOMES ("": not said), the customer's score (0: none), and when it
    is tried again (None: as its template says).
    """

    text: str = ""
    result: str = ""
    score: int = 0
    again: datetime | None = None


def add(context: Recording, case_ref: str, new: NewFollowUp, when: EventStamp) -> Receipt:
    """Schedule a follow-up, with a note if that is outside working hours. Raises as `plan` does."""
    return plan(context, case_ref, new, when)


def done(context: Recording, case_ref: str, which: str, outcome: Outcome, when: EventStamp) -> Receipt:
    """A follow-up was done. A promise of which nothing else is said was kept, if its time has not passed.

    Raises NotFound for an unknown case or follow-up; UsageError where its template asks for more, and where words say
    of a promise how it ended, and not whether it was kept or broken.
    """
    at, case_id = when.at or context.now, find(context, case_ref)

    def details(follow_up: FollowUp) -> dict[str, Tree]:
        if follow_up.kind == PROMISE and outcome.text and not outcome.result:
            raise UsageError(
                msg("say whether {what} was kept or broken", what=follow_up.what),
                hint=msg("casectl followup done {id} {which} --outcome kept, or --outcome broken --note TEXT",
                         id=case_id, which=follow_up.id),
            )  # fmt: skip
        in_time = follow_up.kind == PROMISE and to_seconds(at) <= to_seconds(follow_up.at)
        again = Plain(format_instant(outcome.again, context.zone)) if outcome.again else ""
        result = outcome.result or (KEPT if in_time else "")
        return {"outcome": outcome.text, "result": result, "score": Plain(str(outcome.score or "")), "again": again}

    return record(context, case_id, _ending(context, "followup_done", which, details), when)


def cancel(context: Recording, case_ref: str, which: str, reason: str, when: EventStamp) -> Receipt:
    """Cancel a follow-up. Raises NotFound for an unknown case or follow-up, UsageError without a reason."""
    if is_blank(reason):
        raise UsageError(msg("say why: --reason TEXT"))
    propose = _ending(context, "followup_cancelled", which, lambda _: {"reason": reason})
    return record(context, find(context, case_ref), propose, when)


def _ending(context: Present, kind: str, which: str, details: Callable[[FollowUp], dict[str, Tree]]) -> Propose:
    def propose(case: Case, template: Template) -> Proposal:
        follow_up = chosen_follow_up(case, template, which, context.now, context.zone)
        given = {key: value for key, value in details(follow_up).items() if value}
        return Proposal([EventDraft(kind, {"follow_up": follow_up.id, "what": follow_up.what, **given})])

    return propose
