"""One verb for many cases: each has its own result, none stops the others, and all is recorded as one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.actions.context import Recording
from casectl.actions.lookup.matching_cases import matching_cases
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.actions.recording.proposal import EventStamp, Proposal, Propose
from casectl.actions.recording.record import Transaction, entry_of, proposed
from casectl.actions.recording.record_many import record_batch
from casectl.core.case.model import Case
from casectl.core.query.case_facts import excerpt_of
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition
from casectl.core.reports import Batch, BatchRow, Receipt, Unread
from casectl.core.template.model import Template
from casectl.core.values.messages import CasectlError, Message, Refused, msg
from casectl.core.values.value_class import replace, value_class
from casectl.ports.recording import NewCommit


@value_class
class Bulk:
    """Which cases a verb is for; with `dry`, nothing is recorded."""

    query: Condition
    dry: bool = False


@value_class
class BatchRun:
    """How a batch is recorded: when its events happened and its id (`stamp.event_id`), and whether at all (`dry`: no);
    the files of the casebook that could not be read, and the titles of templates.
    """

    stamp: EventStamp
    dry: bool
    unreadable: tuple[Unread, ...]
    titles: TemplateTitles


def record_in_bulk(context: Recording, bulk: Bulk, propose: Propose, when: EventStamp) -> Batch:
    """Record what `propose` makes of every case that meets the query.

    Either everything that can be recorded is, or nothing. A case that refuses is reported with its reason, and so is
    one that no longer meets the query when its turn comes. The id of each event begins with the batch's, which is the
    caller's event id if there is one: running it again under the same id records nothing more.
    """
    titles = TemplateTitles(context)
    found, unreadable = matching_cases(context, bulk.query, titles)

    def propose_if_still_meant(case: Case, template: Template) -> Proposal:
        if not bulk.query.matches(Excerpt(case.source.file, excerpt_of(case)), titles.category):
            raise Refused(msg("{id} has changed in the meantime and no longer matches", id=case.id))
        return propose(case, template)

    run = BatchRun(stamp_of_batch(context, when), bulk.dry, tuple(unreadable), titles)
    return record_for_each(context, found, propose_if_still_meant, run)


def stamp_of_batch(context: Recording, when: EventStamp) -> EventStamp:
    """The stamp of a batch: the caller's, with a new id if the caller gave none."""
    return replace(when, event_id=when.event_id or context.new_event_id())


def record_for_each(context: Recording, cases: Sequence[Excerpt], propose: Propose, run: BatchRun) -> Batch:
    """Record what `propose` makes of each of the cases, all in one batch; what became of each, by id."""
    rows: list[BatchRow] = []
    notes: list[Message] = []

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        rows.clear()
        notes.clear()
        for case in sorted(cases, key=lambda each: each.id):
            outcome = _for_one(context, transaction, case, propose, run.stamp)
            rows.append(outcome.row)
            notes.extend(outcome.notes)
            if outcome.entry:
                yield outcome.entry

    if run.dry:
        list(entries(Transaction(context.ledger.head(), ())))
    first = () if run.dry else record_batch(context, entries).notes
    for case in cases:
        run.titles.of(case.text("template"))
    return Batch(run.stamp.event_id, rows, run.dry, list(run.unreadable), (*first, *notes), run.titles.states())


@value_class
class _Outcome:
    """What became of a case: its row, the commit to make (None: there is nothing to record), and what to mention."""

    row: BatchRow
    entry: NewCommit | None = None
    notes: tuple[Message, ...] = ()


def _for_one(
    context: Recording, transaction: Transaction, case: Excerpt, propose: Propose, stamp: EventStamp
) -> _Outcome:
    title, template = case.text("title"), case.text("template")
    try:
        change = proposed(
            context, transaction, case.id, propose, replace(stamp, event_id=f"{stamp.event_id}-{case.id}")
        )
        if isinstance(change, Receipt):
            known = change.case.header
            return _Outcome(BatchRow(case.id, title, template, True, "", known.state, known.owner))
    except CasectlError as error:
        return _Outcome(BatchRow(case.id, title, template, False, "", case.text("state"), case.text("owner"), error))
    after = change.case.header
    notes = tuple(msg("{id}: {what}", id=case.id, what=each) for each in change.notes)
    row = BatchRow(case.id, title, template, True, change.events[0].id, after.state, after.owner)
    return _Outcome(row, entry_of(context, change), notes)
