"""The transaction through which everything is written.

Lock, refuse odd states, read the case from HEAD inside the lock, let the verb propose, fold, validate, commit
with compare-and-swap, then refresh what can be rebuilt. Before the commit nothing has changed; after it the
event is recorded, whatever else happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import TypeVar

from casectl.actions.context import CommandContext
from casectl.actions.lookup.find import case_in
from casectl.actions.recording.event_commit import event_commit
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, Propose
from casectl.actions.recording.recorded import recorded_content, refuse_drift
from casectl.actions.recording.repeat import refuse_another, refuse_another_case
from casectl.core.case.compose import grown_tree, new_tree
from casectl.core.case.event import EVENT_ID, Event
from casectl.core.case.folders import SCHEMA, SCHEMA_FROM_CASE
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case, Header
from casectl.core.clocks.effects import too_late, with_consequences
from casectl.core.clocks.rules import ClockContext, versions_of
from casectl.core.history.trail import LATE
from casectl.core.query.clause import one_of
from casectl.core.query.selection import Selection
from casectl.core.reports import Receipt
from casectl.core.time.instants import elapsed, format_instant
from casectl.core.values.errors import CasectlError, RepositoryError, UsageError
from casectl.core.values.messages import Message, msg
from casectl.core.values.os_errors import reason_of
from casectl.core.values.tree import Tree, mapping_of, text_of
from casectl.core.values.value_class import value_class
from casectl.ports import BranchMoved, Head, NewCommit

_TRIES = 5
Done = TypeVar("Done")


@value_class
class Transaction:
    """A transaction under the write lock: the head of the branch, and what recovery reported."""

    head: Head
    notes: tuple[Message, ...]


def in_transaction(context: CommandContext, act: Callable[[Transaction], Done]) -> Done:
    """Run `act` under the write lock, and again from the start if somebody else committed meanwhile.

    Raises RepositoryError if the repository is in no state to be written to, or keeps moving.
    """
    with context.ledger.lock():
        notes = (*context.ledger.recover(context.store), *_clock_is_behind(context))
        for _ in range(_TRIES):
            try:
                return act(Transaction(context.ledger.head(), notes))
            except BranchMoved:
                continue
    raise RepositoryError(msg("other commits kept coming in between; nothing was recorded"), hint=msg("try again"))


def _clock_is_behind(context: CommandContext) -> Iterator[Message]:
    """A note that the last commit is dated in the future: one of two clocks is wrong, and so are the times it gives."""
    last = context.ledger.commit_named("HEAD")
    if last and elapsed(context.now, last.at) > LATE:
        late, now = (format_instant(at, context.zone) for at in (last.at, context.now))
        yield msg(
            "the last commit is dated {late}, and it is {now} here: one of two clocks is wrong", late=late, now=now
        )


def record(context: CommandContext, case_id: str, propose: Propose, when: EventStamp) -> Receipt:
    """Record what `propose` makes of the case as it is in HEAD.

    Raises:
        Refused: the case has hand edits that are not recorded, or the verb's own rules say no, or the event's id
            is taken by something else.
        Unreadable: the case cannot be read.
        RepositoryError: nothing could be recorded; nothing has changed.
    """

    def act(transaction: Transaction) -> Receipt:
        found = proposed(context, transaction, case_id, propose, when)
        if isinstance(found, Receipt):
            return found
        return commit(context, Transaction(transaction.head, (*transaction.notes, *found.notes)), found)

    return in_transaction(context, act)


def proposed(
    context: CommandContext, transaction: Transaction, case_id: str, propose: Propose, when: EventStamp
) -> CaseChange | Receipt:
    """What `propose` makes of the case as it is in the transaction's head; a receipt if it was recorded before.

    Raises as `record` does.
    """
    path = case_path(case_id)
    data = recorded_content(context, case_id, transaction.head)
    case = case_in(context, path, data)
    if when.event_id and (known := case.event(when.event_id)):
        refuse_another(context, case, known, propose)
        return Receipt(case, case.header, (known,), already=True, notes=transaction.notes)
    refuse_drift(context, case_id, case)
    template = context.template(case.header.template)
    proposal = propose(case, template)
    after = case.tree if proposal.free is None else proposal.free
    rule_set = context.rule_set(template.name, versions_of(case.journal))
    rules = ClockContext(template, rule_set, mapping_of(after.get("fields")), context.zone)
    events = complete(context, proposal.events, when, (case.journal, rules))
    text = proposal.rewritten.get(data, data)
    content = context.documents.edit(text, grown_tree(case, events, proposal.free, context.zone))
    return CaseChange(
        path,
        content,
        case.header,
        tuple(events),
        proposal.files,
        (*rule_set.notes, *stay_missed(events, case.journal, rules)),
    )


def record_new(
    context: CommandContext, case_id: str, free: Mapping[str, Tree], opened: Proposal, when: EventStamp
) -> Receipt:
    """Record a new case with its first events, ``opened`` before all; an event id that opened a case opens no other.

    Raises RepositoryError if the case's id is taken, or nothing could be recorded.
    """
    path = case_path(case_id)

    def act(transaction: Transaction) -> Receipt:
        if when.event_id and (known := _opened_with(context, when.event_id)):
            refuse_another_case(known, free)
            return Receipt(known, known.header, known.journal[:1], already=True, notes=transaction.notes)
        if context.ledger.blob(path, transaction.head.commit) is not None or context.store.read(path) is not None:
            raise RepositoryError(msg("{path} is there already", path=path), hint=msg("try again"))
        template = context.template(text_of(opened.events[0].data.get("template")))
        rules = ClockContext(
            template, context.rule_set(template.name, {}), mapping_of(free.get("fields")), context.zone
        )
        events = complete(context, opened.events, when, ((), rules))
        schema = SCHEMA_FROM_CASE if context.store.read(SCHEMA) is not None else ""
        content = context.documents.write(new_tree(case_id, free, events, context.zone), schema)
        return commit(context, transaction, CaseChange(path, content, Header(), tuple(events), opened.files))

    return in_transaction(context, act)


def _opened_with(context: CommandContext, event_id: str) -> Case | None:
    listing = context.excerpts(Selection(one_of("first_event", (event_id,))))
    found = next((each for each in listing.cases if each.text("first_event") == event_id), None)
    return case_in(context, found.path, context.store.read(found.path) or b"") if found else None


def complete(
    context: CommandContext,
    drafts: Sequence[EventDraft],
    when: EventStamp,
    ground: tuple[tuple[Event, ...], ClockContext],
) -> list[Event]:
    """The proposed events with id, time, person and consequences; `ground` is the journal so far and the rules."""
    journal, rules = ground
    at = (when.at or context.now).replace(microsecond=0)
    if elapsed(context.now, at) > LATE:
        raise UsageError(
            msg("{at} is still to come: nothing can have happened then", at=format_instant(at, context.zone))
        )
    events: list[Event] = []
    for number, draft in enumerate(drafts):
        given = when.event_id and (f"{when.event_id}-{number + 1}" if number else when.event_id)
        if given and not EVENT_ID.fullmatch(given):
            raise UsageError(
                msg("{id} cannot be an event id", id=given),
                hint=msg("use 4 to 64 letters, digits, dots, dashes or underscores"),
            )
        via: dict[str, Tree] = {} if context.keyboard.name == context.actor.name else {"via": context.keyboard.name}
        event = Event(given or context.new_event_id(), at, context.actor.name, draft.kind, {**via, **draft.data})
        events.append(with_consequences(event, (*journal, *events), rules))
    return events


def stay_missed(events: Sequence[Event], journal: tuple[Event, ...], rules: ClockContext) -> Iterator[Message]:
    """Notes about deadlines that had passed before the events that would have moved them."""
    for number, event in enumerate(events):
        yield from too_late(event, (*journal, *events[:number]), rules)


@value_class
class CaseChange:
    """One case's new content, ready to be committed, and the header it had before.

    `seen` has what was read in files that were not as recorded, and may be replaced.
    """

    path: str
    content: bytes
    before: Header
    events: tuple[Event, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    seen: Mapping[str, bytes] = field(default_factory=dict)


def commit(context: CommandContext, transaction: Transaction, change: CaseChange) -> Receipt:
    """Commit a change on top of the transaction's head, then refresh the work tree."""
    after = case_in(context, change.path, change.content)
    entry = entry_of(context, after.id, change)
    [oid] = context.ledger.record(transaction.head, [entry], recording_at(context))
    notes = (*transaction.notes, *refresh(context, entry.files, oid, change.seen))
    return Receipt(after, change.before, change.events, oid, notes=notes)


