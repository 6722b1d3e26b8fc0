"""instruct: a supervisor's order to somebody, with a time by which it is answered."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.recording.new_follow_up import NewFollowUp, plan
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.owed import INSTRUCTION
from casectl.core.reports import Receipt
from casectl.core.values.value_class import replace


def instruct(context: Recording, case_ref: str, new: NewFollowUp, when: EventStamp) -> Receipt:
    """Give a person an instruction in a case, which is owed until it is answered.

    Raises as `plan` does; Refused for somebody whose role may not give instructions.
    """
    return plan(context, case_ref, replace(new, kind=INSTRUCTION), when)
