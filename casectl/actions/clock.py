"""pause, resume, extend, restart and override: what may be asked of a case's clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casectl.actions.context import CommandContext
from casectl.actions.find import find
from casectl.actions.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.record import record
from casectl.core.case.model import Case
from casectl.core.clocks.requests import (
    ClockRequest,
    ExtensionLength,
    check_extend,
    check_override,
    check_pause,
    check_restart,
    check_resume,
)
from casectl.core.clocks.rules import RuleSet, versions_of
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import format_instant
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class


@value_class
class Notice:
    """How the customer was told: what was said, recorded with the verb, by which way; or the event that says so."""

    text: str = ""
    channel: str = ""
    event: str = ""


@value_class
class Reason:
    """The reason as the rule names it, where it names reasons, and in words."""

    code: str = ""
    reason: str = ""


Ask = Callable[[ClockRequest], EventDraft]


def pause(context: CommandContext, case_ref: str, clock: str, why: Reason, how: tuple[Notice, EventStamp]) -> Receipt:
    """Pause a clock, or all that know the reason. Raises UsageError for unknown names, Refused naming each rule."""

    def ask(request: ClockRequest) -> EventDraft:
        clocks: list[Tree] = [*check_pause(request, request.rule_set.clock_name(clock), why.code)]
        return EventDraft("paused", {"clock": clocks, "code": why.code, **_said(why, how[0])})

    return _asked(context, case_ref, ask, how)


def resume(context: CommandContext, case_ref: str, clock: str, why: Reason, when: EventStamp) -> Receipt:
    """Let a paused clock, or all that are paused, go on. Raises UsageError for an unknown name, Refused if none is."""

    def ask(request: ClockRequest) -> EventDraft:
        return EventDraft(
            "resumed", {"clock": [*check_resume(request, request.rule_set.clock_name(clock))], **_said(why, Notice())}
        )

    return _asked(context, case_ref, ask, (Notice(), when))


@value_class
class NewDeadline:
    """A clock and by how long, or until when (None: by `length`), it is to be extended.

    `until` reads what was typed, a day being one of the clock's calendar.
    """

    clock: str
    length: str = ""
    until: Callable[[Calendar], datetime] | None = None


def extend(
    context: CommandContext, case_ref: str, what: NewDeadline, why: Reason, how: tuple[Notice, EventStamp]
) -> Receipt:
    """Extend a clock as far as its rule allows.

    Raises UsageError without length or reason, Refused with every reason why not.
    """
    if bool(what.length) == (what.until is not None):
        raise UsageError(msg("say how long: --by DURATION, or --to TIME"))
    _need_reason(why)

    def ask(request: ClockRequest) -> EventDraft:
        clock = request.rule_set.clock_name(what.clock)
        until = format_instant(at, context.zone) if (at := _until(request.rule_set, clock, what)) else ""
        check_extend(request, clock, ExtensionLength(what.length, until))
        length: dict[str, Tree] = {"length": what.length} if what.length else {"until": Plain(until)}
        return EventDraft("extended", {"clock": [clock], **length, **_said(why, how[0])})

    return _asked(context, case_ref, ask, how)


def restart(context: CommandContext, case_ref: str, clock: str, why: Reason, when: EventStamp) -> Receipt:
    """Start a clock anew, for a reason that its rule knows. Raises UsageError for an unknown clock, Refused."""

    def ask(request: ClockRequest) -> EventDraft:
        name = request.rule_set.clock_name(clock)
        check_restart(request, name, why.code)
        return EventDraft("restarted", {"clock": [name], "code": why.code, **_said(why, Notice())})

    return _asked(context, case_ref, ask, (Notice(), when))


def override(context: CommandContext, case_ref: str, what: NewDeadline, why: Reason, when: EventStamp) -> Receipt:
    """Set a deadline by hand to `what.until`; no rule moves it from then on. Raises UsageError without a reason."""
    _need_reason(why)

    def ask(request: ClockRequest) -> EventDraft:
        clock = request.rule_set.clock_name(what.clock)
        until = _until(request.rule_set, clock, what)
        if until is None:
            raise UsageError(msg("say when it is due: --due TIME"))
        check_override(request, clock, until)
        due = Plain(format_instant(until, context.zone))
        return EventDraft("overridden", {"clock": [clock], "until": due, **_said(why, Notice())})

    return _asked(context, case_ref, ask, (Notice(), when))


def _until(rule_set: RuleSet, clock: str, what: NewDeadline) -> datetime | None:
    """Until when, in the calendar of the clock; the casebook's for one that there is not."""
    rule = rule_set.clock(clock)
    return what.until(rule_set.calendar_named(rule.calendar) if rule else rule_set.calendar) if what.until else None


def _asked(context: CommandContext, case_ref: str, ask: Ask, how: tuple[Notice, EventStamp]) -> Receipt:
    """Record what is asked of the clocks, and with it the notice to the customer, if there is one to record."""
    notice, when = how

    def propose(case: Case, template: Template) -> Proposal:
        rule_set = context.rule_set(template.name, versions_of(case.journal))
        noticed = bool(notice.text) or _is_noticed(case, notice)
        drafts = [
            ask(
                ClockRequest(
                    case,
                    rule_set,
                    context.actor,
                    context.keyboard,
                    when.at or context.now,
                    context.now,
                    context.zone,
                    noticed,
                )
            )
        ]
        if notice.text:
            channel: dict[str, Tree] = {"channel": notice.channel} if notice.channel else {}
            drafts.append(EventDraft("contacted", {"direction": "out", **channel, "text": notice.text}))
        return Proposal(drafts)

    return record(context, find(context, case_ref), propose, when)


def _is_noticed(case: Case, notice: Notice) -> bool:
    """Whether the event that is named is a contact with the customer. Raises UsageError if it is none."""
    if not notice.event:
        return False
    event = case.event(notice.event)
    if event is None or event.kind != "contacted" or event.text("direction") != "out":
        raise UsageError(
            msg("{event} is no contact with the customer in {id}", event=notice.event, id=case.id),
            hint=msg("--notice TEXT records one"),
        )
    return True


def _said(why: Reason, notice: Notice) -> dict[str, Tree]:
    said = {"reason": why.reason, "notice": notice.event}
    return {key: text for key, text in said.items() if not is_blank(text)}


def _need_reason(why: Reason) -> None:
    if is_blank(why.reason):
        raise UsageError(msg("say why: --reason TEXT"))
