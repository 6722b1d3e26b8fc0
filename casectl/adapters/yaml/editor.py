"""Changes a YAML file in the fewest lines: what does not differ keeps its bytes, and no comment is ever lost.

The wanted tree is compared with the tree of the file, and each difference becomes a splice of the text. The comments of
a removed part stay, on lines of their own. The result is read again and verified before it is returned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from difflib import SequenceMatcher

from casectl.adapters.yaml.lines import Comment, DocumentLayout, Splices
from casectl.adapters.yaml.nodes import ListNode, MappingNode, Node, ScalarNode, as_written, tree_of
from casectl.adapters.yaml.reader import compose, decoded
from casectl.adapters.yaml.writer import (
    WritePosition,
    check_size,
    check_writable,
    entry_lines,
    item_lines,
    mapping_lines,
    value_lines,
)
from casectl.core.values.messages import Message, Unreadable, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Path, Tree
from casectl.core.values.value_class import replace, value_class

_FILE = "document"
_BLOCK_HEADER = regex("[|>]([1-9]?)[+-]?([1-9]?)")


def edit(data: bytes, tree: MappingOf[str, Tree]) -> bytes:
    """`data` changed so that reading it gives `tree`; if nothing differs, the very same bytes.

    The order of keys in `tree` decides where new keys go; existing keys never move.

    Raises:
        Unreadable: `data` is outside the reader's profile, or the change cannot be made without a loss.
        UsageError: `tree` holds what a document may not hold.
    """
    text, wanted = decoded(_FILE, data), dict(tree)
    root = compose(_FILE, text)
    if tree_of(root) == wanted:
        return data
    check_writable(wanted)
    editor = _Editor(DocumentLayout(text, root))
    editor.document(root, wanted)
    problem: Message | None = None
    for result in _candidates(data.decode("utf-8"), editor):
        check_size(result)
        if (problem := _problem(result, wanted, editor.layout.comments)) is None:
            return result
    raise Unreadable(
        msg("this change cannot be made without losing something in the file"),
        problems=[problem] if problem else [],
        hint=msg("write the lines around it in plain block style, one key on each, and try again"),
    )


def _candidates(original: str, editor: _Editor) -> Iterator[bytes]:
    """The results to try. Without a final line feed: first without one, then with one, then with ``|`` made ``|-``."""
    if original.endswith("\n"):
        yield editor.splices.apply(original).encode()
        return
    end = "\r\n" if original.partition("\n")[0].endswith("\r") else "\n"
    last = editor.layout.scalars[-1:]
    for splices in (editor.splices, Splices([*editor.splices.changes, *map(editor.without_line_feed, last)])):
        result = splices.apply(original + end)
        yield result.removesuffix(end).encode()
        yield result.encode()


def _problem(result: bytes, wanted: Tree, comments: Sequence[Comment]) -> Message | None:
    """What is wrong with the result, None if nothing is."""
    try:
        text = decoded(_FILE, result)
        root = compose(_FILE, text)
    except Unreadable as error:
        return error.why
    if tree_of(root) != wanted:
        return msg("the content of the file would change")
    kept = Counter(comment.text for comment in DocumentLayout(text, root).comments)
    return None if kept == Counter(comment.text for comment in comments) else msg("a comment would be lost")


@value_class
class _Old:
    """An existing value: its node, its position, and the offset after its ``key:`` or ``-``."""

    node: Node
    position: WritePosition
    head: int


class _Editor:
    """Collects the splices that turn a document into the wanted one."""

    def __init__(self, layout: DocumentLayout) -> None:
        self.layout = layout
        self.splices = Splices()

    def document(self, root: MappingNode, wanted: dict[str, Tree]) -> None:
        """Change the whole document to `wanted`."""
        if root.flow or not _shared(root, wanted):
            self._rewrite(root, wanted)
        else:
            self._mapping(root, (), wanted)

    def without_line_feed(self, scalar: ScalarNode) -> tuple[int, int, str]:
        """The splice that makes a block scalar end without line feed; an empty change for any other scalar."""
        match = _BLOCK_HEADER.match(self.layout.text, scalar.start)
        if not match or scalar.style not in ("|", ">"):
            return scalar.start, scalar.start, ""
        return match.start(), match.end(), f"{scalar.style}{match[1]}{match[2]}-"

    def _rewrite(self, root: MappingNode, wanted: dict[str, Tree]) -> None:
        layout = self.layout
        stop = layout.stop(layout.last_line(root, 0))
        comments = [comment.text for comment in layout.within(root.start, stop)]
        lines = mapping_lines(wanted, WritePosition((), 0, 0), 0) if wanted else ["{}"]
        opening = [] if layout.opens_line(root.start) else [""]
        self.splices.put(root.start, stop, "\n".join([*opening, *comments, *lines]))

    def _value(self, old: _Old, wanted: Tree) -> None:
        node = old.node
        if tree_of(node) == wanted:
            return
        if isinstance(node, MappingNode) and isinstance(wanted, dict) and not node.flow and _shared(node, wanted):
            self._mapping(node, old.position.path, wanted)
        elif isinstance(node, ListNode) and isinstance(wanted, list) and not node.flow and wanted:
            self._listing(old, node, wanted)
        else:
            self._replace(old, wanted)

    def _mapping(self, node: MappingNode, path: Path, wanted: dict[str, Tree]) -> None:
        position = WritePosition(path, 0, 0)
        for key, value in node.entries:
            if key.text in wanted:
                head = self.layout.text.index(":", key.end) + 1
                self._value(_Old(value, position.entry(key.text, key.column), head), wanted[key.text])
        self._drop_entries(node, wanted)
        self._add_entries(node, position, wanted)

    def _drop_entries(self, node: MappingNode, wanted: dict[str, Tree]) -> None:
        entries = node.entries
        survivor = next(number for number, (key, _) in enumerate(entries) if key.text in wanted)
        if survivor and not self.layout.opens_line(node.start):
            start = entries[survivor][0].start
            self._move_comments(self.layout.within(node.start, start), node.start)
            self.splices.put(node.start, start, "")
            entries = entries[survivor:]
        run = None
        for key, value in entries:
            if key.text in wanted:
                run = None
            else:
                run = run or key.start
                self._drop(key.start, self.layout.last_line(value, key.column), run)

    def _add_entries(self, node: MappingNode, position: WritePosition, wanted: dict[str, Tree]) -> None:
        layout, column = self.layout, node.column
        ends = {key.text: layout.stop(layout.last_line(value, column)) + 1 for key, value in node.entries}
        at = None if not layout.opens_line(node.start) else layout.start(layout.line(node.start))
        for key, value in wanted.items():
            if key in ends:
                at = ends[key]
                continue
            lines = _indented(entry_lines(key, value, position.entry(key, column)), column)
            if at is None:
                self.splices.put(node.start, node.start, lines.lstrip(" ") + " " * column)
            else:
                self.splices.put(at, at, lines)

    def _listing(self, old: _Old, node: ListNode, wanted: list[Tree]) -> None:
        layout, column = self.layout, node.column
        pairs = list(_pairs([tree_of(item) for item in node.items], wanted))
        if not layout.opens_line(node.start) and None in pairs[0]:
            self._replace(old, wanted)
            return
        at, run = layout.start(layout.line(node.start)), None
        olds = [
            _Old(item, old.position.item(number, column), dash + 1)
            for number, (item, dash) in enumerate(zip(node.items, layout.dashes(node), strict=True))
        ]
        for number, item in pairs:
            if number is not None:
                deep = old.position.column if number == len(olds) - 1 else column
                at = layout.stop(layout.last_line(olds[number].node, deep)) + 1
                run = (run or olds[number].head) if item is None else None
                at = max(at, self._item(olds[number], item, run))
            elif item is not None:
                lines = item_lines(item, old.position.item(len(olds), column))
                self.splices.put(at, at, _indented(lines, column))

    def _item(self, old: _Old, wanted: Tree | None, run: int | None) -> int:
        """Edit a list item, or remove it as one of the `run`; returns the end of the removed lines, 0 if none."""
        if wanted is not None:
            self._value(old, wanted)
            return 0
        return self._drop(old.head, self.layout.last_line(old.node, old.position.column), run or old.head)

    def _replace(self, old: _Old, wanted: Tree) -> None:
        node, layout = old.node, self.layout
        was_flow = not isinstance(node, ScalarNode) and node.flow
        position = replace(old.position, was_flow=was_flow and bool(tree_of(node)))
        first, *below = value_lines(as_written(node, wanted), position)
        is_inline = was_flow or (isinstance(node, ScalarNode) and node.style not in ("|", ">"))
        if is_inline and not below:
            self._move_comments(layout.within(node.start, node.end), old.head)
            before = "" if node.start > old.head else " "
            after = " " if layout.text.startswith("#", node.end) else ""
            self.splices.put(node.start, node.end, f"{before}{first}{after}")
            return
        stop = layout.stop(layout.last_line(node, old.position.column))
        comments = layout.within(old.head, stop)
        in_fork = [comment for comment in comments if comment.start < layout.stop(layout.line(old.head))]
        self._move_comments(comments[len(in_fork) :], old.head)
        head = "".join([f" {first}" if first else "", *map(self._with_blanks, in_fork)])
        self.splices.put(old.head, stop, f"{head}\n{_indented(below, old.position.column)}"[:-1])

    def _with_blanks(self, comment: Comment) -> str:
        before = self.layout.text[: comment.start]
        return (before[len(before.rstrip(" ")) :] or "  ") + comment.text

    def _drop(self, start: int, last: int, run: int) -> int:
        """Remove the lines from that of offset `start` to `last`; `run` is the start of the first of several removed.

        Returns the offset where the text continues.
        """
        layout = self.layout
        first = layout.line(start)
        comments = layout.within(layout.start(first), layout.stop(last))
        pad = " " * layout.indent(first)
        lines = "".join(f"{pad}{comment.text}\n" for comment in comments)
        stop = layout.stop(layout.past_blank_lines(last, run)) + 1
        self.splices.put(layout.start(first), stop, lines)
        return stop

    def _move_comments(self, comments: Sequence[Comment], offset: int) -> None:
        """Move comments to lines of their own above the line of `offset`."""
        line = self.layout.line(offset)
        pad, start = " " * self.layout.indent(line), self.layout.start(line)
        if comments:
            self.splices.put(start, start, "".join(f"{pad}{comment.text}\n" for comment in comments))


def _shared(node: MappingNode, wanted: dict[str, Tree]) -> bool:
    return any(key.text in wanted for key, _ in node.entries)


def _indented(lines: Sequence[str], column: int) -> str:
    return "".join(f"{' ' * column}{line}\n" if line else "\n" for line in lines)


def _pairs(old: Sequence[Tree], new: Sequence[Tree]) -> Iterator[tuple[int | None, Tree | None]]:
    """Which old item became which new one, in order; None for one that was added or removed.

    Items with an ``id`` are matched by it, others when equal; the rest between two matches, by position.
    """
    olds, news = [*map(_identity, old)], [*map(_identity, new)]
    for match, low, high, start, stop in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        named = match != "equal" and any(each.startswith("id ") for each in (*olds[low:high], *news[start:stop]))
        count = 0 if named else min(high - low, stop - start)
        yield from zip(range(low, low + count), new[start : start + count], strict=True)
        yield from ((number, None) for number in range(low + count, high))
        yield from ((None, item) for item in new[start + count : stop])


def _identity(item: Tree) -> str:
    name = item.get("id") if isinstance(item, dict) else None
    return f"id {name}" if isinstance(name, str) else f"= {item!r}"
