"""States that a template renames: the cases that are in them get the present name, by an event of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from casectl.actions.context import Reading, Recording
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import Transaction, change_of, entry_of
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.recorded import recorded_case
from casectl.core.clocks.rules import versions_of
from casectl.core.values.errors import CasectlError, Refused
from casectl.core.values.messages import Message, counted, msg
from casectl.ports.recording import NewCommit


def to_be_renamed(context: Reading) -> list[tuple[str, str]]:
    """The cases in a state that their template has renamed, each with the state's present name."""
    renamed: dict[str, Mapping[str, str]] = {}
    for name in context.template_names():
        with suppress(CasectlError):  # of a template that cannot be used check speaks
            renamed[name] = context.template(name).workflow.renamed
    found = []
    for case in context.excerpts().cases if any(renamed.values()) else ():
        if state := renamed.get(case.text("template"), {}).get(case.text("state")):
            found.append((case.id, state))
    return found


def rename_states(context: Recording) -> Sequence[Message]:
    """Record the present names of states, in a commit for each case, all or none; what is to be said of it.

    A case with hand edits is left out, and keeps the former name, which means the same, until this is done again.
    """
    wanted = to_be_renamed(context)
    left: list[str] = []

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        left.clear()
        for case_id, state in wanted:
            try:
                case = recorded_case(context, case_id, transaction.head)
            except Refused:
                left.append(case_id)
                continue
            rules = (
                context.template(case.header.template),
                context.rule_set(case.header.template, versions_of(case.journal)),
            )
            proposal = Proposal([EventDraft("renamed", {"state": state})])
            yield entry_of(context, change_of(context, case, proposal, rules, EventStamp()))

    notes = [*record_batch(context, entries).notes] if wanted else []
    if done := len(wanted) - len(left):
        notes.append(
            counted(
                "{count} case now uses the new name of its state",
                "{count} cases now use the new names of their states",
                done,
            )
        )
    if left:
        notes.append(
            msg(
                "{cases} have hand edits and keep the old name of their state until casectl adopt is run again",
                cases=left,
            )
        )
    return notes
