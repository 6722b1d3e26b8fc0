"""Of how many of what complaints are told (``exposure:`` in casectl.yaml), so that there is a rate of them."""

from __future__ import annotations

import re

from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

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
