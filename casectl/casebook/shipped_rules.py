"""The templates, calendars, mappings and guides that casectl ships, for `casectl help` to describe and show."""

from __future__ import annotations

from datetime import UTC

from casectl.adapters.files import shipped
from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.time.calendar import Calendar
from casectl.core.time.calendar_file import read_calendar
from casectl.core.values.regex import regex
from casectl.core.values.tree import text_of
from casectl.core.workflow.guards import GUARDS

_DIRECTION = regex(r"<!-- @.*? -->\n+")
"""What a guide says to the test that follows it, and not to its reader."""


def read_shipped_templates() -> list[Template]:
    """The templates that casectl ships, without incomplete ones, by name."""
    documents = YamlDocuments()
    sources = {name: documents.read(f"templates/{name}.yaml", data) for name, data in shipped.templates().items()}
    found = (read_template(source, sources.get, GUARDS)[0] for source in sources.values())
    return [template for template in found if template]


def read_shipped_calendars() -> list[Calendar]:
    """The calendars that casectl ships, by name."""
    documents = YamlDocuments()
    sources = (documents.read(f"calendars/{name}.yaml", data) for name, data in sorted(shipped.calendars().items()))
    return [read_calendar(source, UTC)[0] for source in sources]


def read_shipped_mappings() -> dict[str, str]:
    """The mappings for imports that casectl ships, by name, each with the name of its template."""
    documents = YamlDocuments()
    return {
        name: text_of(documents.read(f"{name}.yaml", data).tree.get("template"))
        for name, data in shipped.mappings().items()
    }


def read_guides(language: str) -> dict[str, str]:
    """The guides in a language, by name, each a page in Markdown."""
    return {name: _DIRECTION.sub("", data.decode("utf-8")) for name, data in shipped.guides(language).items()}
