"""What quality inspections mark, and how long one may appeal (``inspections:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.template.day_lengths import read_days
from casectl.core.values.messages import LocalizedText, Value, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

INSPECTIONS = (
    Key("marks", msg("the lines of the score sheet by name, each with its title {example}; without it casectl's own",
                     example="{tone: {en: Tone of voice, zh: 语气}}")),
    Key("appeal", msg("how long the person inspected may appeal, in days or weeks; 14d without it")),
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