def entry_of(context: CommandContext, case_id: str, change: CaseChange) -> NewCommit:
    """The commit that records a change."""
    via = "" if context.keyboard.name == context.actor.name else context.keyboard.name
    files: dict[str, bytes | None] = {change.path: change.content, **change.files}
    return event_commit(files, case_id, change.before, change.events, via)


def recording_at(context: CommandContext) -> datetime:
    """The time of a commit: now, in the casebook's zone, so that ``git log`` shows the local time of the team."""
    return context.now.astimezone(context.zone)


def refresh(
    context: CommandContext, files: Mapping[str, bytes | None], head: str, seen: Mapping[str, bytes]
) -> list[Message]:
    """Bring work tree and git's index up to what was committed; an error is only a note, since recovery repeats it."""
    return refreshed_or_note(lambda: check_out(context, files.items(), head, seen))


def refreshed_or_note(refreshing: Callable[[], list[Message]]) -> list[Message]:
    """Run what brings the work tree up to what is recorded; a note if it fails."""
    try:
        return refreshing()
    except (CasectlError, OSError) as error:
        why = error.what if isinstance(error, CasectlError) else reason_of(error)
        return [msg("recorded, but the work tree could not be refreshed: {why}; the next command will", why=why)]


def check_out(
    context: CommandContext, files: Iterable[tuple[str, bytes | None]], head: str, seen: Mapping[str, bytes]
) -> list[Message]:
    """Write to the work tree and to git's index what was recorded; notes about what was left as it is."""
    paths: list[str] = []

    def noted() -> Iterator[tuple[str, bytes | None]]:
        for path, data in files:
            paths.append(path)
            yield path, data

    notes = context.ledger.check_out(noted(), head, context.store, seen)
    context.ledger.refresh(paths, head)
    return notes
