"""remind: tell people of deadlines as the ladders of templates say; recorded first, then sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.due_stages import due_stages
from casectl.actions.lookup.find import read
from casectl.actions.recording.handoff_form import details_given
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import CaseChange, Transaction, entry_of, proposed, record
from casectl.actions.recording.record_many import record_batch
from casectl.actions.sending.delivery import chosen_again, demand_host, not_sent, outcomes, settle_drafts
from casectl.actions.sending.letters import deliver_all
from casectl.core.case.model import Case
from casectl.core.case.owed import owed_in
from casectl.core.owed_reports import Reminder, Reminders
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.relations import OfferedTo
from casectl.core.query.selection import Selection
from casectl.core.template.model import Template
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import CasectlError, Message, Refused, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import NamedTuple, replace
from casectl.ports.recording import NewCommit
from casectl.ports.sending import SENT, WAITING, Dispatch, Outgoing

Write = Callable[[Sequence[Reminder]], tuple[str, str]]
"""What makes a subject and a text of what one person is reminded of."""


def due_reminders(context: Reading) -> Reminders:
    """What `remind` would do now; nothing is recorded."""
    due = due_stages(context)
    return replace(due, notes=(*due.notes, *map(_announced, _unanswered_offers(context))))


def _announced(found: Unanswered) -> Message:
    case, offer = found.case, found.case.offer
    if found.level:
        return msg("nobody answered the offer of {id}; the case is raised to level {level}", id=case.id,
                   level=found.level)  # fmt: skip
    return msg("the offer of {id} to {to} is returned to {by}", id=case.id, to=offer["to"] or offer["team"],
               by=offer["by"])  # fmt: skip


def remind(context: Recording, dispatch: Dispatch, write: Write) -> Reminders:
    """Record each stage that has come, raise cases where it says so, and send each person one message.

    A message is in the outbox before what it says is recorded, and is sent after that. Raises Refused on another
    machine than the settings name, RepositoryError if somebody else is at it.
    """
    demand_host(context, dispatch)
    with dispatch.outbox.locked():
        settle_drafts(context, dispatch.outbox)
        due = due_stages(context)
        run = _Run(context, dispatch, write, due.rows)
        notes = record_batch(context, run.entries).notes if due.rows else ()
        notes += tuple(_given_back(context))
        sent, troubles = deliver_all(context, dispatch)
    failed = bool(run.notes or troubles) or any(each.state != SENT for each in sent)
    found = replace(due, rows=run.recorded, notes=(*due.notes, *notes, *run.notes, *outcomes(sent), *troubles))
    return replace(found, done=True, failed=failed)


def _given_back(context: Recording) -> Iterator[Message]:
    """Give offers back that nobody has answered in time, or raise their cases; what became of each."""

    def back(case: Case, _template: Template) -> Proposal:
        if not (offer := case.header.offer):
            raise Refused(msg("{id} is not offered to anybody", id=case.id))
        sides = details_given(to=offer.by, giver=offer.to or offer.team, unanswered="yes")
        return Proposal([EventDraft("returned", sides)])

    def up(case: Case, template: Template) -> Proposal:
        why = f"offer up_after {template.offer_up_after}"
        return Proposal([EventDraft("escalated", {"level": Plain(case.header.level + 1), "reason": why})])

    for each in [*_unanswered_offers(context)]:
        try:
            record(context, each.case.id, up if each.level else back, EventStamp(event_id=each.event))
        except CasectlError as error:
            yield msg("{id}: {what}", id=each.case.id, what=error.what)
        else:
            by = each.case.offer["by"]
            yield (
                _announced(each)
                if each.level
                else msg("nobody answered the offer of {id}; it is returned to {by}", id=each.case.id, by=by)
            )


def unsure(dispatch: Dispatch) -> list[Outgoing]:
    """The messages of which nobody knows whether they were sent, and those that were refused for good."""
    return not_sent(dispatch.outbox)


def resend(context: Recording, dispatch: Dispatch, message: str) -> list[Outgoing]:
    """Send one of these once more, since a person says so. Raises as `remind` does, and NotFound."""
    with dispatch.outbox.locked():
        again = chosen_again(dispatch.outbox, message)
        if not again.is_letter:
            demand_host(context, dispatch)
        dispatch.outbox.write(replace(again, state=WAITING, next_at=context.now, tries=0))
        return deliver_all(context, dispatch)[0]


class _Run:
    """One run: what is recorded in each case, and what each person is sent."""

    def __init__(self, context: Recording, dispatch: Dispatch, write: Write, due: Sequence[Reminder]) -> None:
        self._context, self._dispatch, self._write = context, dispatch, write
        self._id, self._due = f"remind-{context.new_event_id()}", sorted(due, key=lambda each: each.case.id)
        self.recorded: list[Reminder] = []
        self.notes: list[Message] = []

    def entries(self, transaction: Transaction) -> Iterator[NewCommit]:
        """A commit for each case; a case that refuses is noted, and nobody is told of it."""
        self.recorded, self.notes = [], []
        for case_id, group in groupby(self._due, key=lambda each: each.case.id):
            due = [*group]
            try:
                change = self._change(transaction, case_id, due)
            except CasectlError as error:
                self.notes.append(msg("{id}: {what}", id=case_id, what=error.what))
                continue
            self.recorded += due
            yield entry_of(self._context, change)
        for message in self._messages():  # before the branch moves
            self._dispatch.outbox.write(message)

    def _change(self, transaction: Transaction, case_id: str, due: Sequence[Reminder]) -> CaseChange:
        """The events of a case; where its level cannot be raised like this, people are told all the same."""
        stamp = EventStamp(event_id=f"{self._id}-{case_id}")
        try:
            found = proposed(self._context, transaction, case_id, self._propose(due, raises=True), stamp)
        except Refused as error:
            if not any(each.level for each in due):
                raise
            found = proposed(self._context, transaction, case_id, self._propose(due, raises=False), stamp)
            self.notes.append(msg("{id} was not raised to a higher level: {what}", id=case_id, what=error.what))
        if not isinstance(found, CaseChange):
            raise Refused(msg("this is already recorded"))
        return found

    def _propose(self, due: Sequence[Reminder], *, raises: bool) -> Callable[[Case, Template], Proposal]:
        def propose(case: Case, _template: Template) -> Proposal:
            for each in due:
                now = {owed.key: to_seconds(owed.at) for owed in owed_in(case.header)}
                if now.get(each.owed.key) != to_seconds(each.due):
                    raise Refused(
                        msg("{id} has changed in the meantime, so the reminder no longer applies", id=case.id)
                    )
            drafts = [EventDraft("reminded", self._details(each)) for each in due]
            level = max((each.level for each in due if raises), default=0)
            if level > case.header.level:
                why = ", ".join(f"{each.what} {each.stage}" for each in due if each.level == level)
                drafts.append(EventDraft("escalated", {"level": Plain(level), "reason": why}))
            return Proposal(drafts)

        return propose

    def _details(self, due: Reminder) -> dict[str, Tree]:
        owed = due.owed
        planned: dict[str, Tree] = {"follow_up": owed.follow_up, "what": owed.name}
        return {
            **(planned if owed.follow_up else {"clock": [owed.name]}),
            "deadline": Plain(format_instant(due.due, self._context.zone)),
            "stage": due.stage,
            "told": [*due.told],
            "channel": self._dispatch.sender.channel,
            "message": self._id,
        }

    def _messages(self) -> Iterator[Outgoing]:
        """One for each person, in which each deadline is once: by its latest stage."""
        now: datetime = self._context.now
        for person in self._context.casebook.people:
            mine = {(each.case.id, each.owed.key): each for each in self.recorded if person.name in each.told}
            if mine and person.emails:
                subject, body = self._write(sorted(mine.values(), key=lambda each: to_seconds(each.due)))
                case_id = next(iter(mine.values())).case.id
                yield Outgoing(f"{self._id}.{person.name}", person.name, person.emails[0], subject, body, case_id,
                               f"{self._id}-{case_id}", now, now)  # fmt: skip
            elif mine:
                self.notes.append(msg("{name} has no address in casectl.yaml and was sent nothing", name=person.name))


class Unanswered(NamedTuple):
    """A case whose offer nobody has answered, and the level to which that raises it, with the id of the event that
    records it; 0: the offer goes back.
    """

    case: Excerpt
    level: int = 0
    event: str = ""


def _unanswered_offers(context: Reading) -> Iterator[Unanswered]:
    """The cases whose offer goes back now, or up for the first time; at night and on closed days none does."""
    templates = {each.name: each for each in _templates(context)}
    calendar, now = context.calendar, to_seconds(context.now)
    if not templates or to_seconds(calendar.within_hours(context.now)) != now:
        return
    for case in context.excerpts(Selection(OfferedTo((), anyone=True).clause())).cases:
        if (template := templates.get(case.text("template"))) and case.offer:
            at = datetime.fromisoformat(case.offer["at"])
            back, up = (
                length and to_seconds(calendar.after(at, parse_duration(length))) <= now
                for length in (template.offer_back_after, template.offer_up_after)
            )
            if back:
                yield Unanswered(case)
            elif up:
                yield from _raised(read(context, case.id), case, template)


def _raised(case: Case, excerpt: Excerpt, template: Template) -> Iterator[Unanswered]:
    """One level up, unless this offer has raised the case before, or there is no higher level."""
    level, event = case.header.level + 1, f"{case.header.offer.event}-up" if case.header.offer else ""
    if event and case.event(event) is None and (not template.levels or str(level) in dict(template.levels)):
        yield Unanswered(excerpt, level, event)


def _templates(context: Reading) -> Iterator[Template]:
    for name in context.template_names():
        with suppress(CasectlError):  # check reports what is wrong with it
            template = context.template(name)
            if template.offer_back_after or template.offer_up_after:
                yield template
