"""confirm: let a late entry stop its clocks, or say that it does not."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, require_reason
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.clocks.runs import latest_runs
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class


@value_class
class Confirmation:
    """What is confirmed: an event by its id ("": the only one that waits); or `refused`, and why."""

    event: str = ""
    refused: bool = False
    reason: str = ""


def confirm(context: Recording, case_ref: str, confirmation: Confirmation, when: EventStamp) -> Receipt:
    """Let the clocks of a case have stopped when a late entry says; refused, they stopped when it was recorded.

    Raises NotFound for an unknown case, UsageError for a refusal without a reason and where several entries wait;
    Refused if none waits, or if somebody else must confirm it.
    """
    if confirmation.refused:
        require_reason(confirmation.reason)

    def propose(case: Case, template: Template) -> Proposal:
        entry = confirmation.event or _only_entry(case)
        details: dict[str, Tree] = {"clock": [*_waiting(case).get(entry, ())], "entry": entry}
        if confirmation.refused:
            details["refused"] = Plain("yes")
        if confirmation.reason:
            details["reason"] = confirmation.reason
        return Proposal([EventDraft("confirmed", details)])

    return record(context, find(context, case_ref), propose, when)


def _waiting(case: Case) -> dict[str, list[str]]:
    """The clocks that wait for each late entry to be confirmed, by its event's id."""
    found: dict[str, list[str]] = {}
    for name, run in latest_runs(case.journal).items():
        if run.waits and run.claim:
            found.setdefault(run.claim.event, []).append(name)
    return found


def _only_entry(case: Case) -> str:
    entries = [*_waiting(case)]
    if len(entries) > 1:
        raise UsageError(
            msg("{id} has several late entries to confirm: say which", id=case.id),
            hint=msg("casectl confirm {id} {events}", id=case.id, events=entries),
        )
    if not entries:
        raise Refused(msg("{id} has no late entry to confirm", id=case.id))
    return entries[0]
