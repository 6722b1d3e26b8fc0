"""Reads what casectl itself wrote, ten times as quickly as a YAML parser, for building the index.

Only the plainest YAML is understood: the layout of `yaml_writer`, of which no reader could make anything else. At the
first line that is different in any way, such as a comment or an odd indentation, the answer is None, and the strict
reader (`yaml_reader`) is asked instead. Where there is an answer, it is the strict reader's.
"""

from __future__ import annotations

import re
from functools import lru_cache

from casectl.adapters.yaml.nodes import MAX_BYTES, MAX_DEPTH
from casectl.core.values.tree import Plain, Tree

_BARE_TEXT = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`\\](?:[^:#]++|(?<! ):(?=[^\s:#]))*+(?<! )"
_INSTANT = "[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]"
"""A bare text as well; so it is found in less time, and every third line has one."""
_LINE = re.compile(rf"( *)(- )?(?:([A-Za-z_][A-Za-z0-9_./-]{{0,99}}):(?: (?:({_INSTANT}|{_BARE_TEXT})|(.+)))?|(.+))")
"""Indentation, the dash of a list's item, a key, behind it a bare text or something else; or an item without a key."""

_STRANGE = "[^\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""Whatever might not stand in a file, might end a line, or might be taken for a blank; nothing printable is."""

_INNER_LETTER = r"[^\s:#,\[\]{}\"'\\`|>&*!%@]"
_BARE = rf"(?:[A-Za-z0-9]|[\u3400-\u9fff])(?:{_INNER_LETTER}|[:#](?=[A-Za-z0-9])|(?<=[^\s:#]) (?={_INNER_LETTER}))*"
_BARE_FORM = re.compile(_BARE_TEXT)
_QUOTED = r'"(?:[^"\\]|\\["\\nt])*"'
_QUOTED_FORM = re.compile(_QUOTED)
_INNER_NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,99}"
_INNER_KEY = re.compile(rf"({_INNER_NAME}): (?=.)")
_INNER = re.compile(rf"(?:{_BARE}|{_QUOTED})(?=[,\]}}])")
_FLAT = re.compile(rf"\{{{_INNER_NAME}: {_BARE}(?:, {_INNER_NAME}: {_BARE})*+\}}")
"""Braces with nothing but bare texts in them, which hold no comma."""
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t"}

_DEEP = 4
"""How deep braces may stand in one another here; the strict reader takes more."""

_LINES_KEPT, _SHORT = 4096, 100
"""Most lines of a case stand in many others as well; the long ones do not, and would take much memory."""

_BLOCKS = ("|", "|-")


class _Unusual(Exception):
    """Something that the strict reader is to look at."""


