"""Rules of clocks: what their own rules say about pausing, resuming, extending, restarting, and dates set by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from casectl.core.case.fold import effective_events
from casectl.core.clocks.requests import (
    ClockRequest,
    ExtensionLength,
    extension_problems,
    known_reasons,
    no_clock,
    override_problem,
    pause_problem,
    reasons_to_pause,
    restart_too_early,
    resume_problem,
)
from casectl.core.law.gains import may_decide
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.clock_rules import Clock, titled_clause
from casectl.core.template.model import FINISHED
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import list_of, text_of


def clock_act_allowed(moment: Moment) -> Iterator[Fault | Unclear]:
    """The clocks' own rules allow what an event does to those that it names."""
    if notes := moment.in_force.rule_set.notes:
        yield Unclear(notes[0])
        return
    request, names = _request(moment), [text_of(each) for each in list_of(moment.event.data.get("clock"))]
    clocks = [clock for name in names if (clock := request.rule_set.clock(name))]
    if not any(names):
        yield Fault(msg("the event does not say which clock it is about"), path=("clock",))
        return
    for name in names:
        if request.rule_set.clock(name) is None:
            yield Fault(no_clock(request.rule_set, name), path=("clock",))
    if clocks:
        yield from _ACTS[moment.event.kind](moment, request, clocks)


def clock_of_ones_own(moment: Moment) -> Iterator[Fault]:
    """Who pauses, resumes or restarts a regulatory clock owns the case, is of its team where nobody owns it, or may
    decide on clocks.
    """
    rules, actor, header = moment.in_force.rule_set, moment.actor, moment.case.header
    named = (rules.clock(text_of(name)) for name in list_of(moment.event.data.get("clock")))
    clocks = [each.name for each in named if each and each.kind == "regulatory"]
    is_own = header.owner == actor.name if header.owner else header.team in ("", *actor.teams)
    if not clocks or is_own or may_decide(moment, actor.name):
        return
    whose, case_id = header.owner or header.team, moment.case.id
    yield Fault(
        msg("only {owner} may pause, resume or restart {clocks} of {id}", owner=whose, clocks=clocks, id=case_id),
        hint=msg(
            "somebody with may: [clocks] in casectl.yaml can do this too; to take over the case first: casectl"
            " assign {id} NAME --reason TEXT",
            id=case_id,
        ),
    )


def _request(moment: Moment) -> ClockRequest:
    force = moment.in_force
    return ClockRequest(
        moment.case, force.rule_set, moment.runs, moment.actor, moment.keyboard, moment.event.at, moment.known_at,
        force.zone, _is_noticed(moment),
    )  # fmt: skip


def _is_noticed(moment: Moment) -> bool:
    """Whether the customer was told: by the contact that the event names, or one that was recorded with it."""
    notice = moment.event.text("notice")
    if not notice:
        return any(_tells(each.kind, each.text("direction")) for each in moment.act)
    found = (each for each in effective_events(moment.case.journal) if each.id == notice)
    return any(_tells(each.kind, each.text("direction")) for each in found)


def _tells(kind: str, direction: str) -> bool:
    return kind == "contacted" and direction == "out"


def _pause(moment: Moment, request: ClockRequest, clocks: list[Clock]) -> Iterator[Fault]:
    code, known = moment.event.text("code"), reasons_to_pause(clocks)
    problems = [problem for each in clocks if (problem := pause_problem(request, each, code))]
    if problems:
        what = msg("no clock of {id} can be paused for {code}", id=request.case.id, code=code)
        hint = known_reasons(known) if known and code not in known else None
        yield Fault(what if code else msg("no clock of {id} can be paused", id=request.case.id), tuple(problems), hint)


def _resume(moment: Moment, request: ClockRequest, clocks: list[Clock]) -> Iterator[Fault]:
    problems = [problem for each in clocks if (problem := resume_problem(request, each))]
    paused = [each for each in clocks if (run := request.open_run(each)) and run.pause]
    if problems and len(paused) < len(clocks):
        hint = msg("casectl due {id} shows its clocks", id=request.case.id)
        yield Fault(problems[0], tuple(problems[1:]), hint)
    elif problems:
        yield Fault(msg("a clock cannot be resumed before it was paused"), tuple(problems))


def _extension(moment: Moment, request: ClockRequest, clocks: list[Clock]) -> Iterator[Fault]:
    longer = ExtensionLength(moment.event.text("length"), moment.event.text("until"))
    if not (longer.length or longer.until):
        what = msg("the event does not say by how long the clock is extended, or until when")
        yield Fault(what, hint=msg("casectl extend {id} CLOCK --by LENGTH --reason TEXT", id=request.case.id))
        return
    for clock in clocks:
        run = request.open_run(clock)
        if clock.extension is None:
            yield Fault(
                msg("{clock} cannot be extended: its rule does not allow it", clock=titled_clause(clock)),
                hint=msg("casectl override sets a deadline by hand, with the reason"),
            )
        elif run is None:
            yield _not_running(clock)
        elif problems := extension_problems(request, clock, run, longer):
            yield Fault(msg("this extension of {clock} is not allowed", clock=titled_clause(clock)), tuple(problems))


def _restart(moment: Moment, request: ClockRequest, clocks: list[Clock]) -> Iterator[Fault]:
    code = moment.event.text("code")
    for clock in clocks:
        run, known = request.runs.get(clock.name), dict(clock.restarts)
        if not known:
            yield Fault(msg("{clock} is never restarted: its rule lists no reason for it", clock=titled_clause(clock)))
        elif code not in known:
            what = msg("{clock} cannot be restarted for {code}", clock=titled_clause(clock), code=code or "-")
            yield Fault(what, hint=known_reasons(known))
        elif run is None:
            yield Fault(msg("{clock} has not started yet", clock=titled_clause(clock)))
        elif not run.is_open and _is_over(moment):
            yield Fault(
                msg("{clock} cannot be restarted: {id} is closed", clock=titled_clause(clock), id=request.case.id),
                hint=msg("to take it up again: casectl reopen {id}", id=request.case.id),
            )
        elif early := restart_too_early(request, clock, run):
            yield Fault(early)


def _is_over(moment: Moment) -> bool:
    return moment.in_force.template.workflow.category(moment.case.header.state) in FINISHED


def _override(moment: Moment, request: ClockRequest, clocks: list[Clock]) -> Iterator[Fault]:
    due = parse_instant(moment.event.text("until"))
    for clock in clocks:
        run = request.open_run(clock)
        if problem := override_problem(request, clock):
            yield Fault(problem)
        elif run and to_seconds(due) < to_seconds(run.start):
            what = msg("{due} is before the start of the clock", due=format_instant(due, request.zone))
            yield Fault(what, path=("until",), refusal=UsageError)


def _not_running(clock: Clock) -> Fault:
    return Fault(msg("{clock} is not running", clock=titled_clause(clock)))


_ACTS: dict[str, Callable[[Moment, ClockRequest, list[Clock]], Iterator[Fault]]] = {
    "paused": _pause,
    "resumed": _resume,
    "extended": _extension,
    "restarted": _restart,
    "overridden": _override,
}
