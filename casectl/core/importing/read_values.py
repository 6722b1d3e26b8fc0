"""Reading the values of a mapping file: texts with places for columns, translations, times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import tzinfo
from zoneinfo import ZoneInfo

from casectl.core.importing.keys import PARTS
from casectl.core.importing.mapping import ISO, Pick, Text, TimestampColumn
from casectl.core.template.nodes import TemplateNode
from casectl.core.template.parts import Reading
from casectl.core.values.messages import msg

_PLACE = re.compile(r"(?P<brace>\{\{|\}\})|\{(?P<column>[^{}]+)\}|(?P<stray>[{}])")


class ValueReading(Reading):
    """A mapping being read: the faults found so far, and what the file says of all its values."""

    def __init__(self, top: TemplateNode, zone: tzinfo) -> None:
        super().__init__()
        self._missing = frozenset(self.texts(top.mapping.get("missing")))
        self._zone = self._zone_of(top.mapping.get("zone"), zone)
        self._formats = self._formats_of(top.mapping.get("format"), (ISO,))

    def entries(self, node: TemplateNode, kind: str, *more: str) -> dict[str, TemplateNode]:
        """The entries of a part (a key of PARTS, and of others in `more`); unknown and missing ones are faults."""
        return self.keyed(node, PARTS[kind], (key for each in more for key in PARTS[each]))

    def items(self, node: TemplateNode | None) -> list[TemplateNode]:
        """The items of a list; none if there is no node."""
        if node is not None and not isinstance(node.content, list):
            self.fault(node.place, "T003", msg("a list is needed here"))
        return node.content if node is not None and isinstance(node.content, list) else []

    def pick(self, node: TemplateNode, *more: str) -> Pick:
        """A value: a text, a list of them, or a mapping with the keys of `value` and of the parts in `more`."""
        if not isinstance(node.content, dict):
            return Pick(self._texts_of(node), node.place, missing=self._missing)
        part = self.entries(node, "value", *more)
        values = part.get("values")
        return Pick(
            self._texts_of(part.get("from", TemplateNode("", node.place))),
            values.place if values else node.place,
            {key: self._plain(each) for key, each in self.mapping(values).items()} if values else None,
            frozenset(self.texts(part["missing"])) if "missing" in part else self._missing,
            self.yes(part.get("strip")),
        )

    def moment(self, node: TemplateNode) -> TimestampColumn:
        """A time: a value, with ``format`` and ``zone`` of its own if it is a mapping."""
        own = node.mapping
        zone = self._zone_of(own.get("zone"), self._zone)
        return TimestampColumn(self.pick(node, "time"), self._formats_of(own.get("format"), self._formats), zone)

    def _plain(self, node: TemplateNode) -> str:
        """A text that may be empty."""
        if not isinstance(node.content, str):
            self.fault(node.place, "T003", msg("a text is needed here"))
        return node.text

    def _texts_of(self, node: TemplateNode) -> tuple[Text, ...]:
        items = node.content if isinstance(node.content, list) else [node]
        return tuple(Text(tuple(self._parts(each))) for each in items)

    def _parts(self, node: TemplateNode) -> Iterator[tuple[str, str]]:
        text, end, literal = self._plain(node), 0, ""
        for place in _PLACE.finditer(text):
            literal, end = literal + text[end : place.start()], place.end()
            if place["column"]:
                yield literal, place["column"]
                literal = ""
            elif place["brace"]:
                literal += place["brace"][0]
            else:
                self.fault(node.place, "M006", msg("a brace stands alone in {text}; for a brace write two", text=text))
        yield literal + text[end:], ""

    def _zone_of(self, node: TemplateNode | None, default: tzinfo) -> tzinfo:
        if node is None:
            return default
        try:
            return ZoneInfo(self.text(node))
        except (ValueError, OSError, KeyError):
            self.fault(node.place, "M007", msg("there is no time zone {name}", name=node.text))
            return default

    def _formats_of(self, node: TemplateNode | None, default: tuple[str, ...]) -> tuple[str, ...]:
        formats = self.texts(node) or default
        for each in formats:
            if each != ISO and "%" not in each and node:
                what = msg("{text} is no time format; write iso, or one like %Y-%m-%d", text=each)
                self.fault(node.place, "M008", what)
        return formats
