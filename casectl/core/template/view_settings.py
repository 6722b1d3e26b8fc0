"""Saved queries (``views:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.template.settings_keys import NAME
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader


def read_views(reader: SettingsReader, node: Node | None) -> tuple[tuple[str, str], ...]:
    """The views, each with its query; what is wrong with a query is reported when it is used."""
    found = reader.mapping(node)
    for name, each in found.items():
        if not NAME.fullmatch(name) or not isinstance(each.content, str):
            reader.report(each, "B001", msg("a view is a name and a query, such as mine: owner:me state:active"))
    return tuple((name, each.text) for name, each in found.items())
