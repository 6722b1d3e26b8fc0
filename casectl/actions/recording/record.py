"""The transaction through which everything is written.

Lock, refuse odd states, read the case from HEAD inside the lock, let the verb propose, fold, validate, commit
with compare-and-swap, then refresh what can be rebuilt. Before the commit nothing has changed; after it the
event is recorded, whatever else happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from datetime import datetime
from typing import TypeVar

from casectl.actions.context import Cases, Present, Reading, Recording
from casectl.actions.lookup.archived import archived, is_archive
from casectl.actions.lookup.find import case_in
from casectl.actions.recording.beforehand import beforehand, earlier_faults
from casectl.actions.recording.case_content import check_readable, content_of
from casectl.actions.recording.event_commit import event_commit
from casectl.actions.recording.lawful import lawful
from casectl.actions.recording.moved_clock import refuse_moved_clock
from casectl.actions.recording.proposal import EventStamp, Proposal, Propose
from casectl.actions.recording.recorded import recorded_case, refuse_drift
from casectl.actions.recording.repeat import refuse_another, refuse_another_case
from casectl.actions.recording.stamped import stamped, typed_by
from casectl.core.case.fold import with_event
from casectl.core.case.ids import case_path
from casectl.core.case.model import LATE, RETYPED, Case, Event, Header
from casectl.core.case.pins import with_pins
from casectl.core.case.renamed_fields import by_both_names
from casectl.core.clocks.effects import put_off_after, too_late, waiting, with_consequences
from casectl.core.clocks.rules import ClockContext, RuleSet, versions_of
from casectl.core.clocks.settings_then import SettingsThen
from casectl.core.query.clause import one_of
from casectl.core.query.selection import Selection
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.template.settings import SETTINGS
from casectl.core.time.instants import elapsed, format_instant
from casectl.core.values.messages import CasectlError, Message, Refused, RepositoryError, UsageError, msg, reason_of
from casectl.core.values.tree import Tree, mapping_of, text_of
from casectl.core.values.value_class import replace, value_class
from casectl.ports.recording import BranchMoved, Head, NewCommit

_TRIES = 5
Done = TypeVar("Done")


@value_class
class Transaction:
    """A transaction under the write lock: the head of the branch, and what recovery reported."""

    head: Head
    notes: tuple[Message, ...]


def in_transaction(context: Recording, act: Callable[[Transaction], Done]) -> Done:
    """Run `act` under the write lock, and again from the start if somebody else committed meanwhile.

    Raises RepositoryError if the repository is in no state to be written to, or keeps moving.
    """
    with context.ledger.lock():
        notes = (*context.ledger.recover(context.store), *_clock_is_behind(context), *beforehand(context))
        for _ in range(_TRIES):
            head = context.ledger.head()
            _refuse_archive(context, head)
            context.demand_rules_of(head.commit)
            refuse_moved_clock(context, head)
            try:
                return act(Transaction(head, notes))
            except BranchMoved:
                continue
    raise RepositoryError(
        msg("other commits were made at the same time again and again, so nothing was recorded"), hint=msg("try again")
    )


def _refuse_archive(context: Cases, head: Head) -> None:
    """Raise Refused in an archive: what is recorded there would be missing in the casebook."""
    if head.commit and is_archive(context, head.commit):
        raise Refused(
            msg("this is the archive of a casebook, where nothing can be recorded"),
            hint=msg("in the casebook: casectl archive --restore CASE --reason TEXT"),
        )


def _clock_is_behind(context: Reading) -> Iterator[Message]:
    """A note that the last commit is dated in the future: one of two clocks is wrong, and so are the times it gives."""
    last = context.ledger.commit_named("HEAD")
    if last and elapsed(context.now, last.at) > LATE:
        late, now = (format_instant(at, context.zone) for at in (last.at, context.now))
        yield msg(
            "the last commit is dated {late}, but it is {now} here: one of the two computers has the wrong time",
            late=late,
            now=now,
        )


def record(context: Recording, case_id: str, propose: Propose, when: EventStamp) -> Receipt:
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
        return commit(context, transaction, found)

    return in_transaction(context, act)


def proposed(
    context: Recording, transaction: Transaction, case_id: str, propose: Propose, when: EventStamp
) -> CaseChange | Receipt:
    """What `propose` makes of the case as it is in the transaction's head; a receipt if it was recorded before.

    Raises as `record` does.
    """
    case = recorded_case(context, case_id, transaction.head)
    if when.event_id and (known := case.event(when.event_id)):
        refuse_another(context, case, known, propose)
        return Receipt(case, case.header, (known,), already=True, notes=transaction.notes)
    refuse_drift(context, case_id, case)
    template = context.template(case.header.template)
    rules = template, context.rule_set(template.name, versions_of(case.journal))
    proposal = propose(case, template)
    change = change_of(context, case, proposal, _rules_after(context, proposal) or rules, when)
    return replace(change, notes=(*change.notes, *earlier_faults(context, case.source.file)))


def _rules_after(context: Recording, proposal: Proposal) -> tuple[Template, RuleSet] | None:
    """The rules of another template that the case gets; None if it keeps its own."""
    named = next((each.data["template"] for each in proposal.events if each.kind == RETYPED), None)
    template = context.template(text_of(named)) if named else None
    return (template, context.rule_set(template.name, {})) if template else None


def record_new(context: Recording, case_id: str, free: dict[str, Tree], opened: Proposal, when: EventStamp) -> Receipt:
    """Record a new case with its first events, ``opened`` before all; an event id that opened a case opens no other.

    Raises RepositoryError if the case's id is taken, or nothing could be recorded.
    """
    path = case_path(case_id)

    def act(transaction: Transaction) -> Receipt:
        if when.event_id and (known := _opened_with(context, when.event_id)):
            refuse_another_case(known, free)
            return Receipt(known, known.header, known.journal[:1], already=True, notes=transaction.notes)
        is_taken = context.ledger.blob(path, transaction.head.commit) is not None or context.store.has(path)
        if is_taken or archived(context, case_id):
            raise RepositoryError(msg("{path} already exists", path=path), hint=msg("try again"))
        template = context.template(text_of(opened.events[0].data.get("template")))
        rules = template, context.rule_set(template.name, {})
        change = change_of(context, Case.unopened(case_id, path), replace(opened, free=free), rules, when)
        return commit(context, transaction, change)

    return in_transaction(context, act)


def _opened_with(context: Cases, event_id: str) -> Case | None:
    listing = context.excerpts(Selection(one_of("first_event", (event_id,))))
    found = next((each for each in listing.cases if each.text("first_event") == event_id), None)
    return case_in(context, found.path, context.store.read(found.path) or b"") if found else None


OUT_OF_YEARS = msg("a time is outside the years that casectl supports: 2 to 9998")


def change_of(
    context: Recording, case: Case, proposal: Proposal, rules: tuple[Template, RuleSet], when: EventStamp
) -> CaseChange:
    """What a proposal makes of a case by its template and the rules of its clocks, written out and read back.

    Raises UsageError for a time to come, for an id that no event can have, for deadlines outside the years that are
    calculated with, and for what could not be read again; Refused for what the law forbids.
    """
    try:
        return _change_of(context, case, proposal, rules, when)
    except OverflowError:
        raise UsageError(OUT_OF_YEARS) from None


def _change_of(
    context: Recording, case: Case, proposal: Proposal, rules: tuple[Template, RuleSet], when: EventStamp
) -> CaseChange:
    free = case.fields if proposal.free is None else mapping_of(proposal.free.get("fields"))
    fields = by_both_names(free, rules[0].renamed.fields)
    former = context.rule_set(name, versions_of(case.journal)) if (name := case.header.template) else None
    clocks = ClockContext(*rules, fields, context.zone, former, _settings_then(context, case).late_entries)
    after, notes = case, [*rules[1].notes]
    pins = {**(context.pins(name) if name else {}), **context.pins(rules[0].name)}
    for drafted in stamped(context, proposal.events, when):
        event = with_pins(drafted, after.journal, pins)
        before, whole = after, with_consequences(event, after, clocks)
        after = with_event(before, whole)
        notes += (
            *too_late(whole, before, after.header, clocks),
            *put_off_after(whole, before.header, after.header, context.zone),
            *waiting(whole),
        )
    after = lawful(context, after, proposal, rules)
    content = content_of(context, case.source, after, proposal.rewritten)
    check_readable(after.id, after.source, context.zone)
    return CaseChange(after, content, case.header, after.journal[len(case.journal) :], proposal.files, tuple(notes))


def _settings_then(context: Recording, case: Case) -> SettingsThen:
    """The settings that the events of a case went by."""
    return SettingsThen(case.journal, context.casebook, lambda _, pins: context.settings_then(pins.get(SETTINGS, "")))


@value_class
class CaseChange:
    """A case with its new events and the content of its file, ready to be committed, and the header it had before.

    `seen` has what was read in files that were not as recorded, and may be replaced.
    """

    case: Case
    content: bytes
    before: Header
    events: tuple[Event, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    seen: Mapping[str, bytes] = field(default_factory=dict)


def commit(context: Recording, transaction: Transaction, change: CaseChange) -> Receipt:
    """Commit a change on top of the transaction's head, then refresh the work tree."""
    entry = entry_of(context, change)
    [oid] = context.ledger.record(transaction.head, [entry], recording_at(context))
    notes = (*transaction.notes, *change.notes, *refresh(context, entry.files.items(), oid, change.seen))
    return Receipt(change.case, change.before, change.events, oid, notes=notes)


def entry_of(context: Present, change: CaseChange) -> NewCommit:
    """The commit that records a change."""
    files: dict[str, bytes | None] = {change.case.source.file: change.content, **change.files}
    return event_commit(files, change.case.id, change.before, change.events, typed_by(context))


def recording_at(context: Present) -> datetime:
    """The time of a commit: now, in the casebook's zone, so that ``git log`` shows the local time of the team."""
    return context.now.astimezone(context.zone)


def refresh(
    context: Recording, files: Iterable[tuple[str, bytes | None]], head: str, seen: Mapping[str, bytes]
) -> list[Message]:
    """Write to the work tree and to git's index what was recorded as `head`; notes about what was left as it is.

    An error is only a note, since the next command repeats it.
    """
    paths: list[str] = []

    def noted() -> Iterator[tuple[str, bytes | None]]:
        for path, data in files:
            paths.append(path)
            yield path, data

    try:
        notes = context.ledger.check_out(noted(), head, context.store, seen)
        context.ledger.refresh(paths, head)
    except (CasectlError, OSError) as error:
        why = error.what if isinstance(error, CasectlError) else reason_of(error)
        return [msg("recorded, but the work tree could not be refreshed: {why}; the next command tries again", why=why)]
    return notes
