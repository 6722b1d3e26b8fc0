"""mail: put messages on the cases that they belong to; what cannot be placed waits for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TypeAlias

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.mailing.filing import Filing, entry_with
from casectl.actions.mailing.kept import FILED as FILED_FOLDER
from casectl.actions.mailing.kept import WAITING, KeptMail, kept_mail, kept_named, kept_path
from casectl.actions.recording.proposal import EventStamp, require_reason
from casectl.actions.recording.record import CaseChange, Transaction, recording_at
from casectl.actions.recording.record_many import record_batch
from casectl.core.case.kinds.said import STRANGER
from casectl.core.mail.message import Mail
from casectl.core.mail.reports import ADDED, DROPPED, FILED, KNOWN, OPENED, WAITS, MailReport, MailRow
from casectl.core.time.instants import format_instant
from casectl.core.values.messages import CasectlError, Message, NotFound, Refused, RepositoryError, Unreadable, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import NamedTuple, replace
from casectl.ports.recording import NewCommit

_Done: TypeAlias = tuple[MailRow, NewCommit | None]
_NO_PLACE = (Refused, NotFound, Unreadable)
_NOW = EventStamp()


class MailReader(NamedTuple):
    """How a message is read from its bytes, and the key of our tokens (b"": this machine has none)."""

    parse: Callable[[bytes], Mail]
    key: bytes


def take_in(context: Recording, mails: Sequence[Mail], key: bytes) -> MailReport:
    """Record what each message leads to, a commit for each: all of them, or none.

    One that is recorded already adds nothing.
    """
    return _recorded(context, lambda transaction: _taken_in(Filing(context, transaction, key, mails), mails))


def _taken_in(filing: Filing, mails: Sequence[Mail]) -> Iterator[_Done]:
    for mail in mails:
        yield _taken(filing, mail)


def _recorded(context: Recording, work: Callable[[Transaction], Iterator[_Done]]) -> MailReport:
    rows: list[MailRow] = []

    def entries(transaction: Transaction) -> Iterator[NewCommit]:
        rows.clear()
        for row, entry in work(transaction):
            rows.append(row)
            if entry:
                yield entry

    notes = record_batch(context, entries).notes
    return MailReport(tuple(rows), notes=notes)


def _taken(filing: Filing, mail: Mail) -> _Done:
    row = _row(filing, mail, filing.context.now)
    if (case := filing.case_known(mail)) or mail.id in filing.kept:
        return replace(row, result=KNOWN, case=case), None
    try:
        change = _change(filing, mail, row)
    except CasectlError as error:
        if isinstance(error, RepositoryError):
            raise
        waits = replace(row, result=WAITS, why=error, next=filing.way_on(mail))
        return waits, _kept(filing, mail, row, WAITING)
    if change is None:
        return row, _kept(filing, mail, row, FILED_FOLDER)
    entry, filed = entry_with(filing.context, change), change.case.event(mail.event_id)
    if filed is None or filed.text("sort") != STRANGER:
        return _placed(row, change), entry
    waits = _undecided(row, change.case.id)
    return waits, replace(entry, files={**entry.files, **_kept(filing, mail, row, WAITING).files})


def _row(filing: Filing, mail: Mail, received_at: datetime) -> MailRow:
    return MailRow(mail.id, received_at, mail.sender, mail.subject, FILED, sort=filing.sort_of(mail))


def _placed(row: MailRow, change: CaseChange) -> MailRow:
    result = OPENED if not change.before.state else FILED if row.sort else ADDED
    return replace(row, result=result, case=change.case.id, next=("show", change.case.id))


def _undecided(row: MailRow, case_id: str) -> MailRow:
    """A stranger's message, which is with the case, until somebody says that it is the customer's."""
    return replace(row, result=WAITS, case=case_id, sort=STRANGER, next=("mail", "--place", row.id, case_id))


def _change(filing: Filing, mail: Mail, row: MailRow) -> CaseChange | None:
    """What the message does to a case, by itself; None if it is only filed. Raises CasectlError if a person decides."""
    if row.sort:  # what a machine wrote waits for nobody
        with suppress(*_NO_PLACE):
            case = filing.case_of(mail)
            return filing.added(mail, case, row.received_at, _NOW, row.sort) if case else None
        return None
    filing.refuse_colleague(mail)
    if case := filing.case_of(mail):
        sort = STRANGER if filing.is_stranger(mail, case) else ""
        return filing.added(mail, case, row.received_at, _NOW, sort)
    template = filing.context.casebook.mail.template
    if not template:
        raise Refused(msg("it belongs to no case, and casectl.yaml names no template for new cases from mail"))
    return filing.opened(mail, template, row.received_at)


def _kept(filing: Filing, mail: Mail, row: MailRow, folder: str) -> NewCommit:
    path = kept_path(folder, mail.id, row.received_at)
    filing.kept[mail.id] = KeptMail(mail.id, path, row.received_at)
    return NewCommit({path: mail.content}, f"Mail {mail.id} {'waits' if folder == WAITING else 'filed'}")


def waiting(context: Recording, reader: MailReader) -> MailReport:
    """The messages that a person has to place, each with the reason, the earliest first."""
    head = context.ledger.head()
    kept = [each for each in kept_mail(context, head.commit).values() if each.waits]
    rows, unreadable = list[MailRow](), list[tuple[str, Message]]()
    for each in kept:
        try:
            mail = _read(context, each, head.commit, reader)
            filing = Filing(context, Transaction(head, ()), reader.key, [mail])
            rows.append(_waiting_row(filing, mail, each))
        except Unreadable as error:
            unreadable.append((each.path, error.what))
    return MailReport(tuple(rows), tuple(unreadable), is_list=True)


def _waiting_row(filing: Filing, mail: Mail, kept: KeptMail) -> MailRow:
    row = _row(filing, mail, kept.received_at)
    known = filing.case_known(mail)
    if known and filing.is_undecided(mail, known):
        return _undecided(row, known)
    row = replace(row, result=WAITS, case=known, next=filing.way_on(mail))
    try:
        _change(filing, mail, row)
    except CasectlError as error:
        return replace(row, why=error)
    return row


def _read(context: Recording, kept: KeptMail, commit: str, reader: MailReader) -> Mail:
    content = context.ledger.blob(kept.path, commit)
    if content is None:
        raise Unreadable(msg("this clone does not have its content"))
    return reader.parse(content)


def place(context: Recording, named: str, case_ref: str, reader: MailReader, when: EventStamp) -> MailReport:
    """Put a kept message on a case. Raises NotFound, Refused if it is on one already, and as the law does."""
    case_id = find(context, case_ref)

    def act(filing: Filing, mail: Mail, kept: KeptMail) -> CaseChange:
        return filing.added(mail, case_id, kept.received_at, when)

    return _directed(context, named, reader, act)


def open_new(
    context: Recording, named: str, template: str, reader: MailReader, values: Sequence[tuple[str, Tree]]
) -> MailReport:
    """Open a case with a kept message. Raises as `place` does, and as opening a case does."""

    def act(filing: Filing, mail: Mail, kept: KeptMail) -> CaseChange:
        return filing.opened(mail, template, kept.received_at, values)

    return _directed(context, named, reader, act)


def _directed(
    context: Recording, named: str, reader: MailReader, act: Callable[[Filing, Mail, KeptMail], CaseChange]
) -> MailReport:
    def work(transaction: Transaction) -> Iterator[_Done]:
        commit = transaction.head.commit
        kept = kept_named(kept_mail(context, commit), named)
        mail = _read(context, kept, commit, reader)
        filing = Filing(context, transaction, reader.key, [mail])
        known = filing.case_known(mail)
        if known and not filing.is_undecided(mail, known):
            raise Refused(
                msg("message {mail} is on {id} already", mail=kept.id, id=known),
                hint=msg("casectl mail --drop {mail} REASON takes it off the list", mail=kept.id),
            )
        row = replace(_row(filing, mail, kept.received_at), sort="")
        change = act(filing, mail, kept)
        yield _placed(row, change), entry_with(context, change, (kept.path, *kept.also))

    return _recorded(context, work)


def drop(context: Recording, named: str, reason: str, reader: MailReader) -> MailReport:
    """Take a message off the list with a reason, which is kept beside it. Raises NotFound, UsageError."""
    require_reason(reason)

    def work(transaction: Transaction) -> Iterator[_Done]:
        commit = transaction.head.commit
        kept = kept_named({name: each for name, each in kept_mail(context, commit).items() if each.waits}, named)
        content = context.ledger.blob(kept.path, commit) or b""
        mail = reader.parse(content)
        filing = Filing(context, transaction, reader.key, [mail])
        row = replace(_row(filing, mail, kept.received_at), result=DROPPED, sort="")
        path = kept_path(FILED_FOLDER, kept.id, kept.received_at)
        gone = dict.fromkeys((kept.path, *kept.also))
        files = {**gone, path: content, path.replace(".eml", ".yaml"): _reason(context, reason)}
        yield row, NewCommit(files, f"Mail {kept.id} dropped")

    return _recorded(context, work)


def _reason(context: Recording, reason: str) -> bytes:
    at = Plain(format_instant(recording_at(context), context.zone))
    return context.documents.write({"dropped_at": at, "by": context.actor.name, "reason": reason})
