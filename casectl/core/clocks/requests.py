"""Requests about a clock: pause, resume, extend, restart, override; each check reports all reasons for refusal.

A refusal names the clock and the source of its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from casectl.core.case.model import Case
from casectl.core.clocks.acts import extended_due
from casectl.core.clocks.postponing import recalculated
from casectl.core.clocks.rules import FINISHED, RuleSet
from casectl.core.clocks.runs import Run, latest_run, runs_of
from casectl.core.template.clock_rules import Clock, Extension, clause
from casectl.core.template.settings import Person
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.errors import Refused, UsageError
from casectl.core.values.messages import LocalizedText, Message, counted, msg
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import value_class


@value_class
class ClockRequest:
    """Who requests it, of which case and when; `noticed`: a notice to the customer is on record, or comes with it.

    `at` is the time of the request, `now` that of recording it, which may be later. `keyboard` is the person who
    records it, if not the `actor`. `zone` is the casebook's, in which instants are shown.
    """

    case: Case
    rule_set: RuleSet
    actor: Person
    keyboard: Person
    at: datetime
    now: datetime
    zone: tzinfo
    noticed: bool = False


def check_pause(request: ClockRequest, clock: str, code: str) -> list[str]:
    """The clocks to pause for the reason `code`: the one named, or all running ones that have that reason.

    Raises UsageError for an unknown clock or a missing reason, Refused naming for each clock why it cannot be paused.
    """
    named = [_clock(request, clock)] if clock else _running(request)
    known = {each.reason: each.title for clock in named for each in clock.pauses}
    _require_code(code, known)
    problems = {each.name: problem for each in named if (problem := _pause_problem(request, each, code))}
    can = [each.name for each in named if each.name not in problems]
    if can:
        return can
    what = msg("no clock of {id} can be paused for {code}", id=request.case.id, code=code)
    raise Refused(
        what if code else msg("no clock of {id} can be paused", id=request.case.id),
        problems=list(problems.values()),
        hint=_reasons(known) if known and code not in known else None,
    )


def _require_code(code: str, known: Mapping[str, LocalizedText]) -> None:
    """Raises UsageError if no reason is given where the rules list some."""
    if known and not code:
        raise UsageError(msg("say why, as the rule names it: --reason-code CODE"), hint=_reasons(known))


def _reasons(known: Mapping[str, LocalizedText]) -> Message:
    codes = [msg("{name} ({title})", name=name, title=title) for name, title in sorted(known.items())]
    return msg("reasons that the rules know: {codes}", codes=codes)


def _pause_problem(request: ClockRequest, clock: Clock, code: str) -> Message | None:
    run, rule = _run(request, clock), clock.pause(code)
    if run is None:
        return msg("{clock} is not running", clock=clause(clock))
    if run.pause:
        return msg("{clock} is paused already, for {code}", clock=clause(clock), code=run.pause.reason)
    if early := _too_early(request, clock, run.start):
        return early
    if not clock.pauses:
        return msg("{clock} never pauses", clock=clause(clock))
    if rule is None:
        return msg("{clock} does not pause for {code}", clock=clause(clock), code=code)
    if to_seconds(request.at) > to_seconds(run.due):
        return msg("{clock} has passed; it was due at {due}", clock=clause(clock), due=_shown(run, request))
    if rule.notice and not request.noticed:
        return msg("{clock}: the customer must be told of a pause for {code}", clock=clause(clock), code=code)
    return None


def check_resume(request: ClockRequest, clock: str) -> list[str]:
    """The paused clocks to resume: the one named, or all.

    Raises UsageError for an unknown clock, Refused if none is paused at the time of the request.
    """
    named = [_clock(request, clock)] if clock else list(request.rule_set.template.clocks)
    paused = [(each, run.pause) for each in named if (run := _run(request, each)) and run.pause]
    if not paused:
        what = (
            msg("{clock} is not paused", clock=clock) if clock else msg("no clock of {id} is paused", id=_id(request))
        )
        raise Refused(what, hint=msg("casectl due {id} shows its clocks", id=_id(request)))
    if early := [problem for each, pause in paused if (problem := _too_early(request, each, pause.at))]:
        raise Refused(msg("nothing goes on before it was paused"), problems=early)
    return [each.name for each, _ in paused]


def _too_early(request: ClockRequest, clock: Clock, since: datetime) -> Message | None:
    """The reason for refusal if the request is dated before the clock, or its pause, began."""
    if to_seconds(request.at) >= to_seconds(since):
        return None
    at, began = format_instant(request.at, request.zone), format_instant(since, request.zone)
    return msg("{clock}: {at} is before {since}", clock=clause(clock), at=at, since=began)


@value_class
class ExtensionLength:
    """By how long a clock is to be extended, or until when."""

    length: str = ""
    until: str = ""


def check_extend(request: ClockRequest, name: str, longer: ExtensionLength) -> None:
    """Raises UsageError for an unknown clock, Refused naming everything that forbids the extension."""
    clock = _clock(request, name)
    run, rule = _run(request, clock), clock.extension
    if rule is None:
        raise Refused(
            msg("{clock} cannot be extended: its rule knows no extension", clock=clause(clock)),
            hint=msg("casectl override sets a deadline by hand, with the reason"),
        )
    if run is None:
        raise Refused(msg("{clock} is not running", clock=clause(clock)))
    problems = [problem for check in _EXTENSION for problem in check(request, _Extending(clock, rule, run, longer))]
    if problems:
        raise Refused(msg("{clock} cannot be extended so", clock=clause(clock)), problems=problems)


@value_class
class _Extending:
    clock: Clock
    rule: Extension
    run: Run
    longer: ExtensionLength


def _extension_in_time(request: ClockRequest, what: _Extending) -> Iterable[Message]:
    if early := _too_early(request, what.clock, what.run.start):
        yield early
    if what.run.pause:
        yield msg("it is paused: casectl resume {id} first", id=_id(request))
    elif to_seconds(request.at) > to_seconds(what.run.due):
        yield msg("it has expired: it was due at {due}", due=_shown(what.run, request))
    elif to_seconds(request.now) > to_seconds(what.run.due):
        due = _shown(what.run, request)
        yield msg("it has expired, and an extension counts when it is recorded: it was due at {due}", due=due)
    if what.run.extensions >= what.rule.times:
        yield counted(
            "it was extended {count} time, as often as it may be",
            "it was extended {count} times, as often as it may be",
            what.run.extensions,
        )


def _extension_allowed(request: ClockRequest, what: _Extending) -> Iterable[Message]:
    owner = request.case.header.owner
    if owner and owner in (request.actor.name, request.keyboard.name):
        yield msg("the case is {person}'s own: somebody else must approve it", person=owner)
    elif what.rule.may and not set(what.rule.may) & set(request.actor.roles):
        yield msg("{person} has none of the roles {roles}", person=request.actor.name, roles=what.rule.may)
    if what.rule.notice and not request.noticed:
        yield msg("the customer must be told of it")


def _extension_within_bounds(request: ClockRequest, what: _Extending) -> Iterable[Message]:
    count, run = request.rule_set.count(what.clock), what.run
    due = to_seconds(extended_due(count, run, what.longer.length, what.longer.until))
    if due <= to_seconds(run.due):
        yield msg("it is due at {due} as it is", due=_shown(run, request))
    if what.rule.by and due > to_seconds(count.later(run.due, what.rule.by)):
        yield msg("one extension adds at most {length}", length=what.rule.by)
    whole = replace(run, put_off=run.pauses)
    if what.rule.up_to and due > to_seconds(recalculated(count, whole, what.rule.up_to)):
        yield msg("it may become {length} from its start at most", length=what.rule.up_to)


_EXTENSION: tuple[Callable[[ClockRequest, _Extending], Iterable[Message]], ...] = (
    _extension_in_time,
    _extension_allowed,
    _extension_within_bounds,
)


def check_restart(request: ClockRequest, name: str, code: str) -> None:
    """Raises UsageError for an unknown clock or a missing reason.

    Raises Refused if the rule does not allow that restart, and for a stopped clock of a resolved or closed case.
    """
    clock = _clock(request, name)
    known = dict(clock.restarts)
    if not known:
        raise Refused(msg("{clock} never starts anew: its rule knows no reason to", clock=clause(clock)))
    _require_code(code, known)
    if code not in known:
        raise Refused(
            msg("{clock} does not start anew for {code}", clock=clause(clock), code=code), hint=_reasons(known)
        )
    run = latest_run(request.case.journal, name)
    if run is None:
        raise Refused(msg("{clock} has not started yet", clock=clause(clock)))
    if _is_over(request) and not run.is_open:
        raise Refused(
            msg("{clock} cannot be restarted: {id} is over", clock=clause(clock), id=_id(request)),
            hint=msg("to take it up again: casectl reopen {id}", id=_id(request)),
        )
    if early := _too_early(request, clock, run.start):
        raise Refused(early)


def check_override(request: ClockRequest, name: str, due: datetime) -> None:
    """Raises UsageError for an unknown clock or a deadline before the start.

    Raises Refused if it is neither running nor paused, or if owners would postpone a regulatory deadline of their own
    case.
    """
    clock = _clock(request, name)
    run = _run(request, clock)
    if run is None:
        raise Refused(msg("{clock} is not running", clock=clause(clock)))
    if run.pause:
        raise Refused(msg("{clock} is paused: casectl resume {id} first", clock=clause(clock), id=_id(request)))
    if early := _too_early(request, clock, run.start):
        raise Refused(early)
    if to_seconds(due) < to_seconds(run.start):
        raise UsageError(msg("{due} is before the clock started", due=format_instant(due, request.zone)))
    if clock.kind == "regulatory" and to_seconds(due) > to_seconds(run.due):
        _refuse_owner(request.case, (request.actor.name, request.keyboard.name), [clock])


def check_received(case: Case, rule_set: RuleSet, people: tuple[str, ...], received: datetime) -> None:
    """Raises Refused if another time of receipt would postpone regulatory deadlines of the owner's own case."""
    before = case.header.received_at
    running = [clock for clock, runs in runs_of(case.journal).items() if runs[-1].is_open]
    moved = [each for each in rule_set.template.clocks if each.name in running and each.counts_from == "received"]
    regulatory = [each for each in moved if each.kind == "regulatory"]
    if regulatory and before and to_seconds(received) > to_seconds(before):
        _refuse_owner(case, people, regulatory)


