"""One verb on many cases: each has its own result, none stops the others, and all is recorded as one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.actions.context import CommandContext
from casectl.actions.find import case_in
from casectl.actions.list_cases import TemplateTitles, list_cases
from casectl.actions.proposal import EventStamp, Proposal, Propose
from casectl.actions.record import Transaction, entry_of, proposed
from casectl.actions.record_many import record_batch
from casectl.actions.undo import undoing
from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case
from casectl.core.query.excerpt import Excerpt, excerpt_of
from casectl.core.query.model import Condition
from casectl.core.reports import Batch, BatchRow, Receipt
from casectl.core.template.model import Template
from casectl.core.values.errors import CasectlError, NotFound, Refused
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import value_class
from casectl.ports import NewCommit


@value_class
class Bulk:
    """Which cases a verb is for; with `dry`, nothing is recorded."""

    query: Condition
    dry: bool = False


def in_bulk(context: CommandContext, bulk: Bulk, propose: Propose, when: EventStamp) -> Batch:
    """Do to every case that meets the query what `propose` says.

    Either all that can be recorded is, or nothing; a case that refuses is told with its reason, and so is one that
    meets the query no more when its turn comes. Each event's id begins with the batch's, which is the caller's event
    id if there is one: doing it twice is doing it once.
    """
    titles = TemplateTitles(context)
    found = list_cases(context, bulk.query, titles)
    run = _Run(EventStamp(when.at, when.event_id or context.new_event_id()), bulk.dry, tuple(found.unreadable), titles)

    def still(case: Case, template: Template) -> Proposal:
        if not bulk.query.holds(Excerpt(case.source.file, excerpt_of(case)), titles.category):
            raise Refused(msg("{id} has changed meanwhile and is not like that any more", id=case.id))
        return propose(case, template)

    return _recorded(context, found.cases, still, run)


def undo_batch(context: CommandContext, batch: str, reason: str, when: EventStamp, *, dry: bool = False) -> Batch:
    """Take back a whole batch, but for the cases to which something else has happened since: these refuse.

    With `dry`, nothing is recorded. Raises NotFound if no case has anything left of it.
    """
    listing = context.facts()
    cases = [case for case in listing.cases if _has_left_of(context, batch, case)]
    if not cases:
        raise NotFound(msg("no case has anything of batch {batch} to take back", batch=batch))
    run = _Run(
        EventStamp(when.at, when.event_id or context.new_event_id()),
        dry,
        tuple(listing.unreadable),
        TemplateTitles(context),
    )
    return _recorded(context, cases, undoing(context, reason, batch), run)._replace(final=True)


def _has_left_of(context: CommandContext, batch: str, case: Excerpt) -> bool:
    """Whether an event of the batch stands in the case, be it the last one or not."""
    event = f"{batch}-{case.id}"
    if case.text("last_event").startswith(event):
        return True
    data = context.store.read(case.path) or b""
    if event.encode() not in data:  # nearly every case
        return False
    return any(each.id.startswith(event) for each in effective_events(case_in(context, case.path, data).journal))


@value_class
class _Run:
    """When it is said to have happened and the batch's id; whether it is only a rehearsal; what could not be read;
    what the templates call things.
    """

    when: EventStamp
    dry: bool
    unreadable: tuple[tuple[str, Message], ...]
    titles: TemplateTitles


def _recorded(context: CommandContext, cases: Sequence[Excerpt], propose: Propose, run: _Run) -> Batch:
    rows: list[BatchRow] = []
    said: list[Message] = []

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        rows.clear()
        said.clear()
        for case in sorted(cases, key=lambda each: each.id):
            entry, row = _one(context, transaction, case, (propose, run.when), said)
            rows.append(row)
            if entry:
                yield entry

    if run.dry:
        list(entries(Transaction(context.ledger.head(), ())))
    notes = () if run.dry else record_batch(context, entries).notes
    for case in cases:
        run.titles.of(case.text("template"))
    return Batch(run.when.event_id, rows, run.dry, list(run.unreadable), (*notes, *said), run.titles.states())


def _one(
    context: CommandContext,
    transaction: Transaction,
    case: Excerpt,
    what: tuple[Propose, EventStamp],
    said: list[Message],
) -> tuple[NewCommit | None, BatchRow]:
    propose, when = what
    title, template = case.text("title"), case.text("template")
    try:
        change = proposed(context, transaction, case.id, propose, EventStamp(when.at, f"{when.event_id}-{case.id}"))
        if isinstance(change, Receipt):
            known = change.case.header
            return None, BatchRow(case.id, title, template, True, "", known.state, known.owner)
        after = case_in(context, change.path, change.content).header
    except CasectlError as error:
        return None, BatchRow(case.id, title, template, False, "", case.text("state"), case.text("owner"), error)
    said += [msg("{id}: {what}", id=case.id, what=each) for each in change.notes]
    row = BatchRow(case.id, title, template, True, change.events[0].id, after.state, after.owner)
    return entry_of(context, case.id, change), row
