"""The one reader of settings files: templates, mappings, calendars and casectl.yaml.

A kind of file declares the keys of its parts, how names may look and the code of each thing that can be wrong. The
reader walks nodes, reports what is wrong with its place, and gives a harmless value instead, so that everything wrong
with a file is found in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Collection, KeysView, Mapping
from datetime import date, tzinfo
from typing import TypeVar
from zoneinfo import ZoneInfo

from casectl.core.values.messages import Finding, LocalizedText, Message, msg
from casectl.core.values.nearest import unknown_word
from casectl.core.values.nodes import Node
from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple, value_class

Word = TypeVar("Word", bound=str)
Zone = TypeVar("Zone", bound=tzinfo)

_LANGUAGE = regex(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", re.ASCII)


@value_class
class Key:
    """A key of a mapping in a settings file. One that starts with ``x-`` is the user's own and never declared."""

    name: str
    meaning: Message
    needed: bool = False


@value_class
class NameRule:
    """How names in a file may look, and what is said of one that does not."""

    pattern: re.Pattern[str]
    rule: Message


class ReaderCodes(NamedTuple):
    """The codes of what can be wrong in any settings file.

    Without `empty`, an empty value counts as not given; without `twice`, a text may be in a list twice.
    """

    key: str
    missing: str
    shape: str
    name: str
    word: str
    empty: str = ""
    twice: str = ""
    zone: str = ""
    day: str = ""


@value_class
class FileKind:
    """A kind of settings file: the keys of its parts, the codes of its findings, how its names look."""

    parts: Mapping[str, tuple[Key, ...]]
    codes: ReaderCodes
    names: NameRule | None = None


def _part(node: Node) -> str:
    """What a part of a file is called: its names from the top down, such as ``transitions.close``; "" for all of it."""
    return ".".join(each for each in node.path if isinstance(each, str))


def _missing(key: str, node: Node) -> Message:
    part = _part(node)
    return msg("{part}: {key} is missing", part=part, key=key) if part else msg("{key} is missing", key=key)


