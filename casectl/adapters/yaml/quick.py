"""Reads what casectl itself wrote, ten times as fast as a YAML parser, for building the index.

It understands only the simplest YAML: the layout of `writer`, which has one meaning for every reader. At the first line
that differs in any way, such as a comment or an odd indentation, the result is None, and the strict `reader` is used
instead. A result is always the same as the strict reader's.
"""

from __future__ import annotations

from typing import TypeAlias

from casectl.core.values.limits import MAX_BYTES, MAX_DEPTH, MAX_NODES
from casectl.core.values.regex import regex
from casectl.core.values.tree import Plain, Tree, count_of

_BARE_TEXT = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`\\](?:[^:#]++|(?<! ):(?=[^\s:#]))*+(?<! )"
_INSTANT = "[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9][+-][0-9][0-9]:[0-9][0-9]"
"""Also an unquoted text; tried first since it is faster and every third line has one."""
_LINE = regex(rf"( *)(- )?(?:([A-Za-z_][A-Za-z0-9_./-]{{0,99}}):(?: (?:({_INSTANT}|{_BARE_TEXT})|(.+)))?|(.+))")
"""Indentation, a list item's dash, a key, then an unquoted text or something else; or an item without a key."""

_UNSAFE = regex("[^\n\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Every character that may be illegal in a file, end a line, or pass for a space; no printable one is among them."""

_INNER_LETTER = r"[^\s:#,\[\]{}\"'\\`|>&*!%@]"
_BARE = rf"[^\W_](?:{_INNER_LETTER}|[:#](?=[A-Za-z0-9])|(?<=[^\s:#]) (?={_INNER_LETTER}))*"
_BARE_FORM = regex(_BARE_TEXT)
_QUOTED = r'"(?:[^"\\]|\\["\\nt])*"'
_QUOTED_FORM = regex(_QUOTED)
_INNER_NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,99}"
_INNER_KEY = regex(rf"({_INNER_NAME}): (?=.)")
_INNER = regex(rf"(?:{_BARE}|{_QUOTED})(?=[,\]}}])")
_FLAT = regex(rf"\{{{_INNER_NAME}: {_BARE}(?:, {_INNER_NAME}: {_BARE})*+\}}")
"""Braces that hold only unquoted texts without commas."""
_ESCAPE = regex(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t"}

_LEAST_BYTES = 2
"""A key or a value takes at least two bytes with what separates it, so that small documents need not be counted."""

_MAX_FLOW_DEPTH = 4
"""How deep braces may nest here; the strict reader accepts more."""

_LINES_CACHED, _SHORT = 4096, 100
"""Most lines of a case occur in many others too; the long ones do not, and would take much memory."""

_BLOCKS = ("|", "|-")


class _Unusual(Exception):
    """Something that only the strict reader can judge."""


def read(data: bytes, *, marked: bool = False) -> dict[str, Tree] | None:
    """The tree of a document in casectl's own layout; None for any other.

    If `marked`, every unquoted scalar is a `Plain`, so that it can be written unquoted again.
    """
    if len(data) > MAX_BYTES:
        return None
    try:
        text = data.decode()
        if not text.replace("\n", "").isprintable() and _UNSAFE.search(text):
            return None
        lines = text.split("\n")
        if lines.pop():  # the last line must end with a line feed too
            return None
        tree = _tree(lines, marked)
    except (UnicodeDecodeError, _Unusual):
        return None
    return tree if len(data) < _LEAST_BYTES * MAX_NODES or count_of(tree) <= MAX_NODES else None


def _tree(lines: list[str], marked: bool) -> dict[str, Tree]:
    """The tree of a whole document. The code for most lines is inlined: calls would take as long as the rest."""
    root: dict[str, Tree] = {}
    around: list[tuple[int, dict[str, Tree] | list[Tree]]] = []
    here: dict[str, Tree] | list[Tree] = root
    mapping = root  # the mapping of the last key
    margin = 0  # the indentation of `here`, the open container; `around` holds those around it, outermost first
    waiting = ""  # a key of `here` that has no value yet
    known = _KNOWN.get
    row = next((row for row, line in enumerate(lines) if not line.startswith("# ")), 0)
    count = len(lines)
    while row < count:
        line = lines[row]
        indent, is_item, key, value, rest = known(line) or _parts(line)
        row += 1
        if waiting:
            if indent != margin + 2 or len(around) > MAX_DEPTH - _MAX_FLOW_DEPTH - 4:
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
            mapping[key] = ""  # keeps its place in the order
        elif rest in _BLOCKS:
            mapping[key], row = _block(lines, row, margin + 2, rest)
        else:
            mapping[key] = _flowing(rest, marked)
    if waiting or not root:
        raise _Unusual
    return root


_Parts: TypeAlias = tuple[int, bool, str, str | None, str]
_KNOWN: dict[str, _Parts] = {}


def _parts(line: str) -> _Parts:
    """The parts of a line: indentation, whether it is a list item, key, text, and the rest if not unquoted.

    The text is None where it is not in the line itself: before an indented part, a block, or braces. Short lines are
    remembered.
    """
    found = _parted(line)
    if len(line) <= _SHORT:
        if len(_KNOWN) >= _LINES_CACHED:
            _KNOWN.clear()
        _KNOWN[line] = found
    return found


def _parted(line: str) -> _Parts:
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


def _block(lines: list[str], row: int, indent: int, mark: str) -> tuple[str, int]:
    """The block text that begins in this row, its lines indented by at least `indent`, and the row after it."""
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
    """The value in braces or brackets."""
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
    """The value at an offset within braces, and the offset of its end."""
    if depth > _MAX_FLOW_DEPTH:
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
    return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), text) if "\\" in text else text
