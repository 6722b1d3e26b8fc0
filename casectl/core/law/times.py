"""Rules of times: nothing is dated in the future, before the receipt, or before the clock began that it stops."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import effective_events
from casectl.core.case.model import RECORDED, Event
from casectl.core.clocks.rules import touched_by
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.model import FINISHED, Workflow
from casectl.core.time.instants import format_instant, parse_instant, plus, to_seconds
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.tree import list_of, mapping_of, text_of

TOLERANCE = timedelta(minutes=5)
"""How far another machine's clock may be ahead."""

_TOLERANCE = int(TOLERANCE.total_seconds())


def not_to_come(moment: Moment) -> Iterator[Fault]:
    """Neither an event nor a receipt is dated after it was recorded."""
    return _to_come(moment.event, moment.recorded_at or moment.now, moment.in_force.zone)


def _to_come(event: Event, latest: datetime, zone: tzinfo) -> Iterator[Fault]:
    if _is_well_after(event.at, latest):
        yield _still_to_come(msg("event {kind}", kind=event.kind), event.at, zone, "at")
    if received := event.text("received_at"):
        at = parse_instant(received)
        if _is_well_after(at, latest):
            yield _still_to_come(msg("the receipt of the case"), at, zone, "received_at")


def sets_fields(kind: str, details: Collection[str]) -> bool:
    """Whether an event of a kind with these details may fill fields."""
    return kind == "opened" or "changed" in details


def _is_well_after(at: datetime, limit: datetime) -> bool:
    """Whether an instant is later than another one by more than clocks may differ."""
    return to_seconds(at) - to_seconds(limit) > _TOLERANCE


def past_by_then(moment: Moment) -> Iterator[Fault]:
    """A date that its field says can only be past is not to come when it is recorded.

    A value that a later event changed is not known here: that event is judged.
    """
    names = moment.in_force.template.past_dates
    if not names or not (touched := touched_by(moment.event, mapping_of(moment.free.get("fields")))):
        return
    known = [each for each in names if each in touched and not moment.unknown_of([f"fields.{each}"])]
    yield from dates_to_come(known, moment.field, moment.recorded_at or moment.now, moment.in_force.zone)


def dates_to_come(names: Iterable[str], value: Callable[[str], str], latest: datetime, zone: tzinfo) -> Iterator[Fault]:
    """The faults of the fields `names` whose date or instant is later than `latest`; what is none is no fault here."""
    for name in names:
        text = value(name)
        if text and _is_later(text, plus(latest, TOLERANCE), zone):
            yield Fault(msg("{field}: {at} is in the future", field=name, at=text), refusal=UsageError)


def _is_later(text: str, latest: datetime, zone: tzinfo) -> bool:
    try:
        if "T" in text:
            return to_seconds(parse_instant(text)) > to_seconds(latest)
        return date.fromisoformat(text) > latest.astimezone(zone).date()
    except (UsageError, ValueError):
        return False


def _still_to_come(what: Message, at: datetime, zone: tzinfo, detail: str) -> Fault:
    said = msg("{what} is dated {at}, which is in the future", what=what, at=format_instant(at, zone))
    return Fault(said, path=(detail,), refusal=UsageError)


def may_end(kind: str, details: Collection[str]) -> bool:
    """Whether an event of a kind with these details may answer or end a case, or say that it was received later."""
    return kind in _ENDING or "received_at" in details


def answered_after_receipt(moment: Moment) -> Iterator[Fault]:
    """No case is answered, resolved or closed before it was received, also after the receipt was corrected."""
    workflow = moment.in_force.template.workflow
    return (fault for event, fault in _before_receipt(moment) if _ends(event, workflow))


def comes_later(kind: str, _: Collection[str]) -> bool:
    """Whether events of a kind come after a case was opened."""
    return kind != "opened"


def done_after_receipt(moment: Moment) -> Iterator[Fault]:
    """Nothing else is done about a case before it was received either.

    Of an imported case the events are another system's, which may have noted something before it took the complaint
    in. What is dated as it was recorded shows only that one of two clocks is wrong: that stops nobody's work.
    """
    event, workflow, recorded = moment.event, moment.in_force.template.workflow, moment.recorded_at
    if moment.imported:
        return
    for each, fault in _before_receipt(moment):
        as_recorded = each is event and recorded is not None and not _is_well_after(recorded, event.at)
        if each.kind != "opened" and not as_recorded and not _ends(each, workflow):
            yield fault


