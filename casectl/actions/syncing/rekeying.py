"""Two cases under one id: the one that others have not seen yet gets another id, and what links to it follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.actions.context import Recording
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import Transaction, change_of, entry_of
from casectl.actions.recording.record_many import record_batch
from casectl.actions.recording.recorded import recorded_case, refuse_drift
from casectl.core.case.event import REKEYED
from casectl.core.case.ids import case_path
from casectl.core.case.links import RELATED
from casectl.core.case.model import Case
from casectl.core.clocks.rules import versions_of
from casectl.core.query.clause import among_lines
from casectl.core.query.selection import Selection
from casectl.core.sharing.reports import Renamed
from casectl.core.values.value_class import replace
from casectl.ports.recording import NewCommit


def rekey(context: Recording, ids: Sequence[str]) -> list[Renamed]:
    """Give these cases other ids, each in an event of its own; the links of all cases here follow, in theirs.

    Each is then related to the case that has its id. Raises Refused for a case with hand edits that are not recorded;
    then nothing is.
    """
    found = [Renamed(each, context.new_case_id()) for each in ids]
    new = dict(found)

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        for each in found:
            drafts = EventDraft(REKEYED, {"was": each.old}), EventDraft("linked", {"type": RELATED, "case": each.old})
            yield _entry(context, transaction, each.old, new, drafts)
        for linking in sorted({*_linking(context, ids)} - {*ids}):
            yield _entry(context, transaction, linking, new)

    record_batch(context, entries)
    return found


def _linking(context: Recording, ids: Sequence[str]) -> Iterator[str]:
    for each in ids:
        yield from (case.id for case in context.excerpts(Selection(among_lines("linked", each))).cases)


def _entry(
    context: Recording,
    transaction: Transaction,
    case_id: str,
    new: Mapping[str, str],
    first: Sequence[EventDraft] = (),
) -> NewCommit:
    """The commit with events of a case, and then with its links to cases that get `new` ids."""
    case = recorded_case(context, case_id, transaction.head)
    refuse_drift(context, case_id, case)
    template = context.template(case.header.template)
    rules = template, context.rule_set(template.name, versions_of(case.journal))
    proposal = Proposal([*first, *_relinked(case, new)])
    change = change_of(context, _called(case, new.get(case_id, case_id)), proposal, rules, EventStamp())
    entry = entry_of(context, change)
    return replace(entry, files={case_path(case_id): None, **entry.files})


def _relinked(case: Case, new: Mapping[str, str]) -> Iterator[EventDraft]:
    for link in (each for each in case.header.links if each.case in new):
        yield EventDraft("unlinked", {"type": link.type, "case": link.case})
        yield EventDraft("linked", {"type": link.type, "case": new[link.case]})


def _called(case: Case, case_id: str) -> Case:
    """The case under an id, in the file of that name."""
    return replace(case, id=case_id, source=replace(case.source, file=case_path(case_id)))
