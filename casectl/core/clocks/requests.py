"""Requests about a clock: pause, resume, extend, restart, override; why its rule does not allow one.

A reason names the clock and the source of its rule. The law (`casectl.core.law.clock_rules`) asks for the reasons;
verbs use the same ones to choose the clocks that are meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo

from casectl.core.case.model import Case
from casectl.core.clocks.acts import extended_due
from casectl.core.clocks.postponing import recalculated
from casectl.core.clocks.rules import RuleSet
from casectl.core.clocks.runs import Run
from casectl.core.template.clock_rules import Clock, Extension, titled_clause
from casectl.core.template.settings import Person
from casectl.core.time.durations import in_words, parse_duration
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import LocalizedText, Message, Refused, UsageError, counted, msg
from casectl.core.values.naming import names_meant, texts_of, with_code
from casectl.core.values.nearest import suggestion
from casectl.core.values.value_class import replace, value_class


@value_class
class ClockRequest:
    """Who requests it, of which case and when; `noticed`: a notice to the customer is on record, or comes with it.

    `runs` has each clock's latest run. `at` is the time of the request, `recorded_at` that of recording it, which may
    be later; None if that is not known. `keyboard` is the person who records it, if not the `actor`. `zone` is the
    casebook's, in which instants are shown.
    """

    case: Case
    rule_set: RuleSet
    runs: Mapping[str, Run]
    actor: Person
    keyboard: Person | None
    at: datetime
    recorded_at: datetime | None
    zone: tzinfo
    noticed: bool = False

    def open_run(self, clock: Clock) -> Run | None:
        """The clock's run, if it is running or paused."""
        run = self.runs.get(clock.name)
        return run if run and run.is_open else None

    @property
    def is_owners(self) -> bool:
        """Whether the owner of the case makes or records it."""
        keyboard = self.keyboard.name if self.keyboard else ""
        return bool(self.case.header.owner) and self.case.header.owner in (self.actor.name, keyboard)


def clocks_to_pause(request: ClockRequest, name: str, typed: str) -> tuple[list[str], str]:
    """The clocks that a pause for the reason `typed` means, and its code: the one named, or all running ones that it
    may pause.

    Raises UsageError for an unknown clock or a missing reason, Refused if no clock runs.
    """
    named = [clock_of(request, name)] if name else _running(request)
    code = code_meant(typed, reasons_to_pause(named))
    if not named:
        raise Refused(msg("no clock of {id} can be paused", id=request.case.id))
    can = [each.name for each in named if not pause_problem(request, each, code)]
    return can or [each.name for each in named], code


def reasons_to_pause(clocks: list[Clock]) -> dict[str, LocalizedText]:
    """The reasons for which some clocks pause, with their titles."""
    return {each.reason: each.title for clock in clocks for each in clock.pauses}


def code_meant(typed: str, known: Mapping[str, LocalizedText]) -> str:
    """The code of the reason typed as its code or title; any other text unchanged, or one that several have.

    Raises UsageError if no reason is given where the rules list some.
    """
    if known and not typed:
        raise UsageError(msg("give the reason that the rule names: --reason-code CODE"), hint=known_reasons(known))
    found = names_meant(typed, [(name, texts_of(title)) for name, title in known.items()])
    return found[0] if len(found) == 1 else typed


def known_reasons(known: Mapping[str, LocalizedText]) -> Message:
    """The reasons that the rules list, as a hint."""
    codes = [with_code(name, title) for name, title in sorted(known.items())]
    return msg("reasons in the rules: {codes}", codes=codes)


def _reason(clock: Clock, code: str) -> Message:
    rule = clock.pause(code)
    return with_code(code, rule.title) if rule else msg("{code}", code=code or "-")


def pause_problem(request: ClockRequest, clock: Clock, code: str) -> Message | None:
    """Why a clock cannot be paused for the reason `code`."""
    run, rule = request.open_run(clock), clock.pause(code)
    if run is None:
        return msg("{clock} is not running", clock=titled_clause(clock))
    if run.pause:
        return msg(
            "{clock} is paused already, for {code}", clock=titled_clause(clock), code=_reason(clock, run.pause.reason)
        )
    if early := _too_early(request, clock, run.start):
        return early
    if not clock.pauses:
        return msg("{clock} never pauses", clock=titled_clause(clock))
    if rule is None:
        return msg("{clock} does not pause for {code}", clock=titled_clause(clock), code=_reason(clock, code))
    if to_seconds(request.at) > to_seconds(run.due):
        return msg(
            "{clock} has already expired; it was due at {due}", clock=titled_clause(clock), due=_shown(run, request)
        )
    if request.recorded_at and to_seconds(request.recorded_at) > to_seconds(run.due):
        due = _shown(run, request)
        return msg("{clock} had already passed when the pause was recorded: it was due at {due}",
                   clock=titled_clause(clock), due=due)  # fmt: skip
    if rule.notice and not request.noticed:
        return msg("{clock}: the customer must be informed of a pause for {code}: add --notice TEXT",
                   clock=titled_clause(clock), code=_reason(clock, code))  # fmt: skip
    return None


def clocks_to_resume(request: ClockRequest, name: str) -> list[str]:
    """The clocks that are to go on: the one named, or all that are paused.

    Raises UsageError for an unknown clock, Refused if no clock is paused.
    """
    named = [clock_of(request, name)] if name else list(request.rule_set.template.clocks)
    found = [each.name for each in named if (run := request.open_run(each)) and run.pause]
    if not found and not name:
        raise Refused(
            msg("no clock of {id} is paused", id=request.case.id),
            hint=msg("casectl due {id} shows its clocks", id=request.case.id),
        )
    return found or [name]


