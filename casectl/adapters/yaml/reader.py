"""Reads YAML strictly: mappings, lists and text, one document, nothing that two YAML readers read differently.

Every scalar stays the text in the file. Every error is `Unreadable`, with file, line, column and reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NoReturn

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from casectl.adapters.yaml.errors import parser_message
from casectl.adapters.yaml.events import EVENTS, Events
from casectl.adapters.yaml.nodes import (
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
    gaps,
    marks_of,
    tree_of,
)
from casectl.core.values.limits import MAX_BYTES, MAX_DEPTH, MAX_KEY, MAX_NODES
from casectl.core.values.messages import CasectlError, Message, Unreadable, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Position, Source

_CONFLICT = regex(r"^(?:[<>|]{7}(?: |\r?$)|={7}\r?$)", re.MULTILINE)
_RAW = regex("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|\r(?!\n)")
_SURROGATE = regex("[\ud800-\udfff]")
_DIRECTIVE = regex(r"^%", re.MULTILINE)
_COLON = regex(r" *:")
_GAP = regex(r"(?:\s++(?:#[^\n]*+)?)*+")
_AMBIGUOUS_IN_FLOW = regex(r"""[:?]|.*["']:|.*\s[:?]|.*:$""", re.DOTALL)
_BLOCK_HEADER = regex(r"[|>][-+1-9]{0,2}(?: +#.*)? *$", re.MULTILINE)
_TAB_FIRST = regex(r".*\n[ \n]*\t")
_BLANK_FIRST = regex(r".*\n( +)\n([ \n]*)")
_TAB_OUTSIDE = regex(r"#.*|(\t)")


def read(file: str, data: bytes, events: Events = EVENTS) -> Source:
    """Read one document, with the place of every value.

    Args:
        file: the name of the file in messages.
        data: its bytes.
        events: the parser to use.

    Raises:
        Unreadable: anything outside the profile.
    """
    root = compose(file, decoded(file, data), events)
    return Source(file, {key.text: tree_of(value) for key, value in root.entries}, marks_of(root), data)


def decoded(file: str, data: bytes) -> str:
    """The text of a file, its line ends changed to plain line feeds.

    Raises:
        Unreadable: too large, not UTF-8, a byte order mark, conflict markers, or a character that must be escaped.
    """
    if len(data) > MAX_BYTES:
        _refuse(
            Position(file),
            msg("larger than {limit} bytes", limit=MAX_BYTES),
            msg("split the file, or keep long documents as attachments"),
        )
    text = _decoded(file, data)
    if match := _CONFLICT.search(text):
        _refuse(
            _place(file, text, match.start()),
            msg("a merge was left unfinished here: conflict markers"),
            msg(
                "in a case, casectl adopt --refold CASE merges the two sides; in another file, remove the marker lines"
            ),
        )
    if match := _RAW.search(text):
        _refuse(
            _place(file, text, match.start()),
            msg("the character U+{code} must be escaped here", code=f"{ord(match.group()):04X}"),
            msg('write it as an escape in double quotes, such as "\\u2028"'),
        )
    return text.replace("\r\n", "\n")


def _decoded(file: str, data: bytes) -> str:
    hint = msg("save the file as UTF-8 without byte order mark")
    if data.startswith(b"\xef\xbb\xbf"):
        _refuse(Position(file, 1, 1), msg("begins with a byte order mark"), hint)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        _refuse(_place(file, before, len(before)), msg("not UTF-8"), hint)


def compose(file: str, text: str, events: Events = EVENTS) -> MappingNode:
    """The document as nodes with their places in `text` (as `decoded` returns it).

    Raises:
        Unreadable: the text is not YAML, or outside the profile.
    """
    composer = _Composer(file, text, events(text))
    try:
        return composer.document()
    except CasectlError:
        raise
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Position(file, mark.line + 1, mark.column + 1) if mark else composer.place
        problem = parser_message(str(error.problem or error.context), _character(text, place))
        _refuse(place, msg("not YAML: {problem}", problem=problem))
    except Exception as error:  # the parsers also raise TypeError, ValueError, AssertionError
        _refuse(composer.place, msg("not YAML: {problem}", problem=str(error) or type(error).__name__))


def _character(text: str, place: Position) -> str:
    """The character at a place; "" past the end."""
    return "".join(text.split("\n")[place.line - 1 : place.line])[place.column - 1 : place.column]


