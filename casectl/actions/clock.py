"""pause, resume, extend, restart and override: what may be asked of a case's clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casectl.actions.desk import Desk
from casectl.actions.find import find
from casectl.actions.proposal import Draft, Proposal, When
from casectl.actions.record import record
from casectl.core.case.model import Case
from casectl.core.clocks.requests import (
    Longer,
    Request,
    check_extend,
    check_override,
    check_pause,
    check_restart,
    check_resume,
)
from casectl.core.clocks.rules import Law, versions_of
from casectl.core.reports import Receipt
from casectl.core.template.fields import is_blank
from casectl.core.template.model import Template
from casectl.core.time.calendar import Calendar
from casectl.core.time.instants import format_instant
from casectl.core.values.errors import Misused
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import frozen


@frozen
class Notice:
    """How the customer was told: what was said, recorded with the verb, by which way; or the event that says so."""

    text: str = ""
    channel: str = ""
    event: str = ""


@frozen
class Why:
    """The reason as the rule names it, where it names reasons, and in words."""

    code: str = ""
    reason: str = ""


Ask = Callable[[Request], Draft]


def pause(desk: Desk, typed: str, clock: str, why: Why, how: tuple[Notice, When]) -> Receipt:
    """Pause a clock, or all that know the reason. Raises Misused for unknown names, Refused naming each rule."""

    def ask(request: Request) -> Draft:
        clocks: list[Tree] = [*check_pause(request, request.law.meant(clock), why.code)]
        return Draft("paused", {"clock": clocks, "code": why.code, **_said(why, how[0])})

    return _asked(desk, typed, ask, how)


def resume(desk: Desk, typed: str, clock: str, why: Why, when: When) -> Receipt:
    """Let a paused clock, or all that are paused, go on. Raises Misused for an unknown name, Refused if none is."""

    def ask(request: Request) -> Draft:
        return Draft("resumed", {"clock": [*check_resume(request, request.law.meant(clock))], **_said(why, Notice())})

    return _asked(desk, typed, ask, (Notice(), when))


@frozen
class Extending:
    """A clock and by how long, or until when (None: by `length`), it is to be extended.

    `until` reads what was typed, a day being one of the clock's calendar.
    """

    clock: str
    length: str = ""
    until: Callable[[Calendar], datetime] | None = None


def extend(desk: Desk, typed: str, what: Extending, why: Why, how: tuple[Notice, When]) -> Receipt:
    """Extend a clock as far as its rule allows. Raises Misused without length or reason, Refused with every fault."""
    if bool(what.length) == (what.until is not None):
        raise Misused(msg("say how long: --by DURATION, or --to TIME"))
    _need_reason(why)

    def ask(request: Request) -> Draft:
        clock = request.law.meant(what.clock)
        until = format_instant(at, desk.zone) if (at := _until(request.law, clock, what)) else ""
        check_extend(request, clock, Longer(what.length, until))
        length: dict[str, Tree] = {"length": what.length} if what.length else {"until": Plain(until)}
        return Draft("extended", {"clock": [clock], **length, **_said(why, how[0])})

    return _asked(desk, typed, ask, how)


def restart(desk: Desk, typed: str, clock: str, why: Why, when: When) -> Receipt:
    """Start a clock anew, for a reason that its rule knows. Raises Misused for an unknown clock, Refused."""

    def ask(request: Request) -> Draft:
        name = request.law.meant(clock)
        check_restart(request, name, why.code)
        return Draft("restarted", {"clock": [name], "code": why.code, **_said(why, Notice())})

    return _asked(desk, typed, ask, (Notice(), when))


def override(desk: Desk, typed: str, what: Extending, why: Why, when: When) -> Receipt:
    """Set a deadline by hand to `what.until`; no rule moves it from then on. Raises Misused without a reason."""
    _need_reason(why)

    def ask(request: Request) -> Draft:
        clock = request.law.meant(what.clock)
        until = _until(request.law, clock, what)
        if until is None:
            raise Misused(msg("say when it is due: --due TIME"))
        check_override(request, clock, until)
        due = Plain(format_instant(until, desk.zone))
        return Draft("overridden", {"clock": [clock], "until": due, **_said(why, Notice())})

    return _asked(desk, typed, ask, (Notice(), when))


def _until(law: Law, clock: str, what: Extending) -> datetime | None:
    """Until when, in the calendar of the clock; the casebook's for one that there is not."""
    rule = law.clock(clock)
    return what.until(law.calendar_called(rule.calendar) if rule else law.calendar) if what.until else None


def _asked(desk: Desk, typed: str, ask: Ask, how: tuple[Notice, When]) -> Receipt:
    """Record what is asked of the clocks, and with it the notice to the customer, if there is one to record."""
    notice, when = how

    def propose(case: Case, template: Template) -> Proposal:
        law = desk.law(template.name, versions_of(case.journal))
        noticed = bool(notice.text) or _is_noticed(case, notice)
        drafts = [ask(Request(case, law, desk.actor, desk.keyboard, when.at or desk.now, desk.now, desk.zone, noticed))]
        if notice.text:
            channel: dict[str, Tree] = {"channel": notice.channel} if notice.channel else {}
            drafts.append(Draft("contacted", {"direction": "out", **channel, "text": notice.text}))
        return Proposal(drafts)

    return record(desk, find(desk, typed), propose, when)


def _is_noticed(case: Case, notice: Notice) -> bool:
    """Whether the event that is named is a contact with the customer. Raises Misused if it is none."""
    if not notice.event:
        return False
    event = case.event(notice.event)
    if event is None or event.kind != "contacted" or event.text("direction") != "out":
        raise Misused(
            msg("{event} is no contact with the customer in {id}", event=notice.event, id=case.id),
            hint=msg("--notice TEXT records one"),
        )
    return True


def _said(why: Why, notice: Notice) -> dict[str, Tree]:
    said = {"reason": why.reason, "notice": notice.event}
    return {key: text for key, text in said.items() if not is_blank(text)}


def _need_reason(why: Why) -> None:
    if is_blank(why.reason):
        raise Misused(msg("say why: --reason TEXT"))
