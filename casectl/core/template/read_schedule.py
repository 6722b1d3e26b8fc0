"""Reading a template's follow-ups, checklists and levels."""

from __future__ import annotations

import re

from casectl.core.template.clock_rules import ASKS_OUTCOME, ASKS_SCORE, PROOFS, FollowUpRule
from casectl.core.template.model import Checklist
from casectl.core.template.read_ladders import read_ladder
from casectl.core.template.read_triggers import TriggerNames, read_duration, read_states_named, read_trigger
from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader


def read_follow_ups(reader: SettingsReader, node: Node | None, names: TriggerNames) -> tuple[FollowUpRule, ...]:
    """The follow-ups under `node`."""
    rules = []
    for name, each in reader.named(node).items():
        part = reader.part(each, "follow_up")
        rules.append(
            FollowUpRule(
                name=name,
                on=read_trigger(reader, part["on"], names) if "on" in part else "",
                after=read_duration(reader, part.get("after")),
                what=reader.text(part.get("what")),
                title=reader.words(part.get("title"), name),
                who=reader.text(part.get("who"), "owner"),
                blocking=reader.yes(part.get("blocking")),
                calendar=reader.text(part.get("calendar")),
                any_time=reader.yes(part.get("any_time")),
                settled=read_states_named(reader, part.get("settled"), names.states),
                source=reader.words(part.get("source")),
                verified=reader.word(part.get("verified"), tuple(PROOFS), ""),
                asks=reader.word(part.get("asks"), (ASKS_OUTCOME, ASKS_SCORE), ""),
                tries=_tries(reader, part.get("tries")),
                again=read_duration(reader, part.get("again")) or "1d",
                every=read_duration(reader, part.get("every")),
                until=read_duration(reader, part.get("until")),
                remind=read_ladder(reader, part.get("remind")),
            )
        )
    return tuple(rules)


def _tries(reader: SettingsReader, node: Node | None) -> int:
    """How often it is tried: a number from 1 to 99."""
    text = reader.text(node, "1")
    if re.fullmatch("[1-9][0-9]?", text):
        return int(text)
    if node:
        reader.report(node, "T014", msg("{text} is not a number of tries, such as 3", text=text))
    return 1


def read_checklists(reader: SettingsReader, node: Node | None) -> tuple[Checklist, ...]:
    """The checklists under `node`."""
    lists = []
    for name, each in reader.named(node).items():
        part = reader.part(each, "checklist")
        items = part.get("items")
        if items is not None and not items.content:
            reader.report(items, "T002", msg("checklist {name} has no items", name=name))
        reader.named(items)
        lists.append(Checklist(name, reader.words(part.get("title"), name), reader.titles(items)))
    return tuple(lists)


def read_levels(reader: SettingsReader, node: Node | None) -> tuple[tuple[str, LocalizedText], ...]:
    """The levels of severity under `node`."""
    for name, value in reader.mapping(node).items():
        if not (name.isascii() and name.isdigit() and name[0] != "0"):
            reader.report(value, "T017", msg("{name} is not a level: levels are numbers from 1", name=name))
    return reader.titles(node)
