"""What figures are to reach (``targets:`` in casectl.yaml), and of how many complaints are told (``exposure:``)."""

from __future__ import annotations

import re

from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import LocalizedText, Message, UsageError, msg
from casectl.core.values.nearest import unknown_word
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import NamedTuple, value_class

EXPOSURE = (
    Key("title", msg("the title people see: a text, or one per language {example}", example="{en: …, zh: …}")),
    Key("source", msg("where the numbers are from"), needed=True),
    Key("per", msg("how many units a rate is given for; 1000 by default")),
    Key("of", msg("the number in each period, by its name {example}", example="{2026-10: 4210, 2026-Q4: 4215}"),
        needed=True),
)  # fmt: skip
"""The keys of an entry of ``exposure:``."""
PERIOD = r"\d{4}(-Q[1-4]|-(0[1-9]|1[0-2])|-W(0[1-9]|[1-4]\d|5[0-3])|-\d\d-\d\d)?"
"""How a period is named: 2026, 2026-Q4, 2026-10, 2026-W44, 2026-10-31."""
_PER = 1000
"""For how many a rate is given where nothing says it."""
_PERIOD, _NUMBER = regex(PERIOD, re.ASCII), regex(r"\d{1,15}(\.\d{1,6})?", re.ASCII)
TARGETED = {
    "rate": "rate", "reopened": "times", "carried": "cases", "open_age": "seconds", "first_response": "seconds",
    "next_response": "seconds", "resolution_first": "seconds", "resolution_last": "seconds", "attainment": "percent",
    "moved_late": "times", "postponed": "times", "promises_kept": "percent", "fcr": "percent", "fcr_net": "percent",
    "reopen_rate": "percent", "escalation_rate": "percent", "handoffs": "times", "offers_returned": "times",
    "ping_pong": "percent", "csat": "percent", "survey_response": "percent", "satisfaction": "percent",
    "nps": "score", "ces": "score", "repeat_customers": "percent", "chasers": "times", "overrides": "times",
    "late_entries": "times", "undone": "times", "corrected": "times", "quality": "score", "quality_good": "percent",
}  # fmt: skip
"""The figures that may have a target, each with its unit; `casectl.core.figures.table` says which way is better."""

_NUMBER = regex(r"-?\d{1,9}(?:\.\d{1,2})?", re.ASCII)
_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


class Target(NamedTuple):
    """What a value of a figure is to reach: of all its parts, or of one (``first_response.median``, and of a clock
    ``attainment.resolve``).
    """

    name: str
    value: float
    written: str

    @property
    def of_part(self) -> bool:
        """Whether it is that of one part; that of a figure is held against what has the figure's unit."""
        return "." in self.name

    def is_for(self, figure: str, part: str) -> bool:
        """Whether it is the target of a part of a figure."""
        return self.name in (figure, f"{figure}.{part.rpartition(':')[2]}")


def read_targets(reader: SettingsReader, node: Node | None) -> tuple[Target, ...]:
    """The targets, those of one part before those of all; what is no target of its figure is reported."""
    found = []
    for name, each in reader.mapping(node).items():
        value = _value(name, each)
        if isinstance(value, Message):
            reader.report(each, "B001", value)
        else:
            found.append(Target(name, value, each.text))
    return tuple(sorted(found, key=lambda target: "." not in target.name))


def _value(name: str, node: Node) -> float | Message:
    unit = TARGETED.get(name.partition(".")[0])
    if unit is None:
        return unknown_word(name, TARGETED)
    text = node.text if isinstance(node.content, str) else ""
    if unit == "seconds":
        return _seconds(text)
    number = text.removesuffix("%").strip() if unit == "percent" else text
    if _NUMBER.fullmatch(number):
        return float(number)
    return msg("{name} needs a number, such as {example}", name=name, example="95%" if unit == "percent" else "5")


def _seconds(text: str) -> float | Message:
    try:
        length = parse_duration(text)
    except UsageError as error:
        return error.what
    if length.unit not in _SECONDS:
        return msg("{text} depends on a calendar; write it in minutes, hours, days or weeks: 4h", text=text)
    return float(length.amount * _SECONDS[length.unit])


@value_class
class Exposure:
    """So many homes, orders or customers, `of` which in each period, by its name; rates are told `per` so many."""

    name: str
    title: LocalizedText
    source: str
    per: int
    of: tuple[tuple[str, float], ...]


def read_exposure(reader: SettingsReader, node: Node | None) -> tuple[Exposure, ...]:
    """The entries under ``exposure:``; numbers that are none are reported."""
    return tuple(_entry(reader, name, each) for name, each in reader.named(node).items())


def _entry(reader: SettingsReader, name: str, node: Node) -> Exposure:
    part = reader.part(node, "exposure")
    numbers = {}
    for period, each in reader.mapping(part.get("of")).items():
        if not _PERIOD.fullmatch(period):
            what = msg("{text} is not a period; write 2026, 2026-Q4, 2026-10, 2026-W44 or 2026-10-31", text=period)
            reader.report(each, "B001", what)
        elif (number := _number(reader, each)) is not None:
            numbers[period] = number
    per = _whole(reader, part["per"]) if "per" in part else None
    return Exposure(name, reader.words(part.get("title"), name), reader.text(part.get("source")),
                    per or _PER, tuple(numbers.items()))  # fmt: skip


def _whole(reader: SettingsReader, node: Node) -> int | None:
    number = _number(reader, node)
    if number is None:
        return None
    if number == int(number):
        return int(number)
    reader.report(node, "B001", msg("{text} is not a whole number", text=reader.text(node)))
    return None


def _number(reader: SettingsReader, node: Node) -> float | None:
    text = reader.text(node)
    if _NUMBER.fullmatch(text) and float(text):
        return float(text)
    reader.report(node, "B001", msg("{text} is not a number above 0", text=text))
    return None
