"""Reading the values of a mapping file: texts with places for columns, translations, times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo

from casectl.core.importing.keys import MAPPING_FILE
from casectl.core.importing.mapping import ISO, Pick, Text, TimestampColumn
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader

_PLACE = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<column>[^{}]+)\}|(?P<stray>[{}])")


class MappingReader(SettingsReader):
    """A mapping file being read, and what it says of all its values."""

    def __init__(self, top: Node, zone: tzinfo) -> None:
        super().__init__(MAPPING_FILE)
        self._missing = frozenset(self.texts(top.mapping.get("missing")))
        self._zone = self.zone(top.mapping.get("zone"), zone)
        self._formats = self._formats_of(top.mapping.get("format"), (ISO,))

    def pick(self, node: Node, *more: str) -> Pick:
        """A value: a text, a list of them, or a mapping with the keys of `value` and of the parts in `more`."""
        if not isinstance(node.content, dict):
            return Pick(self._texts_of(node), node.place, missing=self._missing)
        part = self.part(node, "value", *more)
        values = part.get("values")
        return Pick(
            self._texts_of(part.get("from", node.holding(""))),
            values.place if values else node.place,
            {key: self.plain_text(each) for key, each in self.mapping(values).items()} if values else None,
            frozenset(self.texts(part["missing"])) if "missing" in part else self._missing,
            self.yes(part.get("strip")),
        )

    def timestamp(self, node: Node) -> TimestampColumn:
        """A time: a value, with ``format`` and ``zone`` of its own if it is a mapping."""
        own = node.mapping
        zone = self.zone(own.get("zone"), self._zone)
        return TimestampColumn(self.pick(node, "time"), self._formats_of(own.get("format"), self._formats), zone)

    def _texts_of(self, node: Node) -> tuple[Text, ...]:
        items = node.items if isinstance(node.content, list) else [node]
        return tuple(Text(tuple(self._parts(each))) for each in items)

    def _parts(self, node: Node) -> Iterator[tuple[str, str]]:
        text, end, literal = self.plain_text(node), 0, ""
        for place in _PLACE.finditer(text):
            literal, end = literal + text[end : place.start()], place.end()
            if place["column"]:
                yield literal, place["column"]
                literal = ""
            elif place["brace"]:
                literal += place["brace"][0]
            else:
                self.report(node, "M006", msg("a brace stands alone in {text}; for a brace write two", text=text))
        yield literal + text[end:], ""

    def _formats_of(self, node: Node | None, default: tuple[str, ...]) -> tuple[str, ...]:
        formats = self.texts(node) or default
        for each in formats:
            if each != ISO and "%" not in each and node:
                what = msg("{text} is no time format; write iso, or one like %Y-%m-%d", text=each)
                self.report(node, "M008", what)
        return formats
