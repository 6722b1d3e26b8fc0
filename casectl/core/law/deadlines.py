"""The rule of deadlines: what an event records of clocks and follow-ups is what the rules give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from casectl.core.case.compose import shown, with_spelling_of
from casectl.core.case.event import Event
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault, Unclear
from casectl.core.template.model import Template
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Path, Tree, list_of, mapping_of, text_of

CONSEQUENCES = ("clocks", "follow_ups", "cancels", "closes")
"""The details that are worked out when an event happens, and written down with it."""


def as_ruled(moment: Moment) -> Iterator[Fault | Unclear]:
    """The deadlines, follow-ups and verdicts that an event records are those that the rules give, no more and no less.

    Records from before there was a law may be counted otherwise.
    """
    event = moment.event
    if not moment.in_force.is_law and _is_counted_earlier(event):
        return
    if why := _unclear(moment):
        yield Unclear(why)
        return
    try:
        ruled = _ruled(moment)
    except (CasectlError, OverflowError) as error:
        yield Unclear(error.what if isinstance(error, CasectlError) else msg("{why}", why=str(error)))
        return
    problems = [*_differences(event, ruled)]
    if problems:
        what = msg("event {kind} does not record what the rules give", kind=event.kind)
        yield Fault(what, tuple(each for each, _ in problems), path=problems[0][1])


def _is_counted_earlier(event: Event) -> bool:
    """Whether an event has a record that an earlier casectl counted."""
    records = [mapping_of(each) for each in event.mapping("clocks").values()] if "clocks" in event.data else []
    return any("counting" not in each for each in records)


def _unclear(moment: Moment) -> Message | None:
    """Why the rules cannot be applied: a version of them is not in this clone, or fields have changed since."""
    if notes := moment.in_force.rule_set.notes:
        return notes[0]
    if not moment.unknown:
        return None
    names = _fields_of_rules(moment.in_force.template) | _fields_of_rules(moment.in_force.rule_set.template)
    unknown = moment.unknown_of(f"fields.{name}" for name in names)
    return msg("{names} changed later, and their values then are not in this file", names=unknown) if unknown else None


def _fields_of_rules(template: Template) -> set[str]:
    """The fields that deadlines, follow-ups and promises depend on."""
    triggers = [rule.on for rule in template.follow_ups]
    found = {".".join(path) for top in template.fields for path, field in top.walk() if field.promise}
    for clock in template.clocks:
        triggers += [*clock.starts, *clock.stops, clock.counts_from]
        found |= {name for row in (*clock.within, *clock.repeat) for name, _ in row.when} - {"level", "team"}
    return found | {each.removeprefix("field:") for each in triggers if each.startswith("field:")}


def _ruled(moment: Moment) -> Event:
    """The event as the rules give it. A follow-up that somebody added is that person's own."""
    event, force = moment.event, moment.in_force
    bare = {key: value for key, value in event.data.items() if key not in CONSEQUENCES}
    if event.kind == "followup_added":
        bare["follow_ups"] = list_of(event.data.get("follow_ups"))[:1]
    former = moment.former.rule_set if moment.former else None
    rules = ClockContext(force.template, force.rule_set, mapping_of(moment.free.get("fields")), force.zone, former)
    return with_consequences(replace(event, data=bare), moment.case, rules, moment.runs)


def _differences(event: Event, ruled: Event) -> Iterator[tuple[Message, Path]]:
    """Where an event differs from what the rules give, each with its place in the event's block."""
    for name, written, right in _pairs(event.mapping("clocks"), ruled.mapping("clocks")):
        yield _said(name, mapping_of(written), mapping_of(right)), ("clocks", name) if written else ()
    lists = (_by_id(each.data.get("follow_ups")) for each in (event, ruled))
    for name, written, right in _pairs(*lists):
        yield _said(name, mapping_of(written), mapping_of(right)), ("follow_ups",) if written else ()
    for key in ("cancels", "closes"):
        written, right = event.data.get(key) or "", ruled.data.get(key) or ""
        if sorted(map(text_of, list_of(written))) != sorted(map(text_of, list_of(right))):
            yield _gives(key, shown(right), shown(written)), (key,) if written else ()


def _by_id(follow_ups: Tree | None) -> dict[str, Tree]:
    return {text_of(mapping_of(each).get("id")): each for each in list_of(follow_ups)}


def _pairs(written: Mapping[str, Tree], right: Mapping[str, Tree]) -> Iterator[tuple[str, Tree, Tree]]:
    """What differs of two mappings: the name, what is written and what is right, "" for nothing."""
    for name in dict.fromkeys((*written, *right)):
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
        return msg("{name}: the rules give nothing, the record says {written}", name=name, written=written)
    if written in nothing:
        return msg("{name}: the rules give {right}, the record says nothing", name=name, right=right)
    return msg("{name}: the rules give {right}, the record says {written}", name=name, right=right, written=written)
