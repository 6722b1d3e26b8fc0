"""The rule of deadlines: what an event records of clocks and follow-ups is what the rules give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from casectl.core.case.compose import shown, with_spelling_of
from casectl.core.case.contacts import RETURNED
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import Event
from casectl.core.case.owed import PROMISE
from casectl.core.clocks.effects import Known, with_consequences
from casectl.core.clocks.recurring import may_come_again
from casectl.core.clocks.rules import ClockContext, triggers_of
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.clock_rules import Clock
from casectl.core.template.model import FINISHED, Template
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import CasectlError, Message, msg
from casectl.core.values.tree import Path, Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import value_class

CONSEQUENCES = ("clocks", "follow_ups", "cancels", "closes")
"""The details that are worked out when an event happens, and written down with it."""


def as_ruled(moment: Moment) -> Iterator[Fault | Unclear]:
    """The deadlines, follow-ups and verdicts that an event records are those that the rules give, no more and no less.

    Records from before there was a law may be counted otherwise.
    """
    event = moment.event
    if not moment.in_force.is_law and _is_counted_earlier(event):
        return
    if notes := moment.in_force.rule_set.notes:
        yield Unclear(notes[0])
        return
    try:
        ruled = ruled_by(moment)
    except (CasectlError, OverflowError) as error:
        yield Unclear(error.what if isinstance(error, CasectlError) else msg("{why}", why=str(error)))
        return
    if _is_same(event, ruled) or not any(True for _ in _differences(event, ruled, _Unsure())):
        return
    unsure = _unsure(moment)
    if unsure.fields:
        yield Unclear(
            msg("{names} changed later, and the file does not show what they were at that time", names=unsure.fields)
        )
    problems = [*_contradictions(moment, unsure), *_differences(event, ruled, unsure)]
    if problems:
        what = msg("event {kind} differs from what the rules give", kind=event.kind)
        yield Fault(what, (*(each for each, _ in problems), *_or_the_field(moment, ruled)), path=problems[0][1])


def _or_the_field(moment: Moment, ruled: Event) -> Iterator[Message]:
    """That it may be a field that is wrong, and not the event: where the event has the deadline of another row."""
    written, right, names = moment.event.mapping("clocks"), ruled.mapping("clocks"), set[str]()
    for name in written.keys() & right.keys():
        clock, said = moment.in_force.rule_set.clock(name), text_of(mapping_of(written[name]).get("within"))
        rows = {row.duration for row in clock.within} if clock else set[str]()
        if clock and said in rows and said != text_of(mapping_of(right[name]).get("within")):
            names |= _fields_of(clock)
    if names:
        yield msg("perhaps because somebody changed {names} by hand since",
                  names=sorted(f"fields.{each}" for each in names))  # fmt: skip


def own_calendar(moment: Moment) -> Iterator[Fault]:
    """Where no clock names another one, deadlines count by the calendar of the settings that an event goes by."""
    named, right = text_of(moment.event.mapping("rules").get("calendar")), moment.in_force.casebook.calendar
    if named and named != right:
        what = msg("the clocks of the event use calendar {name}, but casectl.yaml named {calendar} at that time",
                   name=named,
                   calendar=right)  # fmt: skip
        yield Fault(what, path=("rules", "calendar"))


def _is_same(event: Event, ruled: Event) -> bool:
    """Whether an event says to the letter what the rules give, as nearly all do."""
    said, right = event.data, ruled.data
    return all(said.get(key) == right.get(key) for key in CONSEQUENCES if key in said or key in right)


def _is_counted_earlier(event: Event) -> bool:
    """Whether an event has a record that an earlier casectl counted."""
    records = [mapping_of(each) for each in event.mapping("clocks").values()] if "clocks" in event.data else []
    return any("counting" not in each for each in records)


@value_class
class _Unsure:
    """What cannot be worked out, since fields that it depends on have changed since: these clocks; the follow-ups of
    these `rules` of the template; with `promises` those that are promises.
    """

    fields: tuple[str, ...] = ()
    clocks: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    promises: bool = False


def _unsure(moment: Moment) -> _Unsure:
    """What depends on fields of which the value then is not known."""
    if not moment.unknown:
        return _Unsure()
    template, workflow = moment.in_force.rule_set.template, moment.in_force.template
    lost_by = {each.name: found for each in template.clocks if (found := _lost(moment, _fields_of(each)))}
    clocks = {*lost_by}
    while more := {each.name for each in template.clocks if each.name not in clocks and _depends(each, clocks)}:
        clocks |= more
    promised = _lost(moment, _promised(workflow))
    dated = {rule.name: found for rule in workflow.follow_ups if (found := _lost(moment, _fields_in((rule.on,))))}
    fields = {*promised, *(each for found in (*dated.values(), *lost_by.values()) for each in found)}
    rules = {*dated, *(rule.name for rule in workflow.follow_ups if _clock_in(rule.on) in clocks)}
    return _Unsure(tuple(sorted(fields)), frozenset(clocks), frozenset(rules), bool(promised))


def _lost(moment: Moment, names: Iterable[str]) -> list[str]:
    return moment.unknown_of(f"fields.{name}" for name in names)


def _fields_of(clock: Clock) -> set[str]:
    """The fields that a clock depends on."""
    tables = {name for row in (*clock.within, *clock.repeat) for name, _ in row.when} - {"level", "team"}
    return tables | _fields_in((*clock.starts, *clock.stops, clock.counts_from))


def _fields_in(triggers: Iterable[str]) -> set[str]:
    return {each.removeprefix("field:") for each in triggers if each.startswith("field:")}


def _depends(clock: Clock, others: set[str]) -> bool:
    """Whether one of the others starts, stops or excuses a clock."""
    return clock.excused_by in others or any(_clock_in(each) in others for each in (*clock.starts, *clock.stops))


def _clock_in(trigger: str) -> str:
    kind, _, name = trigger.partition(":")
    return name if kind in ("clock", "met") else ""


def _promised(template: Template) -> set[str]:
    return {name for name, _ in template.promises}


_PLANNED = ("followup_added", "drafted", "rejected", "filed")
"""The kinds of event that bring a follow-up of somebody's own."""


