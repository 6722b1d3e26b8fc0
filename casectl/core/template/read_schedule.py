"""Reading a template's follow-ups, checklists and levels."""

from __future__ import annotations

from casectl.core.template.clock_rules import PROOFS, FollowUpRule
from casectl.core.template.model import Checklist
from casectl.core.template.nodes import TemplateNode
from casectl.core.template.parts import Reading
from casectl.core.template.read_triggers import TriggerNames, read_duration, read_trigger
from casectl.core.values.messages import LocalizedText, msg


def read_follow_ups(reading: Reading, node: TemplateNode | None, names: TriggerNames) -> tuple[FollowUpRule, ...]:
    """The follow-ups under `node`."""
    rules = []
    for name, each in reading.named(node).items():
        part = reading.part(each, "follow_up")
        rules.append(
            FollowUpRule(
                name=name,
                on=read_trigger(reading, part["on"], names) if "on" in part else "",
                after=read_duration(reading, part.get("after")),
                what=reading.text(part.get("what")),
                title=reading.words(part.get("title"), name),
                who=reading.text(part.get("who"), "owner"),
                blocking=reading.yes(part.get("blocking")),
                calendar=reading.text(part.get("calendar")),
                any_time=reading.yes(part.get("any_time")),
                source=reading.text(part.get("source")),
                verified=reading.word(part.get("verified"), tuple(PROOFS), ""),
            )
        )
    return tuple(rules)


def read_checklists(reading: Reading, node: TemplateNode | None) -> tuple[Checklist, ...]:
    """The checklists under `node`."""
    lists = []
    for name, each in reading.named(node).items():
        part = reading.part(each, "checklist")
        items = part.get("items")
        if items is not None and not items.content:
            reading.fault(items.place, "T002", msg("checklist {name} has no items", name=name))
        reading.named(items)
        lists.append(Checklist(name, reading.words(part.get("title"), name), reading.titles(items)))
    return tuple(lists)


def read_levels(reading: Reading, node: TemplateNode | None) -> tuple[tuple[str, LocalizedText], ...]:
    """The levels of severity under `node`."""
    for name, value in reading.mapping(node).items():
        if not (name.isascii() and name.isdigit() and name[0] != "0"):
            reading.fault(value.place, "T017", msg("{name} is no level: levels are numbers from 1", name=name))
    return reading.titles(node)