def read(data: bytes, *, marked: bool = False) -> dict[str, Tree] | None:
    """The tree of a document in casectl's own layout; None for any other.

    If `marked`, every scalar that stands without quotes is `Plain`, so that it can be written as it stood.
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        text = data.decode()
        if not text.replace("\n", "").isprintable() and re.search(_STRANGE, text):
            return None
        lines = text.split("\n")
        return None if lines.pop() else _tree(lines, marked)  # the last line has an end like the others
    except (UnicodeDecodeError, _Unusual):
        return None


def _tree(lines: list[str], marked: bool) -> dict[str, Tree]:
    """The tree of a whole document. What most lines need stands in one place: calls would take as long as the rest."""
    root: dict[str, Tree] = {}
    around: list[tuple[int, dict[str, Tree] | list[Tree]]] = []
    here: dict[str, Tree] | list[Tree] = root
    mapping = root  # what the last key stands in
    margin = 0  # of what is open, which is `here`; `around` is what it stands in, the outermost first
    waiting = ""  # a key of `here` with nothing behind it yet
    row = next((row for row, line in enumerate(lines) if not line.startswith("# ")), 0)
    count = len(lines)
    while row < count:
        line = lines[row]
        indent, is_item, key, value, rest = _known_parts(line) if len(line) <= _SHORT else _parts(line)
        row += 1
        if waiting:
            if indent != margin + 2 or len(around) > MAX_DEPTH - _DEEP - 4:
                raise _Unusual
            around.append((margin, here))
            mapping[waiting] = here = [] if is_item else {}
            margin, waiting = indent, ""
        while indent < margin:
            margin, here = around.pop()
        if indent != margin:
            raise _Unusual
        if is_item:
            if type(here) is not list:
                raise _Unusual
            if not key:
                if value is None:
                    here.append(_flowing(rest, marked))
                else:
                    here.append(Plain(value) if marked and not rest else value)
                continue
            around.append((margin, here))
            inner: dict[str, Tree] = {}
            here.append(inner)
            margin, here = margin + 2, inner
        if type(here) is not dict or key in here:
            raise _Unusual
        mapping = here
        if value is not None:
            mapping[key] = Plain(value) if marked and not rest else value
        elif not rest:
            waiting = key
            mapping[key] = ""  # so that it keeps its place
        elif rest in _BLOCKS:
            mapping[key], row = _block(lines, row, margin + 2, rest)
        else:
            mapping[key] = _flowing(rest, marked)
    if waiting or not root:
        raise _Unusual
    return root


def _parts(line: str) -> tuple[int, bool, str, str | None, str]:
    """Of a line: its indentation, whether it is a list's item, its key, its text, and what stands there if not bare.

    The text is None where the line does not tell it: in front of what is indented below, a block, or braces.
    """
    match = _LINE.fullmatch(line)
    if not match:
        raise _Unusual
    blanks, dash, key, bare, other, loose = match.groups("")
    if not key and not dash:
        raise _Unusual
    rest = other or loose
    if bare or (loose and _BARE_FORM.fullmatch(loose)):
        return len(blanks), bool(dash), key, bare or loose, ""
    if rest[:1] == '"' and _QUOTED_FORM.fullmatch(rest):
        return len(blanks), bool(dash), key, _unquoted(rest), rest
    return len(blanks), bool(dash), key, None, rest


_known_parts = lru_cache(_LINES_KEPT)(_parts)


def _block(lines: list[str], row: int, indent: int, mark: str) -> tuple[str, int]:
    """The text that begins in this row, each of its lines indented by `indent` at least, and the row behind it."""
    margin = " " * indent
    found: list[str] = []
    while row < len(lines):
        line = lines[row]
        if line.startswith(margin):
            if line.isspace() or (not found and line[indent] == " "):
                raise _Unusual
            found.append(line[indent:])
        elif line or not found:
            break
        else:
            found.append("")
        row += 1
    while found and not found[-1]:
        found.pop()
    if not found:
        raise _Unusual
    return "\n".join(found) + ("" if mark == "|-" else "\n"), row


def _flowing(text: str, marked: bool) -> Tree:
    """What stands in braces or brackets."""
    if _FLAT.fullmatch(text):
        pairs = [pair.partition(": ") for pair in text[1:-1].split(", ")]
        flat: dict[str, Tree] = {key: Plain(value) if marked else value for key, _, value in pairs}
        if len(flat) == len(pairs):
            return flat
    found, end = _flow(text, 0, 0, marked)
    if end < len(text) or text[0] not in "{[":
        raise _Unusual
    return found


def _flow(text: str, at: int, depth: int, marked: bool) -> tuple[Tree, int]:
    """What stands at a place within braces, and where it ends."""
    if depth > _DEEP:
        raise _Unusual
    opening = text[at : at + 1]
    if opening == "{":
        return _flow_mapping(text, at + 1, depth, marked)
    if opening == "[":
        return _flow_list(text, at + 1, depth, marked)
    match = _INNER.match(text, at)
    if not match:
        raise _Unusual
    if opening == '"':
        return _unquoted(match.group()), match.end()
    return Plain(match.group()) if marked else match.group(), match.end()


def _flow_mapping(text: str, at: int, depth: int, marked: bool) -> tuple[Tree, int]:
    found: dict[str, Tree] = {}
    while match := _INNER_KEY.match(text, at):
        if match[1] in found:
            break
        found[match[1]], at = _flow(text, match.end(), depth + 1, marked)
        if text.startswith("}", at):
            return found, at + 1
        if not text.startswith(", ", at):
            break
        at += 2
    raise _Unusual


def _flow_list(text: str, at: int, depth: int, marked: bool) -> tuple[Tree, int]:
    found: list[Tree] = []
    while True:
        item, at = _flow(text, at, depth + 1, marked)
        found.append(item)
        if text.startswith("]", at):
            return found, at + 1
        if not text.startswith(", ", at):
            raise _Unusual
        at += 2


def _unquoted(text: str) -> str:
    text = text[1:-1]
    return _ESCAPE.sub(lambda match: _MEANT.get(match[1], match[1]), text) if "\\" in text else text