class SettingsReader:
    """A settings file being read, and what was found wrong so far. Getters take None for what is not there."""

    def __init__(self, kind: FileKind) -> None:
        self.kind = kind
        self.codes = kind.codes
        self._findings: list[Finding] = []
        self._known: dict[tuple[str, ...], dict[str, None]] = {}

    @property
    def findings(self) -> list[Finding]:
        """What is wrong, each thing once, in the order of the file."""
        return sorted(self._findings, key=Finding.sort_key)

    def report(self, node: Node, code: str, what: Message) -> None:
        """Add a finding at the place of `node`; `code` is one of the kind's own."""
        finding = Finding(node.place, code, what)
        if finding not in self._findings:
            self._findings.append(finding)

    def unknown(self, node: Node, code: str, word: str, known: Collection[str]) -> None:
        """Report a word that is not among `known`, with the nearest or all of them."""
        self.report(node, code, unknown_word(word, known))

    def _is_left_out(self, node: Node | None) -> bool:
        return node is None or (node.content == "" and not self.codes.empty)

    # Mappings and lists

    def part(self, node: Node | None, kind: str, *more: str) -> dict[str, Node]:
        """The entries of a part (a name in the kind's `parts`), which may also have the keys of the parts in `more`.

        Unknown and missing keys are reported; only known ones are returned.
        """
        entries = self.mapping(node)
        for key in self.kind.parts[kind]:
            if node and key.needed and self._is_left_out(entries.get(key.name)):
                self.report(node, self.codes.missing, _missing(key.name, node))
        known = self._names_of(kind, *more)
        others = [name for name in entries if name not in known]
        if not others:
            return entries
        for name in others:
            if not name.startswith("x-"):
                self.unknown(entries[name], self.codes.key, name, list(known))
        return {name: value for name, value in entries.items() if name in known}

    def _names_of(self, *kinds: str) -> KeysView[str]:
        """The names of the keys of these parts, in the order in which they are declared."""
        if kinds not in self._known:
            self._known[kinds] = {key.name: None for each in kinds for key in self.kind.parts[each]}
        return self._known[kinds].keys()

    def mapping(self, node: Node | None) -> dict[str, Node]:
        """The entries of a mapping."""
        if node is None or self._is_left_out(node):
            return {}
        if not isinstance(node.content, dict):
            what = msg("{part} needs lines of the form NAME: VALUE", part=_part(node))
            self.report(
                node, self.codes.shape, what if _part(node) else msg("lines of the form NAME: VALUE are needed")
            )
        return node.mapping

    def named(self, node: Node | None) -> dict[str, Node]:
        """The entries of a mapping whose keys are names."""
        entries, names = self.mapping(node), self.kind.names
        for name, value in entries.items():
            if names and not names.pattern.fullmatch(name):
                self.report(
                    value, self.codes.name, msg("{name} is not a valid name: {rule}", name=name, rule=names.rule)
                )
        return entries

    def items(self, node: Node | None) -> list[Node]:
        """The items of a list; a single text counts as a list of one."""
        if node is None:
            return []
        if isinstance(node.content, dict):
            self.report(node, self.codes.shape, msg("a list is needed here"))
        return node.items

    # Texts

    def plain_text(self, node: Node | None) -> str:
        """A text that may be empty."""
        if node is None:
            return ""
        if not isinstance(node.content, str):
            self.report(node, self.codes.shape, msg("a text is needed here"))
        return node.text

    def text(self, node: Node | None, default: str = "") -> str:
        """A text; `default` where there is none."""
        text = self.plain_text(node)
        if node and self.codes.empty and isinstance(node.content, str) and not text.strip():
            self.report(node, self.codes.empty, msg("a text is missing here"))
        return text if text.strip() else default

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """A list of texts, or a single one; one that is there twice is returned once."""
        found: dict[str, None] = {}
        for item in self.items(node):
            text = self.text(item)
            if text in found and self.codes.twice:
                self.report(item, self.codes.twice, msg("{word} is listed twice", word=text))
            elif text:
                found[text] = None
        return tuple(found)

    def words(self, node: Node | None, default: str = "") -> LocalizedText:
        """A title: a text, or a mapping of languages to texts."""
        if node is None or not isinstance(node.content, dict):
            return LocalizedText.of(self.text(node, default))
        if not node.content and self.codes.empty:
            self.report(node, self.codes.empty, msg("a text is missing here"))
        for language, value in node.mapping.items():
            if not _LANGUAGE.fullmatch(language):
                self.report(value, self.codes.key, msg("{word} is not a language; write en, zh, …", word=language))
        texts = tuple((language, self.text(value)) for language, value in node.mapping.items())
        return LocalizedText(texts) if texts else LocalizedText.of(default)

    def titles(self, node: Node | None) -> tuple[tuple[str, LocalizedText], ...]:
        """A mapping of names of any kind to titles."""
        return tuple((name, self.words(value, name)) for name, value in self.mapping(node).items())

    # Words with a meaning

    def word(self, node: Node | None, allowed: Collection[Word], default: Word) -> Word:
        """One of the allowed words."""
        text = self.text(node)
        for each in allowed:
            if each == text:
                return each
        if node and text:
            self.unknown(node, self.codes.word, text, allowed)
        return default

    def yes(self, node: Node | None) -> bool:
        """yes or no; no if there is no node."""
        return self.word(node, ("yes", "no"), "no") == "yes"

    def zone(self, node: Node | None, default: Zone) -> Zone | ZoneInfo:
        """A time zone by its name in the IANA database."""
        name = self.text(node)
        try:
            return ZoneInfo(name) if name else default
        except (ValueError, OSError, KeyError):
            if node:
                what = msg("there is no time zone {name}; write it like Europe/London", name=name)
                self.report(node, self.codes.zone, what)
            return default

    def day(self, node: Node | None) -> date | None:
        """A day, written 2026-12-25; None where there is none."""
        text = self.text(node)
        return self.day_of(node, text) if node and text else None

    def day_of(self, node: Node, text: str) -> date | None:
        """The day that a text at `node` names, such as its key."""
        try:
            if len(text) != len("2026-01-01"):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            what = msg("there is no day {text}; write it like 2026-12-25", text=text)
            self.report(node, self.codes.day, what)
            return None