def _refuse_owner(case: Case, people: tuple[str, ...], clocks: list[Clock]) -> None:
    """Owners may not postpone a regulatory deadline of their own case."""
    if case.header.owner and case.header.owner in people:
        raise Refused(
            msg("the case is {person}'s own: somebody else must approve it", person=case.header.owner),
            problems=[msg("{clock} is regulatory, and would be due later", clock=clause(each)) for each in clocks],
        )


def _is_over(request: ClockRequest) -> bool:
    return request.rule_set.template.workflow.category(request.case.header.state) in FINISHED


def _id(request: ClockRequest) -> str:
    return request.case.id


def _shown(run: Run, request: ClockRequest) -> str:
    return format_instant(run.due, request.zone)


def _run(request: ClockRequest, clock: Clock) -> Run | None:
    run = latest_run(request.case.journal, clock.name)
    return run if run and run.is_open else None


def _running(request: ClockRequest) -> list[Clock]:
    return [each for each in request.rule_set.template.clocks if _run(request, each)]


def _clock(request: ClockRequest, name: str) -> Clock:
    clock = request.rule_set.clock(name)
    if clock is None:
        names = [each.name for each in request.rule_set.template.clocks]
        raise UsageError(
            msg("template {template} has no clock {name}", template=request.rule_set.template.name, name=name),
            hint=suggestion(name, names) or msg("its clocks are {names}", names=names),
        )
    return clock
