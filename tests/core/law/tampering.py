"""Single alterations of a journal, as somebody might make them who goes around the verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from random import Random

from casectl.core.case.fold import effective_events
from casectl.core.case.model import Event
from casectl.core.time.instants import format_instant, parse_instant, plus
from casectl.core.values.tree import Plain, Tree, list_of, mapping_of, text_of
from tests.core.law.lives import Life, altered
from tests.test_deadlines import DESK

Journal = tuple[Event, ...]
Tampering = Callable[[Random, Life], Journal | None]


def _with(journal: Journal, number: int, event: Event) -> Journal:
    return (*journal[:number], event, *journal[number + 1 :])


def _some(chance: Random, life: Life, *kinds: str, having: str = "") -> int | None:
    """The number of some event of these kinds (none: any), which has a detail."""
    numbers = [
        number
        for number, each in enumerate(life.journal)
        if (not kinds or each.kind in kinds) and (not having or having in each.data)
    ]
    return chance.choice(numbers) if numbers else None


def later_deadline(chance: Random, life: Life) -> Journal | None:
    """A deadline is written down later than it is."""
    number = _some(chance, life, having="clocks")
    records = mapping_of(life.journal[number].data["clocks"]) if number is not None else {}
    due = [name for name, each in records.items() if "due" in mapping_of(each)]
    if number is None or not due:
        return None
    name = chance.choice(due)
    record = mapping_of(records[name])
    later = Plain(format_instant(plus(parse_instant(text_of(record["due"])), timedelta(days=9)), DESK.zone))
    clocks: dict[str, Tree] = {**records, name: {**record, "due": later}}
    return _with(life.journal, number, altered(life.journal[number], clocks=clocks))


def met_not_late(chance: Random, life: Life) -> Journal | None:
    """A clock that was missed is written down as met."""
    for number, event in enumerate(life.journal):
        for name, each in event.mapping("clocks").items():
            record = mapping_of(each)
            if "late" in record:
                met: dict[str, Tree] = {key: value for key, value in record.items() if key != "late"}
                clocks: dict[str, Tree] = {**event.mapping("clocks"), name: {**met, "met": "yes"}}
                return _with(life.journal, number, altered(event, clocks=clocks))
    return None


def no_clock(chance: Random, life: Life) -> Journal | None:
    """What an event did to a clock is left out."""
    number = _some(chance, life, having="clocks")
    if number is None:
        return None
    event, clocks = life.journal[number], {**life.journal[number].mapping("clocks")}
    clocks.pop(chance.choice(sorted(clocks)))
    data = {key: value for key, value in event.data.items() if key != "clocks"}
    return _with(life.journal, number, replace(event, data={**data, **({"clocks": clocks} if clocks else {})}))


def no_follow_up(chance: Random, life: Life) -> Journal | None:
    """A follow-up that the rules schedule is left out."""
    number = _some(chance, life, "advanced", "opened", "reopened", having="follow_ups")
    if number is None:
        return None
    event = life.journal[number]
    first, *kept = list_of(event.data["follow_ups"])
    by_field = {rule.name for rule in life.template.follow_ups if rule.on.startswith("field:")}
    if mapping_of(first).get("rule", "") in ("", *by_field):  # of a field that may have another value by now
        return None
    data = {key: value for key, value in event.data.items() if key != "follow_ups"}
    return _with(life.journal, number, replace(event, data={**data, **({"follow_ups": kept} if kept else {})}))


def an_owner(chance: Random, life: Life) -> Journal | None:
    """A note or a contact gives the case to somebody, another level, another team."""
    number = _some(chance, life, "noted", "contacted", "changed", "followup_done", "undone")
    detail: dict[str, Tree] = dict([chance.choice([("owner", "cy"), ("level", Plain(1)), ("team", "back")])])
    return None if number is None else _with(life.journal, number, altered(life.journal[number], **detail))


def a_stranger(chance: Random, life: Life) -> Journal | None:
    """An event is by somebody who is nobody here."""
    number = _some(chance, life)
    return None if number is None else _with(life.journal, number, replace(life.journal[number], by="mallory"))


def another_step(chance: Random, life: Life) -> Journal | None:
    """A step leads to a state to which none leads from there."""
    number = _some(chance, life, "advanced")
    if number is None:
        return None
    workflow, before = life.template.workflow, life.case_of(life.journal[:number]).header.state
    possible = {each.target for each in workflow.steps_from(before)}
    others = [each.name for each in workflow.states if each.name not in possible]
    return _with(life.journal, number, altered(life.journal[number], to=chance.choice(others))) if others else None


def a_step_typed(chance: Random, life: Life) -> Journal | None:
    """A step is typed behind the last event, without what it does to clocks and follow-ups."""
    state = life.case.header.state
    steps = [each for each in life.template.workflow.steps_from(state) if each.guards or each.may]
    if not steps:
        return None
    typed = Event("typed1", life.now, "ada", "advanced", {"to": chance.choice(steps).target})
    return None if _holds(life, typed) else (*life.journal, typed)


def _holds(life: Life, typed: Event) -> bool:
    """Whether a step could have been taken just so: then typing it is no tampering."""
    kept = life.journal
    held = life.propose(typed.by, typed.kind, **typed.data)
    life.journal = kept
    return held


def another_takes_it(chance: Random, life: Life) -> Journal | None:
    """An offer is accepted by somebody to whom it was not made."""
    number = _some(chance, life, "accepted")
    if number is None:
        return None
    offer = life.case_of(life.journal[:number]).header.offer
    others = [each for each in ("ada", "bob", "cy") if offer and each != offer.to]
    taker = chance.choice(others)
    return _with(life.journal, number, replace(altered(life.journal[number], to=taker), by=taker))


def a_lower_level(chance: Random, life: Life) -> Journal | None:
    """A level goes down."""
    number = _some(chance, life, "escalated")
    return None if number is None else _with(life.journal, number, altered(life.journal[number], level=Plain(0)))


def another_reason(chance: Random, life: Life) -> Journal | None:
    """A clock is paused or started anew for a reason that its rule does not list."""
    number = _some(chance, life, "paused", "restarted")
    return None if number is None else _with(life.journal, number, altered(life.journal[number], code="tea"))


def a_longer_extension(chance: Random, life: Life) -> Journal | None:
    """A clock is extended beyond what its rule allows."""
    number = _some(chance, life, "extended")
    return None if number is None else _with(life.journal, number, altered(life.journal[number], length="900d"))


def an_extension_typed(chance: Random, life: Life) -> Journal | None:
    """An extension is typed behind the last event, with its deadline, by the owner and without a notice."""
    due = life.case.header.due
    if not due:
        return None
    name = chance.choice(sorted(due))
    later = Plain(format_instant(plus(due[name], timedelta(days=30)), DESK.zone))
    clocks: Tree = {name: {"due": later, "extended_by": "30d", "counting": Plain("2")}}
    details: dict[str, Tree] = {"clock": [name], "length": "30d", "reason": "so", "clocks": clocks}
    return (*life.journal, Event("typed1", life.now, life.case.header.owner, "extended", details))


def anothers_undone(chance: Random, life: Life) -> Journal | None:
    """Somebody takes back what another did."""
    number = _some(chance, life, "undone")
    if number is None:
        return None
    others = [each for each in ("ada", "bob", "cy") if each != life.journal[number].by]
    return _with(life.journal, number, replace(life.journal[number], by=chance.choice(others)))


def to_come(chance: Random, life: Life) -> Journal | None:
    """An event is dated in the future."""
    number = _some(chance, life)
    at = plus(life.now, timedelta(days=9))
    return None if number is None else _with(life.journal, number, replace(life.journal[number], at=at))


def before_receipt(chance: Random, life: Life) -> Journal | None:
    """An event is dated before the complaint was received."""
    counted = {each.id for each in effective_events(life.journal[1:])}
    numbers = [number for number, each in enumerate(life.journal) if each.id in counted]
    number = chance.choice(numbers) if numbers else None
    at = plus(life.journal[0].at, -timedelta(days=9))
    return None if number is None else _with(life.journal, number, replace(life.journal[number], at=at))


def first_gone(chance: Random, life: Life) -> Journal | None:
    """A step that others follow is deleted."""
    steps = [number for number, each in enumerate(life.journal) if each.kind in ("advanced", "reopened")]
    if len(steps) < 2:
        return None
    number = chance.choice(steps[:-1])
    return (*life.journal[:number], *life.journal[number + 1 :])


def steps_swapped(chance: Random, life: Life) -> Journal | None:
    """Two steps change places."""
    steps = [number for number, each in enumerate(life.journal) if each.kind in ("advanced", "reopened")]
    pairs = [*pairwise(steps)]
    if not pairs:
        return None
    one, other = chance.choice(pairs)
    journal = [*life.journal]
    journal[one], journal[other] = journal[other], journal[one]
    return tuple(journal)


SEEN: tuple[Tampering, ...] = (
    later_deadline, met_not_late, no_clock, no_follow_up, an_owner, a_stranger, another_step, a_step_typed,
    another_takes_it, a_lower_level, another_reason, a_longer_extension, an_extension_typed, anothers_undone, to_come,
    before_receipt, first_gone, steps_swapped,
)  # fmt: skip
"""What the law sees in the file alone."""
