"""When complaints of one root cause are a problem of their own (``problems:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.template.day_lengths import read_days
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
    cases = reader.text(part.get("cases"), str(default.cases))
    if not (cases.isascii() and cases.isdecimal() and int(cases[:6]) > 1):
        reader.report(part["cases"], "B001", msg("{text} is not a number of cases from 2 on", text=cases))
        cases = str(default.cases)
    return ProblemSettings(int(cases[:6]), read_days(reader, part.get("within"), default.days))
