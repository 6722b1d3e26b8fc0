"""What pause, resume, extend, restart and override share: which clock, why, and how the customer is notified."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.contacts import CONTACTED, NOTICE
from casectl.core.case.model import Case
from casectl.core.clocks.requests import ClockRequest
from casectl.core.clocks.rules import RuleSet, versions_of
from casectl.core.clocks.runs import latest_runs
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.calendar import Calendar
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class

TypedDeadline = Callable[[Calendar], datetime]
"""A deadline as a person typed it; the calendar says when a day without a time ends."""


@value_class
class Notice:
    """How the customer is notified: by a contact recorded along with the change (`text`, by `channel`), or by the
    recorded contact whose event id is `event`.
    """

    text: str = ""
    channel: str = ""
    event: str = ""


@value_class
class ClockChange:
    """Which clock is to change, by name or title ("": all that can); the reason as its rule names it (`code`) and in
    words; how the customer is notified.
    """

    clock: str = ""
    code: str = ""
    reason: str = ""
    notice: Notice = Notice()

    def details(self) -> dict[str, Tree]:
        """The reason in words and the contact, as the event keeps them; without those that are blank."""
        texts = {"reason": self.reason, "notice": self.notice.event}
        return {key: text for key, text in texts.items() if not is_blank(text)}


def record_clock_change(
    context: Recording,
    case_ref: str,
    change: ClockChange,
    draft: Callable[[ClockRequest], EventDraft],
    when: EventStamp,
) -> Receipt:
    """Record the event that `draft` makes, and after it the contact with the text of the notice, if there is one.

    Raises NotFound for an unknown case, UsageError if the notice's event is not a contact with the customer, and what
    `draft` raises.
    """

    def propose(case: Case, template: Template) -> Proposal:
        drafts = [draft(_request(context, case, change.notice, when))]
        if change.notice.text:
            drafts.append(_contact(change.notice))
        return Proposal(drafts)

    return record(context, find(context, case_ref), propose, when)


def _request(context: Reading, case: Case, notice: Notice, when: EventStamp) -> ClockRequest:
    return ClockRequest(
        case,
        context.rule_set(case.header.template, versions_of(case.journal)),
        latest_runs(case.journal),
        context.actor,
        context.keyboard,
        at=when.at or context.now,
        recorded_at=context.now,
        zone=context.zone,
        noticed=bool(notice.text) or _is_recorded(case, notice),
    )


def _is_recorded(case: Case, notice: Notice) -> bool:
    """Whether the notice names a recorded contact. Raises UsageError if what it names is something else."""
    if not notice.event:
        return False
    event = case.event(notice.event)
    if event is None or event.kind != "contacted" or event.text("direction") != "out":
        raise UsageError(
            msg("{event} is not a contact with the customer in {id}", event=notice.event, id=case.id),
            hint=msg("--notice TEXT records a new contact"),
        )
    return True


def _contact(notice: Notice) -> EventDraft:
    channel: dict[str, Tree] = {"channel": notice.channel} if notice.channel else {}
    return EventDraft(CONTACTED, {"direction": "out", **channel, "text": notice.text, NOTICE: Plain("yes")})


def resolved_deadline(rule_set: RuleSet, clock: str, typed: TypedDeadline) -> datetime:
    """The deadline that was typed, by the calendar of the clock; by the casebook's for an unknown clock."""
    rule = rule_set.clock(clock)
    return typed(rule_set.calendar_named(rule.calendar) if rule else rule_set.calendar)
