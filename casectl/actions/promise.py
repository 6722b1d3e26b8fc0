"""promise: what the customer was promised, owed by its time until it is kept."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find, read
from casectl.actions.recording.new_follow_up import NewFollowUp, plan
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.owed import PROMISE
from casectl.core.reports import Receipt
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.value_class import replace


def promise(context: Recording, case_ref: str, new: NewFollowUp, when: EventStamp) -> Receipt:
    """Record a promise, which is owed as a follow-up is. Raises as `plan` does, and UsageError for one that is a field.

    The date of such a field is the promise itself, so that the two cannot differ.
    """
    case = read(context, find(context, case_ref))
    if new.what in dict(context.template(case.header.template).promises):
        raise UsageError(
            msg("the date in the field {field} is itself the promise: set the field instead", field=new.what),
            hint=msg("casectl set {id} {field}=DATE", id=case.id, field=new.what),
        )
    return plan(context, case_ref, replace(new, kind=PROMISE), when)
