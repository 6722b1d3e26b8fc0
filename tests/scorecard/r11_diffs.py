"""R11: cases written by hand, in every style, commented everywhere; a command changes its own lines and no other."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator

from casectl.adapters.yaml.documents import YamlDocuments
from casectl.core.values.tree import Source, Tree, get_in
from tests.adapters.handwriting import Hand
from tests.scorecard.figure import Score
from tests.scorecard.ground import Book, Ground

COMMANDS = (
    ["note", "CASE", "The customer rang again."],
    ["contact", "CASE", "out", "Told her it will be looked into.", "--channel", "phone"],
    ["set", "CASE", "request=An exchange"],
    ["followup", "add", "CASE", "+2h", "callback"],
    ["assign", "CASE", "bo"],
    ["attach", "CASE", "casectl.yaml"],
    ["escalate", "CASE", "--reason", "Threatens to go to the press"],
    ["set", "CASE", "customer.name=Kim A. Example", "reference=R-2"],
    ["note", "CASE", "Two lines,\nand a colon: here"],
    ["advance", "CASE", "withdrawn", "--reason", "It turned up."],
)
_COMMENT = re.compile(rb"# comment \d+")
_FLOW = re.compile(r"""(-|[^\s:"']+:|"[^"]*":|'[^']*':)?\s*[{\[]""")
"""A key or a dash, and a brace or bracket behind it."""


def measure(ground: Ground) -> Score:
    """Ten commands on each hand-written case, compared with the lines that their effect declares."""
    cases, chance, tally = ground.size(200, 10), ground.random("R11"), Counter[str]()
    for _ in range(cases):
        book = ground.book()
        tree = YamlDocuments().read(book.path, book.on_disk()).tree
        (book.folder / book.path).write_bytes(Hand(chance).document(tree))
        book.git("commit", "--quiet", "--all", "--message", "by hand")
        for words in COMMANDS:
            before = book.on_disk()
            done = book.forked(*(book.case if word == "CASE" else word for word in words))
            tally["refused"] += done.code != 0
            _compare(book, before, book.on_disk(), tally)
    names = ("comments lost", "foreign lines changed", "refused")
    listed = ", ".join(f"{tally[name]} {name}" for name in names)
    return Score(f"{cases} cases x {len(COMMANDS)} commands: {listed}", sum(tally[name] for name in names))


def control(ground: Ground) -> Score:
    """ruamel.yaml's round trip: load, append an event, dump."""
    import io

    from ruamel.yaml import YAML

    chance, tally, cases = ground.random("R11 control"), Counter[str](), ground.size(60, 15)
    book = ground.book()
    tree = YamlDocuments().read(book.path, book.on_disk()).tree
    for _ in range(cases):
        before, out = Hand(chance).document(tree), io.BytesIO()
        yaml = YAML()
        document = yaml.load(before)
        document["journal"].append({"id": "x", "event": "noted", "text": "rang"})
        yaml.dump(document, out)
        removed = [line for line in difflib.ndiff(_lines(before), _lines(out.getvalue())) if line.startswith("- ")]
        tally["lines"] += len(removed)
    return Score(f"{tally['lines']} foreign lines changed by {cases} appended events", tally["lines"])


def _compare(book: Book, before: bytes, after: bytes, tally: Counter[str]) -> None:
    tally["comments lost"] += len(set(_COMMENT.findall(before)) - set(_COMMENT.findall(after)))
    old, new = (YamlDocuments().read(book.path, data) for data in (before, after))
    declared = set(_declared(old, new.tree, _lines(before)))
    matcher = difflib.SequenceMatcher(None, _lines(before), _lines(after), autojunk=False)
    for tag, first, last, _, _ in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            tally["foreign lines changed"] += len(set(range(first + 1, last + 1)) - declared)


def _declared(old: Source, new: Tree, lines: list[str]) -> Iterator[int]:
    """The lines of every value that differs, and of the values around a removed one.

    Everything in braces or brackets is one value, over however many lines.
    """
    marks = sorted({line for line, _ in old.marks.values()} | {len(lines) + 1})
    for path, (line, column) in old.marks.items():
        before, after = get_in(old.tree, path), get_in(new, path)
        if before == after:
            continue
        if _FLOW.match(lines[line - 1][column - 1 :]):
            last = max(row for inner, (row, _) in old.marks.items() if inner[: len(path)] == path)
        elif _is_changed(before, after):
            last = line
        else:
            continue
        yield from range(line, next(mark for mark in marks if mark > last))


def _is_changed(old: Tree | None, new: Tree | None) -> bool:
    if isinstance(old, str) or type(old) is not type(new):
        return old != new
    return (not old) != (not new) or (isinstance(old, list) and isinstance(new, list) and len(new) < len(old))


def _lines(data: bytes) -> list[str]:
    return data.decode().splitlines()
