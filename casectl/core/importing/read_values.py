"""Reading the values of a mapping file: texts with places for columns, translations, times."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo

from casectl.core.importing.conversions import Conversion
from casectl.core.importing.keys import MAPPING_FILE
from casectl.core.importing.pick import Pick, Text
from casectl.core.importing.rows import key_at
from casectl.core.importing.timestamps import ISO, WRITTEN, TimestampColumn, names_a_day
from casectl.core.values.decimals import MARKS
from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.settings_reader import SettingsReader

_CURRENCY = regex(r"[A-Z]{3}", re.ASCII)
_PLACE = regex(r"(?P<brace>\{\{|\}\})|\{(?P<column>[^{}]+)\}|(?P<stray>[{}])")


class MappingReader(SettingsReader):
    """A mapping file being read, and what it says of all its values.

    `zone` is that of times for which the file names none; `keys` are those of the table's columns, in their order, if
    it is known: then positions such as ``#3`` are replaced by them. `order` is that of day and month in figures.
    """

    def __init__(self, top: Node, zone: tzinfo, keys: Sequence[str] = (), order: str = "") -> None:
        super().__init__(MAPPING_FILE)
        self._keys = keys
        self._missing = frozenset(self.texts(top.mapping.get("missing")))
        self._zone = self.zone(top.mapping.get("zone"), zone)
        self._formats = self._formats_of(top.mapping.get("format"), (ISO, order or WRITTEN))

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
            self.pattern(part["cut"]) if "cut" in part else None,
        )

    def timestamp(self, node: Node) -> TimestampColumn:
        """A time: a value, with ``format`` and ``zone`` of its own if it is a mapping."""
        return self._timestamp(node, "time")

    def conversion(self, node: Node) -> Conversion:
        """The value of a field, with the keys of a time and of a field beside those of a value if it is a mapping."""
        own = node.mapping
        currency = self.text(own.get("currency")).upper()
        if currency and not _CURRENCY.fullmatch(currency):
            what = msg("{text} is not a currency code; write one like EUR", text=currency)
            self.report(own["currency"], "M012", what)
        decimal = self.word(own.get("decimal"), MARKS, ".") if "decimal" in own else ""
        return Conversion(self._timestamp(node, "time", "field"), decimal, currency)

    def _timestamp(self, node: Node, *parts: str) -> TimestampColumn:
        own = node.mapping
        zone = self.zone(own.get("zone"), self._zone)
        return TimestampColumn(self.pick(node, *parts), self._formats_of(own.get("format"), self._formats), zone)

    def columns(self, node: Node | None) -> tuple[str, ...]:
        """A list of columns."""
        return tuple(key_at(each, self._keys) for each in self.texts(node))

    def pattern(self, node: Node) -> re.Pattern[str]:
        """A regular expression."""
        try:
            return re.compile(self.text(node))
        except re.error as error:
            self.report(node, "M003", msg("the pattern cannot be used: {why}", why=str(error)))
            return re.compile("")

    def _texts_of(self, node: Node) -> tuple[Text, ...]:
        items = node.items if isinstance(node.content, list) else [node]
        return tuple(Text(tuple(self._parts(each))) for each in items)

    def _parts(self, node: Node) -> Iterator[tuple[str, str]]:
        text, end, literal = self.plain_text(node), 0, ""
        for place in _PLACE.finditer(text):
            literal, end = literal + text[end : place.start()], place.end()
            if place["column"]:
                yield literal, key_at(place["column"], self._keys)
                literal = ""
            elif place["brace"]:
                literal += place["brace"][0]
            else:
                self.report(node, "M006", msg("an unmatched brace in {text}; to write a brace, double it", text=text))
        yield literal + text[end:], ""

    def _formats_of(self, node: Node | None, default: tuple[str, ...]) -> tuple[str, ...]:
        formats = self.texts(node) or default
        for each in formats:
            if node and not names_a_day(each):
                what = msg(
                    "{text} is not a format of a day or a time; write iso, excel, or one like %Y-%m-%d", text=each
                )
                self.report(node, "M008", what)
        return formats
