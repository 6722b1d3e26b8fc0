"""Reading the small parts of a template: texts, names, titles, choices among words, keys; every fault noted.

A reader gives a harmless value where something is wrong, so that all faults of a file are found in one pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from casectl.core.template.keys import PARTS, Key
from casectl.core.template.nodes import TemplateNode
from casectl.core.values.findings import Finding
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.nearest import nearest
from casectl.core.values.tree import Position

NAME = re.compile(r"[^\W\d_][\w-]{0,63}")
"""How a field, a state, a clock and the like may be called; no dots, which join the names of nested fields."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", re.ASCII)


class Reading:
    """A template being read: the faults found so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def fault(self, place: Position, code: str, what: Message) -> None:
        """Note a fault; `code` is a key of `template_keys.CODES`."""
        finding = Finding(place, code, what)
        if finding not in self.findings:
            self.findings.append(finding)

    def part(self, node: TemplateNode, kind: str) -> dict[str, TemplateNode]:
        """The entries of a part (a key of PARTS); unknown and missing keys are faults."""
        return self.keyed(node, PARTS[kind])

    def keyed(self, node: TemplateNode, keys: Iterable[Key], others: Iterable[Key] = ()) -> dict[str, TemplateNode]:
        """The entries of a mapping of these `keys`, which may have `others`; unknown and missing ones are faults."""
        entries, keys = self.mapping(node), tuple(keys)
        known = {key.name for key in (*keys, *others)}
        for key, value in entries.items():
            if key not in known and not key.startswith("x-"):
                self.unknown(value.place, "T001", key, known)
        for each in keys:
            if each.needed and each.name not in entries:
                self.fault(node.place, "T002", msg("{key} is missing", key=each.name))
        return {key: value for key, value in entries.items() if key in known}

    def unknown(self, place: Position, code: str, word: str, known: Iterable[str]) -> None:
        """Note a word that is not among `known`, naming the nearest or all of them."""
        names = sorted(known)
        near = nearest(word, names)
        if not names:
            self.fault(place, code, msg("{word} is not known here; there are none", word=word))
        elif near:
            self.fault(place, code, msg("{word} is not known here; did you mean {near}?", word=word, near=near))
        else:
            self.fault(place, code, msg("{word} is not known here; known are {names}", word=word, names=names))

    def mapping(self, node: TemplateNode | None) -> dict[str, TemplateNode]:
        """The entries of a mapping; none if there is no node."""
        if node is None:
            return {}
        if not isinstance(node.content, dict):
            self.fault(node.place, "T003", msg("a mapping is needed here"))
        return node.mapping

    def named(self, node: TemplateNode | None) -> dict[str, TemplateNode]:
        """The entries of a mapping whose keys are names."""
        entries = self.mapping(node)
        for name, value in entries.items():
            if not NAME.fullmatch(name):
                self.fault(value.place, "T017", msg("{name} cannot be a name: use letters, digits, - and _", name=name))
        return entries

    def text(self, node: TemplateNode | None, default: str = "") -> str:
        """A text; `default` if there is no node. An empty text is a fault."""
        if node is None:
            return default
        if not isinstance(node.content, str):
            self.fault(node.place, "T003", msg("a text is needed here"))
        elif not node.content.strip():
            self.fault(node.place, "T002", msg("a text is missing here"))
        return node.text or default

    def texts(self, node: TemplateNode | None) -> tuple[str, ...]:
        """A list of texts, or a single one; a text that stands there twice is a fault."""
        if node is None:
            return ()
        if isinstance(node.content, dict):
            self.fault(node.place, "T003", msg("a list is needed here"))
        found: list[str] = []
        for item in node.items:
            text = self.text(item)
            if text in found:
                self.fault(item.place, "T008", msg("{word} stands here twice", word=text))
            elif text:
                found.append(text)
        return tuple(found)

    def words(self, node: TemplateNode | None, default: str = "") -> LocalizedText:
        """A title: a text, or a mapping of languages to texts."""
        if node is None or not isinstance(node.content, dict):
            return LocalizedText.of(self.text(node, default))
        if not node.content:
            self.fault(node.place, "T002", msg("a text is missing here"))
        for language, value in node.content.items():
            if not _LANGUAGE.fullmatch(language):
                self.fault(value.place, "T001", msg("{word} is not a language; write en, zh, …", word=language))
        return LocalizedText(tuple((language, self.text(value)) for language, value in node.content.items()))

    def titles(self, node: TemplateNode | None) -> tuple[tuple[str, LocalizedText], ...]:
        """A mapping of names of any kind to titles."""
        return tuple((name, self.words(value, name)) for name, value in self.mapping(node).items())

    def word(self, node: TemplateNode | None, allowed: tuple[str, ...], default: str) -> str:
        """One of the allowed words."""
        word = self.text(node, default)
        if node is not None and word and word not in allowed:
            self.unknown(node.place, "T018", word, allowed)
            return default
        return word

    def yes(self, node: TemplateNode | None) -> bool:
        """yes or no; no if there is no node."""
        return self.word(node, ("yes", "no"), "no") == "yes"