class _Composer:
    """Builds nodes from events; raises Unreadable at the first thing outside the profile."""

    def __init__(self, file: str, text: str, events: Iterator[Any]) -> None:
        self._file = file
        self._text = text
        self._events = events
        self._count = 0
        self._mark: Any = None

    @property
    def place(self) -> Position:
        """The place of the current event."""
        return Position(self._file, self._mark.line + 1, self._mark.column + 1) if self._mark else Position(self._file)

    def document(self) -> MappingNode:
        """The only document of the stream."""
        next(self._events)
        if not isinstance(next(self._events), DocumentStartEvent):
            self._refuse(msg("the file is empty"), msg("restore it from git, or remove the file"))
        first = next(self._events)
        self._at(first)
        if _DIRECTIVE.search(self._text, 0, first.start_mark.index):
            self._refuse(msg("YAML directives (%) are not supported"), msg("remove the line"))
        if not isinstance(first, MappingStartEvent):
            self._refuse(msg("the file must consist of key: value lines"), msg("write it as `key: value`"))
        root = self._mapping(first, 1)
        next(self._events)
        if not isinstance(after := next(self._events), StreamEndEvent):
            self._at(after)
            self._refuse(msg("a second document in one file"), msg("keep one document in each file"))
        self._refuse_tabs(root)
        return root

    def _node(self, event: Any, depth: int, flow: bool) -> Node:
        if isinstance(event, ScalarEvent):
            return self._scalar(event, flow)
        if isinstance(event, MappingStartEvent):
            return self._mapping(event, depth)
        if isinstance(event, SequenceStartEvent):
            return self._listing(event, depth)
        self._at(event)
        return self._refuse(msg("YAML aliases (*) are not supported"), msg("write the value out"))

    def _scalar(self, event: Any, flow: bool) -> ScalarNode:
        self._check(event)
        if _SURROGATE.search(event.value):
            self._refuse(
                msg("an incomplete character (a lone surrogate)"), msg("replace it with the complete character")
            )
        start, style = event.start_mark, event.style
        node = ScalarNode(event.value, style or "", start.index, event.end_mark.index, start.line, start.column)
        if node.style in ("|", ">"):
            self._check_block(node)
        elif not node.style and flow and _AMBIGUOUS_IN_FLOW.match(node.text):
            self._refuse(msg("not every YAML reader can read this text without quotes"), msg("put it in double quotes"))
        elif not node.style and "\t" in self._text[node.start : node.end]:
            self._refuse(msg("a tab in a text without quotes"), msg("use spaces, or put the text in double quotes"))
        return node

    def _check_block(self, node: ScalarNode) -> None:
        if not _BLOCK_HEADER.match(self._text, node.start):
            self._refuse(msg("only spaces and a comment may follow {mark} here", mark=node.style))
        blank = _BLANK_FIRST.match(self._text, node.start)
        if _TAB_FIRST.match(self._text, node.start):
            self._refuse(msg("a tab where the text's indentation begins"), msg("indent with spaces"))
        if blank and max(map(len, blank[2].split("\n"))) > len(blank[1]):
            self._refuse(
                msg("the text begins with a blank line of too many spaces"), msg("remove the spaces from that line")
            )

    def _listing(self, event: Any, depth: int) -> ListNode:
        self._check(event, depth)
        start = event.start_mark
        node = ListNode(bool(event.flow_style), start.index, start.index, start.line, start.column)
        while not isinstance(event := next(self._events), SequenceEndEvent):
            node.items.append(self._node(event, depth + 1, node.flow))
        node.end = event.end_mark.index
        return node

    def _mapping(self, event: Any, depth: int) -> MappingNode:
        self._check(event, depth)
        start = event.start_mark
        node = MappingNode(bool(event.flow_style), start.index, start.index, start.line, start.column)
        seen: set[str] = set()
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, node.flow)
            if key.text in seen:
                self._refuse(msg("duplicate key {key}", key=key.text), msg("keep one of the two"))
            seen.add(key.text)
            value = self._node(next(self._events), depth + 1, node.flow)
            if isinstance(value, ScalarNode) and value.start == value.end:  # parsers differ on an empty value
                gap = _GAP.match(self._text, value.start)
                at = gap.end() if node.flow and gap else self._text.index(":", key.end) + 1
                value.start = value.end = at
            node.entries.append((key, value))
        node.end = event.end_mark.index
        return node

    def _key(self, event: Any, flow: bool) -> ScalarNode:
        self._at(event)
        if not isinstance(event, ScalarEvent) or (not event.value and not event.style):
            self._refuse(msg("a key must be text"), msg("write it as `key: value`"))
        key = self._scalar(event, flow)
        if key.text == "<<" and not key.style:
            self._refuse(msg("YAML merge keys (<<) are not supported"), msg("write the values out"))
        if not flow and not _COLON.match(self._text, key.end):
            self._refuse(msg("a key must be followed by a colon on its line"), msg("write it as `key: value`"))
        if key.end - key.start > MAX_KEY:
            self._refuse(msg("a key longer than {limit} characters", limit=MAX_KEY))
        return key

    def _check(self, event: Any, depth: int = 0) -> None:
        self._at(event)
        self._count += 1
        if self._count > MAX_NODES:
            self._refuse(msg("more than {limit} values in one file", limit=MAX_NODES))
        if depth > MAX_DEPTH:
            self._refuse(msg("nested deeper than {limit} levels", limit=MAX_DEPTH))
        if event.anchor is not None:
            self._refuse(msg("YAML anchors (&) are not supported"), msg("write the value out where it is needed"))
        if event.tag is not None:
            self._refuse(msg("YAML tags (!) are not supported"), msg("remove it, or put the text in double quotes"))

    def _refuse_tabs(self, root: MappingNode) -> None:
        if "\t" not in self._text:
            return
        hint = msg("use spaces")
        for start, end in gaps(self._text, root):
            for match in _TAB_OUTSIDE.finditer(self._text, start, end):
                if match[1]:
                    _refuse(_place(self._file, self._text, match.start()), msg("a tab between values"), hint)

    def _at(self, event: Any) -> None:
        self._mark = event.start_mark

    def _refuse(self, reason: Message, hint: Message | None = None) -> NoReturn:
        _refuse(self.place, reason, hint)


def _place(file: str, text: str, offset: int) -> Position:
    start = text.rfind("\n", 0, offset) + 1
    return Position(file, text.count("\n", 0, offset) + 1, offset - start + 1)


def _refuse(place: Position, reason: Message, hint: Message | None = None) -> NoReturn:
    raise Unreadable(reason, place=place, hint=hint)
