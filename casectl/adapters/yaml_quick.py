"""Reads what casectl itself wrote, ten times as quickly as a YAML parser, for building the index.

Only the plainest YAML is understood: the layout of `yaml_writer`, of which no reader could make anything else. At the
first line that is different in any way, such as a comment or an odd indentation, the answer is None, and the strict
reader (`yaml_reader`) is asked instead. Where there is an answer, it is the strict reader's.
"""

from __future__ import annotations

import re

from casectl.adapters.yaml_nodes import MAX_BYTES, MAX_DEPTH
from casectl.core.tree import Tree

_BLANKS = r"\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""All but the plain one."""
_BARE_TEXT = rf"[^\s\-?:,\[\]{{}}#&*!|>'\"%@`\\](?:[^:#{_BLANKS}]++|(?<! ):(?=[^\s:#]))*+(?<! )"
_LINE = re.compile(
    rf"^( *)(- )?(?:([A-Za-z_][A-Za-z0-9_./-]{{0,99}}):(?: (?:({_BARE_TEXT})|(.+)))?|(.+)|)$", re.MULTILINE
)
"""Indentation, the dash of a list's item, a key, behind it a bare text or something else; or an item without a key.

There is a match for every line, so that all of them are found in one call."""

_STRANGE = re.compile("[^\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Whatever might not stand in a file, might end a line, or might be taken for a blank."""

_BARE = r"[A-Za-z0-9\u3400-\u9fff](?:[^\s:#,\[\]{}\"'\\`|>&*!%@]|[:#](?=[A-Za-z0-9])|(?<=[^\s:#]) (?=[^\s:#]))*"
_BARE_FORM = re.compile(_BARE_TEXT)
_QUOTED = r'"(?:[^"\\]|\\["\\nt])*"'
_QUOTED_FORM = re.compile(_QUOTED)
_INNER_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]{0,99}): (?=.)")
_INNER = re.compile(rf"(?:{_BARE}|{_QUOTED})(?=[,\]}}])")
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t"}

_DEEP = 4
"""How deep braces may stand in one another here; the strict reader takes more."""
_EMPTY = ("",) * 6


class _Unusual(Exception):
    """Something that the strict reader is to look at."""


def read(data: bytes) -> dict[str, Tree] | None:
    """The tree of a document in casectl's own layout; None for any other."""
    if len(data) > MAX_BYTES:
        return None
    try:
        text = data.decode()
        return None if _STRANGE.search(text) else _Reading(text).tree()
    except (UnicodeDecodeError, _Unusual):
        return None


class _Reading:
    """One document, line by line. `_indents` and `_open` are the open mappings and lists, the outermost first."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._parts: list[tuple[str, ...]] = _LINE.findall(text)
        self._row = 0
        self._root: dict[str, Tree] = {}
        self._indents = [0]
        self._open: list[dict[str, Tree] | list[Tree]] = [self._root]
        self._waiting: tuple[dict[str, Tree], str, int] | None = None  # a key with nothing behind it yet

    def tree(self) -> dict[str, Tree]:
        lines = self._lines
        if lines.pop() or self._parts.pop() != _EMPTY or len(self._parts) != len(lines):
            raise _Unusual  # the last line has no end
        while self._row < len(lines) and lines[self._row].startswith("# "):
            self._row += 1
        self._read_lines()
        if self._waiting or not self._root:
            raise _Unusual
        return self._root

    def _read_lines(self) -> None:
        """All lines. What most of them need stands in one place: calls would take as long as the rest."""
        parts, indents, opened = self._parts, self._indents, self._open
        while self._row < len(parts):
            blanks, dash, key, bare, other, loose = parts[self._row]
            self._row += 1
            indent = len(blanks)
            if self._waiting:
                self._fill(indent, [] if dash else {})
            else:
                while indents[-1] > indent:
                    indents.pop()
                    opened.pop()
            mapping = opened[-1]
            if indents[-1] != indent:
                raise _Unusual
            if dash:
                if type(mapping) is not list:
                    raise _Unusual
                if not key:
                    mapping.append(_scalar(loose))
                    continue
                indent += 2
                item: dict[str, Tree] = {}
                mapping.append(item)
                self._begin(indent, item)
                mapping = item
            if not key or type(mapping) is not dict or key in mapping:
                raise _Unusual
            mapping[key] = bare or self._value(mapping, key, other, indent)

    def _value(self, mapping: dict[str, Tree], key: str, text: str, indent: int) -> Tree:
        """What stands behind a key, if it is no bare text."""
        if not text:
            self._waiting = (mapping, key, indent)
            return ""  # keeps its place
        return self._block(indent + 2, text) if text in ("|", "|-") else _scalar(text)

    def _fill(self, indent: int, made: dict[str, Tree] | list[Tree]) -> None:
        """Put what begins at `indent` behind the key that waits for it."""
        if self._waiting is None or indent != self._waiting[2] + 2:
            raise _Unusual
        mapping, key, _ = self._waiting
        mapping[key] = made
        self._waiting = None
        self._begin(indent, made)

    def _begin(self, indent: int, made: dict[str, Tree] | list[Tree]) -> None:
        self._indents.append(indent)
        self._open.append(made)
        if len(self._open) > MAX_DEPTH - _DEEP - 2:
            raise _Unusual

    def _block(self, indent: int, mark: str) -> str:
        """The lines of a text, each indented by `indent` at least."""
        margin = " " * indent
        found: list[str] = []
        while self._row < len(self._lines):
            line = self._lines[self._row]
            if line.startswith(margin):
                if line.isspace() or (not found and line[indent] == " "):
                    raise _Unusual
                found.append(line[indent:])
            elif line or not found:
                break
            else:
                found.append("")
            self._row += 1
        while found and not found[-1]:
            found.pop()
        if not found:
            raise _Unusual
        return "\n".join(found) + ("" if mark == "|-" else "\n")


def _scalar(text: str) -> Tree:
    if _BARE_FORM.fullmatch(text):
        return text
    if _QUOTED_FORM.fullmatch(text):
        return _unquoted(text)
    found, end = _flow(text, 0, 0)
    if end < len(text) or text[0] not in "{[":
        raise _Unusual
    return found


def _flow(text: str, at: int, depth: int) -> tuple[Tree, int]:
    """What stands at a place within braces, and where it ends."""
    if depth > _DEEP:
        raise _Unusual
    opening = text[at : at + 1]
    if opening == "{":
        return _flow_mapping(text, at + 1, depth)
    if opening == "[":
        return _flow_list(text, at + 1, depth)
    match = _INNER.match(text, at)
    if not match:
        raise _Unusual
    return _unquoted(match.group()) if opening == '"' else match.group(), match.end()


def _flow_mapping(text: str, at: int, depth: int) -> tuple[Tree, int]:
    found: dict[str, Tree] = {}
    while match := _INNER_KEY.match(text, at):
        if match[1] in found:
            break
        found[match[1]], at = _flow(text, match.end(), depth + 1)
        if text.startswith("}", at):
            return found, at + 1
        if not text.startswith(", ", at):
            break
        at += 2
    raise _Unusual


def _flow_list(text: str, at: int, depth: int) -> tuple[Tree, int]:
    found: list[Tree] = []
    while True:
        item, at = _flow(text, at, depth + 1)
        found.append(item)
        if text.startswith("]", at):
            return found, at + 1
        if not text.startswith(", ", at):
            raise _Unusual
        at += 2


def _unquoted(text: str) -> str:
    text = text[1:-1]
    return _ESCAPE.sub(lambda match: _MEANT.get(match[1], match[1]), text) if "\\" in text else text
