"""When complaints of one root cause are a problem of their own (``problems:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.time.durations import Duration, parse_duration
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

PROBLEMS = (
    Key("cases", msg("how many complaints of one root cause are a problem; 3 without it")),
    Key("within", msg("within which time they were received, in days or weeks; 90d without it")),
)
"""The keys of ``problems:``."""


@value_class
class ProblemSettings:
    """So many cases of one root cause, received within so many days, are a problem."""

    cases: int = 3
    days: int = 90


def read_problems(reader: SettingsReader, node: Node | None) -> ProblemSettings:
    """The settings under ``problems:``; what is wrong has its default."""
    part, default = reader.part(node, "problems"), ProblemSettings()
    cases, within = reader.text(part.get("cases"), str(default.cases)), reader.text(part.get("within"), "90d")
    if not (cases.isascii() and cases.isdecimal() and int(cases[:6]) > 1):
        reader.report(part["cases"], "B001", msg("{text} is not a number of cases from 2 on", text=cases))
        cases = str(default.cases)
    length = _length(within)
    if length is None or length.unit not in _DAYS:
        reader.report(part["within"], "B001", msg("{text} is not a length in days or weeks, such as 90d", text=within))
        return ProblemSettings(int(cases[:6]))
    return ProblemSettings(int(cases[:6]), length.amount * _DAYS[length.unit])


_DAYS = {"d": 1, "w": 7}


def _length(text: str) -> Duration | None:
    try:
        return parse_duration(text)
    except UsageError:
        return None
