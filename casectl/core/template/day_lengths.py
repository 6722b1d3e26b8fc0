"""Lengths of time in settings that are counted in whole days."""

from __future__ import annotations

from casectl.core.time.durations import parse_duration
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader

_DAYS = {"d": 1, "w": 7}


def read_days(reader: SettingsReader, node: Node | None, default: int) -> int:
    """How many days a length in days or weeks is; `default` where there is none, or it is reported."""
    text = reader.text(node)
    if node is None or not text:
        return default
    try:
        length = parse_duration(text)
    except UsageError:
        length = None
    if length is None or length.unit not in _DAYS:
        reader.report(node, "B001", msg("{text} is not a length in days or weeks, such as 90d", text=text))
        return default
    return length.amount * _DAYS[length.unit]