def _dated(moment: Moment) -> tuple[Event, ...]:
    """The events of which the dates are judged with this one: also earlier ones, if it corrects the receipt."""
    if "received_at" in moment.event.data and moment.event.kind != "opened":
        return (*effective_events(moment.case.journal), moment.event)
    return (moment.event,)


def _before_receipt(moment: Moment) -> Iterator[tuple[Event, Fault]]:
    """The events dated before the receipt, as it was known then and as it was put right since, each with its fault.

    Machines whose clocks differ by no more than TOLERANCE are at no fault.
    """
    then, now = moment.after.received_at, moment.last.received_at
    received = min(then, now, key=to_seconds) if then and now and then is not now else then or now
    if received is None or moment.was_undone:
        return
    for event in _dated(moment):
        if _is_well_after(received, event.at):
            yield event, _too_early(event, received, moment.case.id, moment.in_force.zone)


def _too_early(event: Event, received: datetime, case_id: str, zone: tzinfo) -> Fault:
    at, since = (format_instant(each, zone) for each in (event.at, received))
    what = msg("event {kind} is dated {at}, before the case was received, {since}", kind=event.kind, at=at, since=since)
    way = msg(
        "if it was received earlier, correct that first: casectl set {id} received_at=TIME --reason TEXT", id=case_id
    )
    return Fault(what, hint=way, path=("at",))


def _ends(event: Event, workflow: Workflow) -> bool:
    """Whether an event answers the customer, or resolves or closes the case, also one that an import opens so."""
    if event.kind == "contacted":
        return event.text("direction") == "out"
    return event.kind in _ENDING and workflow.category(event.text("to")) in FINISHED


_ENDING = frozenset({"contacted", "advanced", "opened"})
"""The kinds of events that may answer the customer, or resolve or close a case."""


def impossible_times(
    journal: Sequence[Event], received: datetime | None, workflow: Workflow, now: datetime, zone: tzinfo
) -> Iterator[tuple[int, Fault]]:
    """What these rules have against a journal that is about to be imported, each with the number of its event."""
    for number, event in enumerate(journal):
        for fault in _to_come(event, now, zone):
            yield number, fault
        if received and _ends(event, workflow) and _is_well_after(received, event.at):
            yield number, _too_early(event, received, "", zone)


def after_its_clock(moment: Moment) -> Iterator[Fault]:
    """No event is dated before a clock began that it stops or changes.

    A clock that counts from a date to come can be stopped as soon as it is recorded, and what was done before a clock
    began can end it as it begins. Of the clocks that an event names, their own rules say this.
    """
    event, problems = moment.event, list[Message]()
    if not moment.runs:
        return
    for name in event.mapping("clocks").keys() - set(list_of(event.data.get("clock"))):
        run = moment.runs.get(name)
        if run is None or not run.is_open or to_seconds(event.at) >= to_seconds(run.start):
            continue
        if (begun := moment.case.event(run.events[0])) is None:
            continue
        first = min(run.start, begun.at, key=to_seconds)
        if to_seconds(event.at) < to_seconds(first) and not _ends_as_it_begins(event, name, first):
            since = format_instant(first, moment.in_force.zone)
            problems.append(msg("{clock} has only been running since {since}", clock=name, since=since))
    if problems:
        at = format_instant(event.at, moment.in_force.zone)
        what = msg("{at} is too early: a clock cannot be met before it began", at=at)
        yield Fault(what, tuple(problems), path=("at",))


def _ends_as_it_begins(event: Event, clock: str, first: datetime) -> bool:
    """Whether an event ends a run when that began: a step that was taken earlier leaves it nothing to run for."""
    stopped = text_of(mapping_of(event.mapping("clocks")[clock]).get("stopped"))
    is_step = kind_of(event.kind).enters_state
    return is_step and bool(stopped) and to_seconds(parse_instant(stopped)) == to_seconds(first)


def recorded_as_said(moment: Moment) -> Iterator[Fault]:
    """When an event says that it was recorded is after it happened, and not to come; nor long before its commit."""
    event, latest = moment.event, moment.recorded_at or moment.now
    is_late = moment.recorded_at is not None and moment.is_much_later(event.known_at, moment.recorded_at)
    too_early = to_seconds(event.known_at) < to_seconds(event.at)
    if is_late or too_early or _is_well_after(event.known_at, latest):
        at = format_instant(event.known_at, moment.in_force.zone)
        yield Fault(msg("event {kind} was not recorded at {at}", kind=event.kind, at=at), path=(RECORDED,))
