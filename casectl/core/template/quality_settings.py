"""Quality in casectl.yaml: score sheets (``inspections:``), ``surveys:``, root causes (``problems:``)."""

from __future__ import annotations

from casectl.core.time.durations import parse_duration
from casectl.core.values.messages import LocalizedText, UsageError, Value, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

PROBLEMS = (
    Key("cases", msg("how many complaints of one root cause are a problem; by default 3")),
    Key("within", msg("the period within which they were received, in days or weeks; by default 90d")),
)
"""The keys of ``problems:``."""
_DAYS = {"d": 1, "w": 7}
SURVEYS = (
    Key("after", msg("how long after closing the customer is asked, in days or weeks; by default 1d")),
    Key("remind", msg("how long after that the customer is reminded, once; by default 7d")),
    Key("within", msg("how long after closing it is too late to ask; by default 60d")),
    Key("pause", msg("how long a customer who was asked is not asked about another case; by default 90d")),
    Key("never", msg("a query for cases whose customers are never asked {example}",
                     example="fields.customer.no_contact:yes")),
)  # fmt: skip
"""The keys of ``surveys:``."""
INSPECTIONS = (
    Key("marks", msg("the lines of the score sheet by name, each with its title {example}; by default casectl's own",
                     example="{tone: {en: Tone of voice, zh: 语气}}")),
    Key("appeal", msg("how long the person inspected may appeal, in days or weeks; by default 14d")),
)  # fmt: skip
"""The keys of ``inspections:``."""

SHEET: tuple[tuple[str, LocalizedText], ...] = (
    ("script", LocalizedText((("en", "Kept to the script"), ("zh", "话术规范")))),
    ("diagnosis", LocalizedText((("en", "Found out what was wrong"), ("zh", "问题判断")))),
    ("solution", LocalizedText((("en", "The solution fits"), ("zh", "方案匹配")))),
    ("emotion", LocalizedText((("en", "Met the customer's feelings"), ("zh", "情绪安抚")))),
    ("accuracy", LocalizedText((("en", "What was said is right"), ("zh", "答复准确")))),
)
"""The score sheet of a casebook that has none of its own: what customer-service manuals mark."""


@value_class
class InspectionSettings:
    """The lines of the score sheet, each with its title; and within how many days one may appeal."""

    marks: tuple[tuple[str, LocalizedText], ...] = SHEET
    days: int = 14

    @property
    def names(self) -> tuple[str, ...]:
        """The lines by name."""
        return tuple(name for name, _ in self.marks)

    def title(self, name: str) -> Value:
        """What a line is called; the name of one that the sheet does not have any more."""
        return dict(self.marks).get(name, name)


def read_inspections(reader: SettingsReader, node: Node | None) -> InspectionSettings:
    """The settings under ``inspections:``; what is wrong has its default."""
    part, default = reader.part(node, "inspections"), InspectionSettings()
    marks = tuple((name, reader.words(each, name)) for name, each in reader.named(part.get("marks")).items())
    return InspectionSettings(marks or default.marks, read_days(reader, part.get("appeal"), default.days))


@value_class
class SurveySettings:
    """Times in days; `never` is a query ("": none), which is read where it is used."""

    after: int = 1
    remind: int = 7
    within: int = 60
    pause: int = 90
    never: str = ""


def read_surveys(reader: SettingsReader, node: Node | None) -> SurveySettings:
    """The settings under ``surveys:``; what is wrong has its default."""
    part, default = reader.part(node, "surveys"), SurveySettings()
    return SurveySettings(
        read_days(reader, part.get("after"), default.after), read_days(reader, part.get("remind"), default.remind),
        read_days(reader, part.get("within"), default.within), read_days(reader, part.get("pause"), default.pause),
        reader.text(part.get("never")),
    )  # fmt: skip


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
        reader.report(part["cases"], "B001", msg("{text} is not a number of cases; it must be 2 or more", text=cases))
        cases = str(default.cases)
    return ProblemSettings(int(cases[:6]), read_days(reader, part.get("within"), default.days))
