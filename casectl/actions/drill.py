"""drill: a scenario is played in a casebook of its own, and marked by what is on record there."""

from __future__ import annotations

from datetime import datetime

from casectl.actions.context import Reading, Recording
from casectl.actions.lookup.find import read
from casectl.actions.recording.opening import Opening, open_case
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.practice.marks import Attempt, Marked, Played, marks_of
from casectl.core.practice.scenario import CustomerMessage, Scenario, read_scenario
from casectl.core.schemas.shapes import Say
from casectl.core.template.labels import Labels
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import NotFound, Refused, msg, unreadable_with
from casectl.core.values.tree import Plain, Tree, text_of
from casectl.ports.recording import Documents

FILE = ".casectl/drill.yaml"
"""Where a rehearsal casebook has its scenario."""

_FIRST = 1


def checked_scenario(documents: Documents, path: str, data: bytes, name: str) -> Scenario:
    """The scenario in a file. Raises Unreadable with everything wrong with it."""
    scenario, findings = read_scenario(documents.read(path, data), name)
    if findings:
        raise unreadable_with(path, findings)
    return scenario


def play(context: Recording, say: Say) -> Played:
    """The next message of the customer comes: the first one opens the case, by whoever practises; others are contacts.

    Raises Refused before its time, and NotFound once all have come, or where there is no scenario.
    """
    scenario = _scenario(context)
    case = _case(context)
    number = _FIRST if case is None else _come(case, scenario) + 1
    if number > len(scenario.messages):
        raise NotFound(msg("there are no more messages from the customer"), hint=msg("casectl drill score"))
    message = scenario.messages[number - 1]
    stamp = EventStamp(event_id=_event_id(number))
    if case is None:
        values = [(name, say(text)) for name, text in scenario.opening]
        opened = open_case(context, Opening(scenario.template, values), stamp).case
        return Played(number, opened.id, context.now, message, _time_of(context, opened, scenario, number + 1))
    at = _time_of(context, case, scenario, number)
    if at and to_seconds(at) > to_seconds(context.now):
        when = format_instant(at, context.zone)
        raise Refused(
            msg("the next message comes at {at}", at=when),
            hint=msg("until then, do what casectl today lists; then: export CASECTL_NOW={at}; casectl drill next",
                     at=when),
        )  # fmt: skip
    record(context, case.id, lambda *_: Proposal([_contact(message, say)]), stamp)
    return Played(number, case.id, context.now, message, _time_of(context, case, scenario, number + 1))


def _contact(message: CustomerMessage, say: Say) -> EventDraft:
    data: dict[str, Tree] = {"direction": "in", "text": say(message.text)}
    data |= {"channel": message.channel} if message.channel else {}
    data |= {"chaser": Plain("yes")} if message.chaser else {}
    return EventDraft("contacted", data)


def score(context: Reading) -> Marked:
    """The five marks of what was done so far. Raises NotFound where there is no scenario, or it has not begun."""
    scenario, case = _scenario(context), _case(context)
    if case is None:
        raise NotFound(msg("the customer has not said anything yet"), hint=msg("casectl drill next"))
    template = context.template(case.header.template)
    labels, category = Labels.of(template), template.workflow.category(case.header.state)
    messages = [_asked(context, case, scenario, number) for number in range(1, len(scenario.messages) + 1)]
    marks = marks_of(Attempt(scenario, case, category, labels, messages, context.now))
    return Marked(scenario, case.id, marks, sum(each is None for each in messages))


def _asked(context: Reading, case: Case, scenario: Scenario, number: int) -> tuple[datetime, datetime] | None:
    """When a message came, and by when it was to be answered; None if it has not come yet."""
    event = case.event(_event_id(number))
    return (event.at, context.calendar.after(event.at, scenario.answer_within)) if event else None


def _scenario(context: Reading) -> Scenario:
    data = context.store.read(FILE)
    if data is None:
        raise NotFound(
            msg("this casebook is not a drill"),
            hint=msg("casectl drill lists the scenarios; casectl drill NAME DIR begins one"),
        )
    name = text_of(context.documents.read(FILE, data).tree.get("scenario"))
    return checked_scenario(context.documents, FILE, data, name)


def _case(context: Reading) -> Case | None:
    """The case that the first message opened."""
    for each in context.case_ids():
        case = read(context, each)
        if case.event(_event_id(_FIRST)):
            return case
    return None


def _come(case: Case, scenario: Scenario) -> int:
    return sum(case.event(_event_id(number)) is not None for number in range(1, len(scenario.messages) + 1))


def _event_id(number: int) -> str:
    return f"drill-message-{number}"


def _time_of(context: Reading, case: Case, scenario: Scenario, number: int) -> datetime | None:
    """When a message comes; None if there is none."""
    first = case.event(_event_id(_FIRST))
    if first is None or number > len(scenario.messages):
        return None
    return context.calendar.after(first.at, scenario.messages[number - 1].after)
