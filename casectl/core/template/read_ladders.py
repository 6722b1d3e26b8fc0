"""Reading ladders: that of a clock or a follow-up, and those of a template."""

from __future__ import annotations

import re

from casectl.core.case.owed import FOLLOW_UP, INSTRUCTION, PROMISE
from casectl.core.template.ladders import Stage
from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import SettingsReader

_AT = regex(r"0|([+-])(\S.*)")


def read_ladder(reader: SettingsReader, node: Node | None) -> tuple[Stage, ...]:
    """The stages under ``remind:``, no two of them at the same time; a list, or a single one."""
    nodes = node.items if node is not None and not isinstance(node.content, dict) else [node] if node else []
    stages: dict[str, Stage] = {}
    for each in nodes:
        part = reader.part(each, "stage")
        to, at = reader.texts(part.get("to")), _at(reader, part.get("at"))
        if "to" in part and not to:
            reader.report(part["to"], "T002", msg("this stage reminds nobody: name owner, team, a role or a person"))
        if at in stages:
            reader.report(part["at"], "T008", msg("{word} is listed twice", word=at))
        if at:
            stages[at] = Stage(at, to, _level(reader, part.get("raise")), reader.yes(part.get("any_time")))
    return tuple(stages.values())


def read_ladders(reader: SettingsReader, node: Node | None) -> dict[str, tuple[Stage, ...]]:
    """The ladders of what no clock and no rule has planned, by the kind of what is owed."""
    part = reader.part(node, "ladders")
    kinds = {"promise": PROMISE, "instruction": INSTRUCTION, "follow_up": FOLLOW_UP}
    return {kind: stages for key, kind in kinds.items() if (stages := read_ladder(reader, part.get(key)))}


def _at(reader: SettingsReader, node: Node | None) -> str:
    text = reader.text(node)
    if node is None or not text:
        return ""
    try:
        if match := _AT.fullmatch(text):
            return f"{match[1]}{parse_duration(match[2])}" if match[2] else "0"
    except UsageError as error:
        reader.report(node, "T014", error.what)
        return ""
    reader.report(
        node, "T014", msg("{text} is not a time before or after a deadline, such as -2h, 0 or +1d", text=text)
    )
    return ""


def _level(reader: SettingsReader, node: Node | None) -> int:
    text = reader.text(node)
    if node is None or re.fullmatch("[1-9][0-9]?", text):
        return int(text or 0)
    reader.report(node, "T014", msg("{name} is not a level: levels are numbers from 1", name=text))
    return 0