def _is_idle(moment: Moment) -> bool:
    """Whether an event cannot do anything to clocks and follow-ups, as most notes: no trigger, and nothing moves."""
    event, before, after = moment.event, moment.case.header, moment.after
    kind = kind_of(event.kind)
    if kind.on_clock or not _MOVING.isdisjoint(event.data):
        return False
    if not moment.in_force.triggers.isdisjoint(triggers_of(event)):
        return False
    if event.kind == "followup_done" and (ended := moment.ended) and may_come_again(event, ended):
        return False
    if kind.enters_state and not _goes_on(moment):
        return False
    if (before.owner, before.team, before.level) != (after.owner, after.team, after.level):
        return False
    is_over = moment.in_force.template.workflow.category(after.state) in FINISHED
    if is_over and any(run.is_open for run in moment.runs.values()):
        return False
    called = moment.in_force.template.renamed.field_called
    promises = [called(each.what) for each in before.follow_ups if each.kind == PROMISE]
    settled = moment.in_force.template.promises if promises else ()
    return not any(name in promises and after.state in each.settled for name, each in settled)


_MOVING = frozenset({"changed", "received_at", "contacts", RETURNED})
"""The details with which an event may move clocks, whatever its kind."""


def _goes_on(moment: Moment) -> bool:
    """Whether an event is a step of a case that was not over, from and to states that have no effect by themselves.

    Any step may end a pause.
    """
    force, before, after = moment.in_force, moment.case.header.state, moment.after.state
    category = force.template.workflow.category
    is_step = moment.event.kind == "advanced" and category(before) not in FINISHED and category(after) != "closed"
    return is_step and force.states.isdisjoint((before, after)) and not any(run.pause for run in moment.runs.values())


def ruled_by(moment: Moment) -> Event:
    """The event as the rules give it. A follow-up that somebody added is that person's own."""
    event, force = moment.event, moment.in_force
    if _is_idle(moment):
        own = {key: value for key, value in event.data.items() if key == "follow_ups" and event.kind in _PLANNED}
        return _with_data(event, {key: list_of(value)[:1] for key, value in own.items()})
    bare = {key: value for key, value in event.data.items() if key not in CONSEQUENCES}
    if event.kind in _PLANNED:
        bare["follow_ups"] = list_of(event.data.get("follow_ups"))[:1]
    former = moment.former.rule_set if moment.former else None
    rules = ClockContext(force.template, force.rule_set, mapping_of(moment.free.get("fields")), force.zone, former,
                         moment.late_entries)  # fmt: skip
    known = Known(moment.runs, moment.after)
    return with_consequences(_with_data(event, bare), moment.case, rules, known)


def _with_data(event: Event, data: dict[str, Tree]) -> Event:
    return Event(event.id, event.at, event.by, event.kind, data)