def resume_problem(request: ClockRequest, clock: Clock) -> Message | None:
    """Why a paused clock cannot go on."""
    run = request.open_run(clock)
    if run is None or run.pause is None:
        return msg("{clock} is not paused", clock=with_code(clock.name, clock.title))
    return _too_early(request, clock, run.pause.at)


def _too_early(request: ClockRequest, clock: Clock, since: datetime) -> Message | None:
    """The reason for refusal if the request is dated before the clock, or its pause, began."""
    if to_seconds(request.at) >= to_seconds(since):
        return None
    at, began = format_instant(request.at, request.zone), format_instant(since, request.zone)
    return msg("{clock}: {at} is before {since}", clock=titled_clause(clock), at=at, since=began)


@value_class
class ExtensionLength:
    """By how long a clock is to be extended, or until when."""

    length: str = ""
    until: str = ""


@value_class
class _Extending:
    clock: Clock
    rule: Extension
    run: Run
    longer: ExtensionLength


def extension_problems(request: ClockRequest, clock: Clock, run: Run, longer: ExtensionLength) -> list[Message]:
    """Everything that forbids extending a clock that may be extended."""
    if clock.extension is None:
        return []
    what = _Extending(clock, clock.extension, run, longer)
    return [problem for check in _EXTENSION for problem in check(request, what)]


def _extension_in_time(request: ClockRequest, what: _Extending) -> Iterator[Message]:
    if early := _too_early(request, what.clock, what.run.start):
        yield early
    due = _shown(what.run, request)
    if what.run.pause:
        yield msg("it is paused: casectl resume {id} first", id=request.case.id)
    elif to_seconds(request.at) > to_seconds(what.run.due):
        yield msg("it has expired: it was due at {due}", due=due)
    elif request.recorded_at and to_seconds(request.recorded_at) > to_seconds(what.run.due):
        yield msg("it had already expired when the extension was recorded: it was due at {due}", due=due)
    if what.run.extensions >= what.rule.times:
        yield counted(
            "it has been extended {count} time, which is the maximum",
            "it has been extended {count} times, which is the maximum",
            what.run.extensions,
        )


def _extension_allowed(request: ClockRequest, what: _Extending) -> Iterator[Message]:
    if request.is_owners:
        yield not_ones_own(request.case)
    elif what.rule.may and not set(what.rule.may) & set(request.actor.roles):
        yield msg("{person} has none of the roles {roles}", person=request.actor.name, roles=what.rule.may)
    if what.rule.notice and not request.noticed:
        yield msg("the customer must be informed of the extension: add --notice TEXT")


def _extension_within_bounds(request: ClockRequest, what: _Extending) -> Iterator[Message]:
    count, run = request.rule_set.count(what.clock), what.run
    due = to_seconds(extended_due(count, run, what.longer.length, what.longer.until))
    if due <= to_seconds(run.due):
        yield msg("it is already due at {due}", due=_shown(run, request))
    if what.rule.by and due > to_seconds(count.later(run.due, what.rule.by)):
        yield msg("one extension may add at most {length}", length=in_words(parse_duration(what.rule.by)))
    whole = replace(run, put_off=run.pauses)
    if what.rule.up_to and due > to_seconds(recalculated(count, whole, what.rule.up_to)):
        yield msg(
            "the extended deadline may be at most {length} after the start of the clock",
            length=in_words(parse_duration(what.rule.up_to)),
        )


_EXTENSION: tuple[Callable[[ClockRequest, _Extending], Iterator[Message]], ...] = (
    _extension_in_time,
    _extension_allowed,
    _extension_within_bounds,
)


def override_problem(request: ClockRequest, clock: Clock) -> Message | None:
    """Why the deadline of a clock cannot be set by hand."""
    run = request.open_run(clock)
    if run is None:
        return msg("{clock} is not running", clock=titled_clause(clock))
    if run.pause:
        return msg("{clock} is paused: casectl resume {id} first", clock=titled_clause(clock), id=request.case.id)
    return _too_early(request, clock, run.start)


def restart_too_early(request: ClockRequest, clock: Clock, run: Run) -> Message | None:
    """Why a clock cannot be started anew at that time."""
    return _too_early(request, clock, run.start)


def not_ones_own(case: Case) -> Message:
    """Owners may not postpone a regulatory deadline of their own case, nor extend any."""
    return msg("{person} owns the case: somebody else must approve it", person=case.header.owner)


def clock_of(request: ClockRequest, name: str) -> Clock:
    """The clock of this name. Raises UsageError if the template has none."""
    clock = request.rule_set.clock(name)
    if clock is None:
        clocks = request.rule_set.template.clocks
        hint = suggestion(name, [each.name for each in clocks]) or _its_clocks(clocks)
        raise UsageError(no_clock(request.rule_set, name), hint=hint)
    return clock


def no_clock(rule_set: RuleSet, name: str) -> Message:
    """That a template has no clock of this name."""
    return msg("template {template} has no clock {name}", template=rule_set.template.name, name=name)


def _its_clocks(clocks: tuple[Clock, ...]) -> Message:
    return msg("clocks of the case: {names}", names=[with_code(each.name, each.title) for each in clocks])


def _shown(run: Run, request: ClockRequest) -> str:
    return format_instant(run.due, request.zone)


def _running(request: ClockRequest) -> list[Clock]:
    return [each for each in request.rule_set.template.clocks if request.open_run(each)]
