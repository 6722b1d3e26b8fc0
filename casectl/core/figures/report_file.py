"""What a report is about, as a team writes it down in a file: ``casectl report FILE.yaml``."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from casectl.core.figures.table import FIGURES
from casectl.core.values.messages import Finding, LocalizedText, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import FileKind, Key, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source
from casectl.core.values.value_class import value_class

SECTIONS = (
    "figures", "warnings", "volumes", "received", "regulatory", "internal", "chasers", "first_response", "resolution",
    "ranks", "ages", "time_in_states", "time_with_owners", "lanes", "definitions",
)  # fmt: skip
"""The sections of a report, in its order; "ranks" are those of all keys."""

KINDS = ("daily", "weekly", "monthly", "quarterly")

_CODE = "report"

_KIND = FileKind(
    {
        "report": (
            Key("kind", msg("daily, weekly, monthly or quarterly"), needed=True),
            Key("title", msg("the title of the report: one text, or one for each language")),
            Key("where", msg("a query: only these cases")),
            Key("by", msg("what cases are ranked by, a list")),
            Key("figures", msg("a list of the figures to include; all by default")),
            Key("sections", msg("a list of the sections to include; all by default")),
        )
    },
    ReaderCodes(_CODE, _CODE, _CODE, _CODE, _CODE, empty=_CODE, twice=_CODE),
)


@value_class
class ReportPlan:
    """What a report is about: its kind, its own title, the query and the keys as typed, and what is in it; nothing said
    is everything.
    """

    kind: str
    title: LocalizedText | None = None
    where: str = ""
    by: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()

    def has(self, section: str) -> bool:
        """Whether a section, by its name in the report, is in it."""
        return not self.sections or ("ranks" if section.startswith("by_") else section) in self.sections


def read_plan(source: Source) -> tuple[ReportPlan, list[Finding]]:
    """The plan in a file, and everything wrong with it."""
    reader = SettingsReader(_KIND)
    part = reader.part(Node.of(source), "report")
    plan = ReportPlan(
        reader.word(part.get("kind"), KINDS, "monthly"),
        reader.words(part["title"]) if "title" in part else None,
        reader.text(part.get("where")),
        reader.texts(part.get("by")),
        _known(reader, part, "figures", FIGURES),
        _known(reader, part, "sections", SECTIONS),
    )
    return plan, reader.findings


def _known(reader: SettingsReader, part: Mapping[str, Node], key: str, allowed: Collection[str]) -> tuple[str, ...]:
    """The words of a list; those that are not allowed are reported."""
    for item in reader.items(part.get(key)):
        if item.text not in allowed:
            reader.unknown(item, _CODE, item.text, allowed)
    return reader.texts(part.get(key))
