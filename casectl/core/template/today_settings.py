"""In what order `casectl today` lists cases (``today:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader

TODAY = (
    Key(
        "ahead",
        msg("the cases that come first in each group of casectl today: for each reason that is shown, a query"
            " {example}; in order of importance", example="{in distress: fields.emotion:angry}"),
    ),
)  # fmt: skip
"""The keys of ``today:``."""


def read_ahead(reader: SettingsReader, node: Node | None) -> tuple[tuple[str, str], ...]:
    """The reasons and queries under ``today:``, in their order; what is wrong with a query is reported when used."""
    found = []
    for name, each in reader.mapping(reader.part(node, "today").get("ahead")).items():
        if not name or not isinstance(each.content, str) or not each.text.strip():
            reader.report(each, "B001", msg("{name} needs a query, such as level>=3", name=name or "today"))
        else:
            found.append((name, each.text))
    return tuple(found)
