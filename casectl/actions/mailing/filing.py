"""What a message leads to, within one transaction: an event of its case, a new case, or a file that waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from casectl.actions.context import Recording
from casectl.actions.lookup.archived import archived
from casectl.actions.lookup.find import case_in, find
from casectl.actions.lookup.named import template_named
from casectl.actions.mailing.contents import (
    body_of,
    files_of,
    message_of,
    reached_at,
    said_at,
    text_of_mail,
    title_of_mail,
)
from casectl.actions.mailing.kept import kept_mail
from casectl.actions.recording.opening import Opening, opened
from casectl.actions.recording.outgoing import undelivered_details
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import CaseChange, Transaction, change_of, entry_of
from casectl.actions.recording.recorded import recorded_case, refuse_drift
from casectl.core.case.contacts import BOUNCE, letters_called, undelivered
from casectl.core.case.fold import effective_events
from casectl.core.case.ids import case_path, derived
from casectl.core.case.kinds.said import STRANGER
from casectl.core.case.model import Case, Event
from casectl.core.clocks.rules import versions_of
from casectl.core.mail.automatic import automatic
from casectl.core.mail.message import MARK, Mail
from casectl.core.mail.placing import is_known_to, place_of
from casectl.core.query.clause import Clause, among_lines, both, either
from casectl.core.query.selection import Selection
from casectl.core.template.fields import as_stored
from casectl.core.template.mail_settings import MAIL_FIELDS
from casectl.core.template.model import Template
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import CasectlError, Refused, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import replace
from casectl.ports.recording import NewCommit

_PLACEHOLDER = regex(r"\{(subject|text|name|address)\}")
_ASKED_AT_ONCE = 80
"""Ids that the index is asked for in one go."""
_HAS_MAIL = Clause("mail <> ''")


class Filing:
    """The mail of one transaction: what is known already, and the cases as they are after what was filed so far."""

    def __init__(self, context: Recording, transaction: Transaction, key: bytes, mails: Iterable[Mail]) -> None:
        self.context, self.transaction, self.key = context, transaction, key
        self.kept = kept_mail(context, transaction.head.commit)
        self.known = _known(context, mails)
        self._cases: dict[str, Case] = {}

    def case_known(self, mail: Mail) -> str:
        """The case that has the message already; "" if none has. One that it opened may be in the archive."""
        return self.known.get(mail.event_id, "") or self._archived(mail)

    def _archived(self, mail: Mail) -> str:
        """The case that it has opened and that is in the archive: its id has the month of one of these."""
        now = self.context.now
        months = [
            reached_at(self.context, mail, now),
            *([mail.sent_at] if mail.sent_at and elapsed(mail.sent_at, now) > timedelta() else []),
        ]
        names = [self._id_for(mail, at, 0) for at in months]
        return next((name for name in names if archived(self.context, name)), "")

    def case_of(self, mail: Mail) -> str:
        """The case that a message belongs to; "" for none. Raises Refused where a person has to say it, NotFound."""
        place = place_of(mail, self.known, self.key)
        if place.why:
            raise Refused(place.why)
        return place.case if place.case in self._cases or not place.case else find(self.context, place.case)

    def is_stranger(self, mail: Mail, case_id: str) -> bool:
        """Whether nothing but a number says that it belongs to the case, which does not know the sender."""
        return place_of(mail, self.known, self.key).is_named and not is_known_to(self._case(case_id), mail)

    def is_undecided(self, mail: Mail, case_id: str) -> bool:
        """Whether it is filed in the case as a stranger's, and nobody has said that it is the customer's."""
        if mail.event_id not in self.known:
            return False
        case = self._case(case_id)
        filed = case.event(mail.event_id)
        return filed is not None and filed.text("sort") == STRANGER and case.event(self._event_id(mail)) is None

    def _event_id(self, mail: Mail) -> str:
        """The id of the event that it leads to: a second one where a stranger's turns out to be the customer's."""
        return f"{mail.event_id}-said" if mail.event_id in self.known else mail.event_id

    def way_on(self, mail: Mail) -> tuple[str, ...]:
        """The command with which a person goes on with a message that waits."""
        try:
            case = self.case_of(mail)
        except CasectlError:
            return ("mail", "--place", mail.id, "CASE")
        template = self.context.casebook.mail.template or "TEMPLATE"
        return ("mail", "--place", mail.id, case) if case else ("mail", "--new", mail.id, template)

    def sort_of(self, mail: Mail) -> str:
        """What kind of automatic mail it is; "" if a person may have written it."""
        return automatic(mail, self.context.casebook.mail.addresses)

    def refuse_colleague(self, mail: Mail) -> None:
        """Raise Refused for what one of us wrote, which is no word of a customer."""
        if mail.address and (person := self.context.casebook.by_email(mail.address)):
            raise Refused(msg("it is from a colleague, {name}", name=person.title))

    def added(self, mail: Mail, case_id: str, received_at: datetime, when: EventStamp, sort: str = "") -> CaseChange:
        """The message as what the customer said, or, of mail of some sort, as filed; with its files.

        It counts by when it reached us, if that can be believed and the case allows it, else by when it came in.
        """
        case = self._case(case_id)
        data: dict[str, Tree] = {"sort": sort} if sort else {"direction": "in", **self._channel(case)}
        if sort == BOUNCE and (lost := _lost_letter(case, mail)):
            data |= undelivered_details(self.context, case, lost, mail.subject, mail.event_id)
        data |= {"text": text_of_mail(mail, case.fields), "message_id": message_of(mail)}
        draft = EventDraft("filed" if sort else "contacted", data)
        sent = said_at(self.context, mail, received_at)
        try:
            return self._recorded(case, mail, draft, replace(when, at=when.at or sent))
        except Refused:
            if when.at or not elapsed(sent, received_at):
                raise
        return self._recorded(case, mail, draft, replace(when, at=received_at))

    def opened(
        self, mail: Mail, template: str, received_at: datetime, values: Sequence[tuple[str, Tree]] = ()
    ) -> CaseChange:
        """A new case from the message; the settings and `values` say what it has beside what the message says."""
        context, received = self.context, reached_at(self.context, mail, received_at)
        opening = _mail_opening(context, mail, template, received, values)
        case = Case.unopened(self._free_id(mail, received), "")
        case = replace(case, source=replace(case.source, file=case_path(case.id)))
        return self._done(
            mail, _opened_by_mail(context, case, mail, opening, EventStamp(event_id=self._event_id(mail)))
        )

    def _recorded(self, case: Case, mail: Mail, draft: EventDraft, when: EventStamp) -> CaseChange:
        files = [*files_of(case, mail)]
        proposal = Proposal([draft, *(each.event for each in files)], files={each.path: each.content for each in files})
        template = self.context.template(case.header.template)
        rules = template, self.context.rule_set(template.name, versions_of(case.journal))
        change = change_of(self.context, case, proposal, rules, replace(when, event_id=self._event_id(mail)))
        return self._done(mail, change)

    def _done(self, mail: Mail, change: CaseChange) -> CaseChange:
        """The change, from which later messages of the transaction go on."""
        case = case_in(self.context, change.case.source.file, change.content)
        self._cases[case.id] = case
        self.known |= {mail.event_id: case.id, **({mail.message_id: case.id} if mail.message_id else {})}
        return change

    def _case(self, case_id: str) -> Case:
        if case_id not in self._cases:
            case = recorded_case(self.context, case_id, self.transaction.head)
            refuse_drift(self.context, case_id, case)
            self._cases[case_id] = case
        return self._cases[case_id]

    def _channel(self, case: Case) -> dict[str, Tree]:
        """The channel, under the name that the template has for it."""
        field = self.context.template(case.header.template).field_at(("channel",))
        has_email = field is None or not field.choices or "email" in dict(field.choices)
        return {"channel": as_stored(field, "email") if field else "email"} if has_email else {}

    def _id_for(self, mail: Mail, reached: datetime, attempt: int) -> str:
        """The id of the case that a message opens: the same in every clone that takes it in, of the month in which it
        reached us. Its sender does not choose that.
        """
        book = self.context.casebook
        return derived(book.id_prefix, reached, self.context.zone, MARK + mail.id, attempt)

    def _free_id(self, mail: Mail, reached: datetime) -> str:
        for attempt in range(100):
            name = self._id_for(mail, reached, attempt)
            path, commit = case_path(name), self.transaction.head.commit
            is_taken = name in self._cases or self.context.store.has(path) or self.context.ledger.blob(path, commit)
            if not is_taken and not archived(self.context, name):
                return name
        return self.context.new_case_id()


def _lost_letter(case: Case, mail: Mail) -> Event | None:
    """The letter that the mail reports to be undelivered for good, unless that is on record."""
    counted = effective_events(case.journal)
    lost = letters_called(counted, mail.returned) - undelivered(counted)
    return next((each for each in counted if each.id in lost), None)


def entry_with(context: Recording, change: CaseChange, gone: Sequence[str] = ()) -> NewCommit:
    """The commit that records a change, and takes the files `gone` away: their message is with the case now."""
    entry = entry_of(context, change)
    return replace(entry, files={**entry.files, **dict.fromkeys(gone)})


def _known(context: Recording, mails: Iterable[Mail]) -> dict[str, str]:
    """The case of each of these messages that is recorded, and of each that they answer, by event id or Message-ID."""
    wanted = [*dict.fromkeys(each for mail in mails for each in (mail.event_id, *mail.answers))]
    known: dict[str, str] = {}
    for start in range(0, len(wanted), _ASKED_AT_ONCE):
        some = wanted[start : start + _ASKED_AT_ONCE]
        clause = both([_HAS_MAIL, either([among_lines("mail", each) for each in some])])
        for case in context.excerpts(Selection(clause)).cases:
            known |= dict.fromkeys(case.mail, case.id)
    return known


def _mail_opening(
    context: Recording, mail: Mail, template: str, received_at: datetime, values: Sequence[tuple[str, Tree]]
) -> Opening:
    """The opening of a case from a message; `values` count before the settings, and these before what is usual."""
    book, name = context.casebook.mail, template_named(context, template)
    usual = [*_usual(context.template(name)), *(book.fields if name == book.template else ())]
    filled = [(field, _filled(text, mail)) for field, text in usual]
    fields = {"title": title_of_mail(mail), **{field: text for field, text in filled if text}, **dict(values)}
    is_own = name == book.template
    team, owner = (book.team, book.owner) if is_own else ("", "")
    return Opening(name, [*fields.items()], received_at, owner, team, unowned=True)


def _usual(template: Template) -> Iterator[tuple[str, str]]:
    for name, text in MAIL_FIELDS:
        field = template.field_at(tuple(name.split(".")))
        if field and (not field.choices or text in dict(field.choices)):
            yield name, text


def _filled(text: str, mail: Mail) -> str:
    """A text of the settings with what the message says in place of the names in braces."""
    says = {
        "subject": mail.subject, "text": body_of(mail) or mail.subject, "name": mail.name or mail.address,
        "address": mail.address,
    }  # fmt: skip
    return _PLACEHOLDER.sub(lambda found: says[found[1]], text)


def _opened_by_mail(context: Recording, case: Case, mail: Mail, opening: Opening, when: EventStamp) -> CaseChange:
    """The change that opens the case, whose files are the message and what is in it.

    What the message says, and who wrote it, is noted where no field has it.
    """
    files = [*files_of(case, mail)]
    said = [value for _, value in opening.values if isinstance(value, str)]
    is_said = any(body_of(mail) in each for each in said) and any(mail.address in each.lower() for each in said)
    note = [] if is_said else [EventDraft("noted", {"text": text_of_mail(mail, dict(opening.values))})]
    free, first = opened(context, opening, when, [*note, *(each.event for each in files)])
    head, *others = first.events
    events = [replace(head, data={**head.data, "message_id": message_of(mail)}), *others]
    proposal = Proposal(events, free, {each.path: each.content for each in files})
    template = context.template(opening.template)
    return change_of(context, case, proposal, (template, context.rule_set(template.name, {})), when)