def _contradictions(moment: Moment, unsure: _Unsure) -> Iterator[tuple[Message, Path]]:
    """What no value of a field can have given: a deadline that is not the one of the row written beside it, a verdict
    that is not that of the deadline.
    """
    for name in unsure.clocks & moment.event.mapping("clocks").keys():
        clock, record = moment.in_force.rule_set.clock(name), mapping_of(moment.event.mapping("clocks")[name])
        run = moment.runs.get(name)
        if run and run.is_open and run.pause is None and "stopped" in record and not _EXCUSED & record.keys():
            at = parse_instant(text_of(record["stopped"]))
            if (to_seconds(at) > to_seconds(run.due)) != ("late" in record):
                due = format_instant(run.due, moment.in_force.zone)
                yield (
                    msg("{clock} was due {due}, which is not what the record says", clock=name, due=due),
                    ("clocks", name),
                )
        if clock and "due" in record and not _PUT_OFF & record.keys() and not (run and run.is_open):
            start, within = parse_instant(text_of(record.get("from"))), text_of(record.get("within"))
            rows = {row.duration for row in (*clock.within, *clock.repeat)}
            right = moment.in_force.rule_set.count(clock).deadline(start, within) if within in rows else None
            if right is None or to_seconds(right) != to_seconds(parse_instant(text_of(record["due"]))):
                told = format_instant(right, moment.in_force.zone) if right else "-"
                yield _gives(f"{name}.due", told, text_of(record["due"])), ("clocks", name)


_EXCUSED = frozenset({"excused", "deadline", "corrected_from"})
_PUT_OFF = frozenset({"put_off", "resumed", "extended_by", "extended_to", "overridden", "owed_again", "corrected_from"})
"""What a record has of a deadline that depends on more than its row."""


def _differences(event: Event, ruled: Event, unsure: _Unsure) -> Iterator[tuple[Message, Path]]:
    """Where an event differs from what the rules give, each with its place in the event's block."""
    for name, written, right in _pairs(event.mapping("clocks"), ruled.mapping("clocks")):
        if name not in unsure.clocks:
            yield _said(name, mapping_of(written), mapping_of(right)), ("clocks", name) if written else ()
    lists = (_by_source(each.data.get("follow_ups"), unsure) for each in (event, ruled))
    for name, written, right in _pairs(*lists):
        yield _said(name, mapping_of(written), mapping_of(right)), ("follow_ups",) if written else ()
    if unsure.rules:  # nor is it known then which of the earlier ones end
        return
    for key in ("closes",) if unsure.promises else ("cancels", "closes"):
        written, right = event.data.get(key) or "", ruled.data.get(key) or ""
        if written != right and sorted(map(text_of, list_of(written))) != sorted(map(text_of, list_of(right))):
            yield _gives(key, shown(right), shown(written)), (key,) if written else ()


def _by_source(follow_ups: Tree | None, unsure: _Unsure) -> dict[str, Tree]:
    """The follow-ups that are sure, by the rule or the promise that they come from. Ids may differ."""
    trees = [mapping_of(each) for each in list_of(follow_ups)]
    found: dict[str, Tree] = {}
    for each in trees:
        is_unsure = unsure.promises if each.get("kind") == PROMISE else text_of(each.get("rule")) in unsure.rules
        if not is_unsure:
            name = text_of(each.get("rule") or each.get("what"))
            found[name if name not in found else f"{name} {len(found)}"] = {**each, "id": ""}
    return found


def _pairs(written: Mapping[str, Tree], right: Mapping[str, Tree]) -> Iterator[tuple[str, Tree, Tree]]:
    """What differs of two mappings: the name, what is written and what is right, "" for nothing."""
    for name in dict.fromkeys((*written, *right)) if written != right else ():
        is_there, ruled = written.get(name, ""), right.get(name, "")
        if is_there != ruled and is_there != with_spelling_of(ruled, is_there):
            yield name, is_there, ruled


def _said(name: str, written: Mapping[str, Tree], right: Mapping[str, Tree]) -> Message:
    """The first detail in which a record differs; the whole of it if it is missing, or one too many."""
    if not written or not right:
        return _gives(name, shown({**right}), shown({**written}))
    key = next(key for key in (*right, *written) if written.get(key) != right.get(key))
    return _gives(f"{name}.{key}", shown(right.get(key)), shown(written.get(key)))


def _gives(name: str, right: str, written: str) -> Message:
    nothing = ("-", "", "{}", "[]")
    if right in nothing:
        return msg("{name}: the record has {written}, but the rules set nothing", name=name, written=written)
    if written in nothing:
        return msg("{name}: the rules set {right}, but nothing is recorded", name=name, right=right)
    return msg("{name}: the rules set {right}, but {written} is recorded", name=name, right=right, written=written)
