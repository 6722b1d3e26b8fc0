"""Reads what casectl itself wrote, ten times as quickly as a YAML parser, for building the index.

Only the plainest YAML is understood: the layout of `yaml_writer`, of which no reader could make anything else. At the
first line that is different in any way, such as a comment or an odd indentation, the answer is None, and the strict
reader (`yaml_reader`) is asked instead. Where there is an answer, it is the strict reader's.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from casectl.adapters.yaml_nodes import MAX_BYTES, MAX_DEPTH
from casectl.core.tree import Tree

_LINE = re.compile(r"( *)(- )?(?:([A-Za-z_][A-Za-z0-9_.-]{0,99}):(?: (.+))?|(.+))")
_STRANGE = re.compile("[^\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Whatever might not stand in a file, might end a line, or might be taken for a blank."""

_BARE = r"[A-Za-z0-9\u3400-\u9fff](?:[^\s:#,\[\]{}\"'\\`|>&*!%@]|[:#](?=[A-Za-z0-9])|(?<=[^\s:#]) (?=[^\s:#]))*"
_BARE_FORM = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`\\](?:[^\s:#]|:(?=[^\s:#])|(?<=[^\s:#]) +(?=[^\s:#]))*")
_QUOTED = r'"(?:[^"\\]|\\["\\nt])*"'
_QUOTED_FORM = re.compile(_QUOTED)
_INNER_KEY = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]{0,99}): (?=.)")
_INNER = re.compile(rf"(?:{_BARE}|{_QUOTED})(?=[,\]}}])")
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t"}

_DEEP = 4
"""How deep braces may stand in one another here; the strict reader takes more."""

_Level: TypeAlias = tuple[int, "dict[str, Tree] | list[Tree]"]


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
    """One document, line by line; `_levels` are the open mappings and lists with their indentation."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._row = 0
        self._levels: list[_Level] = []
        self._waiting: tuple[dict[str, Tree], str, int] | None = None  # a key with nothing behind it yet

    def tree(self) -> dict[str, Tree]:
        lines = self._lines
        if lines.pop():
            raise _Unusual  # the last line has no end
        while self._row < len(lines) and lines[self._row].startswith("# "):
            self._row += 1
        root: dict[str, Tree] = {}
        self._levels.append((0, root))
        while self._row < len(lines):
            match = _LINE.fullmatch(lines[self._row])
            if not match:
                raise _Unusual
            self._row += 1
            self._line(*match.groups())
        if self._waiting or not root:
            raise _Unusual
        return root

    def _line(self, blanks: str, dash: str | None, key: str | None, value: str | None, loose: str | None) -> None:
        indent = len(blanks)
        if dash:
            items = self._list(indent)
            if key is None:
                items.append(_scalar(loose or ""))
                return
            indent += 2
            mapping: dict[str, Tree] = {}
            items.append(mapping)
            self._open(indent, mapping)
        else:
            mapping = self._mapping(indent)
        if key is None or key in mapping:
            raise _Unusual
        if value is None:
            self._waiting = (mapping, key, indent)
            mapping[key] = ""  # keeps its place
        elif value in ("|", "|-"):
            mapping[key] = self._block(indent + 2, value)
        else:
            mapping[key] = value if _BARE_FORM.fullmatch(value) else _scalar(value)

    def _list(self, indent: int) -> list[Tree]:
        """The list whose items stand at `indent`, new if a key waits for one."""
        if self._waiting:
            made: list[Tree] = []
            self._fill(indent, made)
            return made
        found = self._at(indent)
        if not isinstance(found, list):
            raise _Unusual
        return found

    def _mapping(self, indent: int) -> dict[str, Tree]:
        if self._waiting:
            made: dict[str, Tree] = {}
            self._fill(indent, made)
            return made
        found = self._at(indent)
        if not isinstance(found, dict):
            raise _Unusual
        return found

    def _fill(self, indent: int, made: dict[str, Tree] | list[Tree]) -> None:
        if self._waiting is None or indent != self._waiting[2] + 2:
            raise _Unusual
        mapping, key, _ = self._waiting
        mapping[key] = made
        self._waiting = None
        self._open(indent, made)

    def _open(self, indent: int, made: dict[str, Tree] | list[Tree]) -> None:
        self._levels.append((indent, made))
        if len(self._levels) > MAX_DEPTH - _DEEP - 2:
            raise _Unusual

    def _at(self, indent: int) -> dict[str, Tree] | list[Tree]:
        levels = self._levels
        while levels[-1][0] > indent:
            levels.pop()
        if levels[-1][0] != indent:
            raise _Unusual
        return levels[-1][1]

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
