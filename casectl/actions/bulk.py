"""One verb on many cases: each has its own result, none stops the others, and all is recorded as one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.actions.desk import Desk
from casectl.actions.find import case_in
from casectl.actions.list_cases import Titles, list_cases
from casectl.actions.proposal import Proposal, Propose, When
from casectl.actions.record import Door, entry_of, proposed
from casectl.actions.record_many import record_batch
from casectl.actions.undo import undoing
from casectl.core.case.fold import standing
from casectl.core.case.model import Case
from casectl.core.query.excerpt import Facts, facts_of
from casectl.core.query.model import Condition
from casectl.core.reports import Batch, BatchRow, Receipt
from casectl.core.template.model import Template
from casectl.core.values.errors import CasectlError, NotFound, Refused
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import frozen
from casectl.ports import Entry


@frozen
class Bulk:
    """Which cases a verb is for; with `dry`, nothing is recorded."""

    query: Condition
    dry: bool = False


def in_bulk(desk: Desk, bulk: Bulk, propose: Propose, when: When) -> Batch:
    """Do to every case that meets the query what `propose` says.

    Either all that can be recorded is, or nothing; a case that refuses is told with its reason, and so is one that
    meets the query no more when its turn comes. Each event's id begins with the batch's, which is the caller's event
    id if there is one: doing it twice is doing it once.
    """
    titles = Titles(desk)
    found = list_cases(desk, bulk.query, titles)
    run = _Run(When(when.at, when.event_id or desk.new_event_id()), bulk.dry, tuple(found.unreadable), titles)

    def still(case: Case, template: Template) -> Proposal:
        if not bulk.query.holds(Facts(case.source.file, facts_of(case)), titles.category):
            raise Refused(msg("{id} has changed meanwhile and is not like that any more", id=case.id))
        return propose(case, template)

    return _recorded(desk, found.cases, still, run)


def undo_batch(desk: Desk, batch: str, reason: str, when: When, *, dry: bool = False) -> Batch:
    """Take back a whole batch, but for the cases to which something else has happened since: these refuse.

    With `dry`, nothing is recorded. Raises NotFound if no case has anything left of it.
    """
    listing = desk.facts()
    cases = [case for case in listing.cases if _has_left_of(desk, batch, case)]
    if not cases:
        raise NotFound(msg("no case has anything of batch {batch} to take back", batch=batch))
    run = _Run(When(when.at, when.event_id or desk.new_event_id()), dry, tuple(listing.unreadable), Titles(desk))
    return _recorded(desk, cases, undoing(desk, reason, batch), run)._replace(final=True)


def _has_left_of(desk: Desk, batch: str, case: Facts) -> bool:
    """Whether an event of the batch stands in the case, be it the last one or not."""
    event = f"{batch}-{case.id}"
    if case.text("last_event").startswith(event):
        return True
    data = desk.store.read(case.path) or b""
    if event.encode() not in data:  # nearly every case
        return False
    return any(each.id.startswith(event) for each in standing(case_in(desk, case.path, data).journal))


@frozen
class _Run:
    """When it is said to have happened and the batch's id; whether it is only a rehearsal; what could not be read;
    what the templates call things.
    """

    when: When
    dry: bool
    unreadable: tuple[tuple[str, Message], ...]
    titles: Titles


def _recorded(desk: Desk, cases: Sequence[Facts], propose: Propose, run: _Run) -> Batch:
    rows: list[BatchRow] = []
    said: list[Message] = []

    def entries(door: Door) -> Iterator[Entry]:
        rows.clear()
        said.clear()
        for case in sorted(cases, key=lambda each: each.id):
            entry, row = _one(desk, door, case, (propose, run.when), said)
            rows.append(row)
            if entry:
                yield entry

    if run.dry:
        list(entries(Door(desk.ledger.head(), ())))
    notes = () if run.dry else record_batch(desk, entries).notes
    for case in cases:
        run.titles.of(case.text("template"))
    return Batch(run.when.event_id, rows, run.dry, list(run.unreadable), (*notes, *said), run.titles.states())


def _one(
    desk: Desk, door: Door, case: Facts, what: tuple[Propose, When], said: list[Message]
) -> tuple[Entry | None, BatchRow]:
    propose, when = what
    title, template = case.text("title"), case.text("template")
    try:
        change = proposed(desk, door, case.id, propose, When(when.at, f"{when.event_id}-{case.id}"))
        if isinstance(change, Receipt):
            known = change.case.header
            return None, BatchRow(case.id, title, template, True, "", known.state, known.owner)
        after = case_in(desk, change.path, change.content).header
    except CasectlError as error:
        return None, BatchRow(case.id, title, template, False, "", case.text("state"), case.text("owner"), error)
    said += [msg("{id}: {what}", id=case.id, what=each) for each in change.notes]
    row = BatchRow(case.id, title, template, True, change.events[0].id, after.state, after.owner)
    return entry_of(desk, case.id, change), row
