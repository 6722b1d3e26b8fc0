"""answer: what somebody says to an instruction, which is done by that."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.lookup.open_follow_ups import chosen_follow_up
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, recorded_text
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.case.owed import INSTRUCTION
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.messages import NotFound, msg
from casectl.core.values.value_class import replace


def answer(context: Recording, case_ref: str, which: str, text: str, when: EventStamp) -> Receipt:
    """Answer an instruction: the one that `which` means, or the only one (""), of those that are for the actor first.

    Raises NotFound for an unknown case or instruction; UsageError for a blank text; Refused if it is for others.
    """
    said = recorded_text(text)

    def propose(case: Case, template: Template) -> Proposal:
        orders = tuple(each for each in case.header.follow_ups if each.kind == INSTRUCTION)
        if not orders:
            raise NotFound(msg("{id} has no instruction to answer", id=case.id))
        me = context.actor
        mine = tuple(each for each in orders if each.who in (me.name, *me.teams, *me.roles))
        asked = replace(case, header=replace(case.header, follow_ups=orders if which else mine or orders))
        chosen = chosen_follow_up(asked, template, which, context.now, context.zone)
        return Proposal([EventDraft("followup_done", {"follow_up": chosen.id, "what": chosen.what, "outcome": said})])

    return record(context, find(context, case_ref), propose, when)
