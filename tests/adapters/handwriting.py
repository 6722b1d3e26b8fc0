"""YAML as people type it: every style, odd indentation, comments anywhere; and the edits that a tree may go through."""

from __future__ import annotations

from random import Random

from casectl.core.values.tree import Tree

WORDS = (
    "a",
    "phone",
    "no",
    "2",
    "2026-11-21T09:12:33+08:00",
    "退款 说明",
    "x: y",
    "don't",
    "- z",
    "#5",
    "",
    "http://a.b/c?d",
)
LINES = (
    "first line\nsecond line\n",
    "one\n\n  deep\nlast",
    "# not a comment\n: nor a key\n",
    "kept\n\n\n",
    "a long text\n",
)
KEYS = ("state", "owner", "due", "fields", "note", "journal", "links", "x y", "电话")


def some_tree(random: Random, depth: int = 0) -> dict[str, Tree]:
    """A mapping of one to five keys."""
    keys = random.sample(KEYS, random.randint(1, 5 if depth < 2 else 3))
    return {key: some_value(random, depth + 1) for key in keys}


def some_value(random: Random, depth: int) -> Tree:
    """A text, mostly; above a certain depth also lists and mappings, some of whose items have an id."""
    kind = random.random()
    if depth > 3 or kind < 0.45:
        return random.choice(WORDS)
    if kind < 0.6:
        return random.choice(LINES)
    if kind < 0.75:
        return some_tree(random, depth)
    items = [some_value(random, depth + 1) for _ in range(random.randint(0, 3))]
    return [
        {"id": f"e{number}{random.randint(0, 99)}", **item} if isinstance(item, dict) else item
        for number, item in enumerate(items)
    ]


def changed(random: Random, tree: Tree, depth: int = 0) -> Tree:
    """`tree` with some of it changed, added, removed or replaced by something of another kind."""
    if random.random() < 0.12 or isinstance(tree, str):
        return some_value(random, depth)
    if isinstance(tree, list):
        kept: list[Tree] = [changed(random, item, depth + 1) if random.random() < 0.25 else item for item in tree]
        kept = [item for item in kept if random.random() > 0.2]
        for _ in range(random.choice((0, 0, 1, 1, 2))):
            place = random.choice((len(kept), random.randint(0, len(kept))))
            kept.insert(place, {"id": f"n{random.randint(0, 999)}", "note": "new"} if tree else "new")
        return kept
    entries = [
        (key, changed(random, value, depth + 1) if random.random() < 0.35 else value)
        for key, value in tree.items()
        if random.random() > 0.15
    ]
    for _ in range(random.choice((0, 0, 1, 2))):
        entries.insert(random.randint(0, len(entries)), (random.choice(KEYS), some_value(random, depth + 1)))
    return dict(entries)


class Hand:
    """Someone who types a tree as YAML in a manner of their own; every comment gets a number."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._comments = 0
        self._dashes: list[int] = []

    def document(self, tree: dict[str, Tree]) -> bytes:
        """The file: perhaps with CRLF, perhaps without a final line end."""
        lines = [*self._above(0), *self._mapping(tree, 0), *self._above(0)]
        text = "\n".join(["---", *lines] if self._random.random() < 0.1 else lines) + "\n"
        if self._random.random() < 0.2 and not text.endswith(("\n\n", "kept\n")):
            text = text.removesuffix("\n")
        return text.replace("\n", self._random.choice(("\n", "\n", "\n", "\r\n"))).encode()

    def _comment(self) -> str:
        self._comments += 1
        return f"# comment {self._comments}"

    def _beside(self) -> str:
        return self._random.choice((" ", "   ")) + self._comment() if self._random.random() < 0.2 else ""

    def _above(self, column: int) -> list[str]:
        if self._random.random() > 0.25:
            return []
        depth = max(0, column + self._random.choice((0, 0, 0, 2, -2)))
        return self._random.choice(([""], [" " * depth + self._comment()], ["", " " * depth + self._comment()]))

    def _mapping(self, tree: dict[str, Tree], column: int) -> list[str]:
        lines: list[str] = []
        for key, value in tree.items():
            if lines and not self._after_block(lines):
                lines += self._above(column)
            name = f'"{key}"' if self._random.random() < 0.1 else key
            first, *below = self._value(value, column, indent=self._random.choice((2, 2, 4)))
            lines += [" " * column + f"{name}:" + first, *below]
        return lines

    def _after_block(self, lines: list[str]) -> bool:
        return not lines[-1].strip() or "|" in "".join(lines[-6:]) or ">" in "".join(lines[-6:])

    def _list(self, tree: list[Tree], column: int) -> list[str]:
        lines: list[str] = []
        for item in tree:
            if lines and not self._after_block(lines):
                lines += self._above(column)
            if isinstance(item, dict) and item and self._random.random() < 0.6:
                blanks = self._random.choice((1, 1, 3))
                first, *below = self._mapping(item, column + 1 + blanks)
                lines += [" " * column + "-" + " " * blanks + first.lstrip(" "), *below]
            else:
                self._dashes.append(column)
                first, *below = self._value(item, column, indent=2)
                self._dashes.pop()
                lines += [" " * column + "-" + first, *below]
        return lines

    def _value(self, value: Tree, column: int, indent: int) -> list[str]:
        if isinstance(value, str):
            return self._text(value, column, indent)
        if not value or (self._random.random() < 0.25 and self._flow(value)):
            return [" " + self._flow(value, column + indent) + self._beside()]
        inner = column + indent
        if isinstance(value, dict):
            return [self._beside(), *self._above(inner), *self._mapping(value, inner)]
        in_list = column in self._dashes
        return [self._beside(), *self._list(value, column if indent == 4 and not in_list else inner)]

    def _text(self, text: str, column: int, indent: int) -> list[str]:
        if "\n" not in text:
            return [" " * self._random.choice((1, 1, 3)) + self._one_line(text) + self._beside()]
        body = text.rstrip("\n")
        ends = text[len(body) :]
        header = {"": "|-", "\n": "|"}.get(ends, "|+")
        if header == "|" and "\n" not in body and self._random.random() < 0.5:
            header = ">"
        lines = [" " * (column + indent) + line if line else "" for line in body.split("\n")]
        return [f" {header}{self._beside()}", *lines, *[""] * (len(ends) - 1)]

    def _one_line(self, text: str) -> str:
        bare = text not in ("x: y", "- z", "#5")
        if bare and self._random.random() < 0.6:
            return text
        return f"'{text.replace(chr(39), chr(39) * 2)}'" if self._random.random() < 0.5 else f'"{text}"'

    def _flow(self, value: Tree, column: int | None = None) -> str:
        """The value in brackets, "" if it has several lines; over lines, with comments, if a column is given."""
        if isinstance(value, str):
            return "" if "\n" in value else f'"{value}"'
        items = (
            [(key, each) for key, each in value.items()] if isinstance(value, dict) else [("", each) for each in value]
        )
        texts = [(f"{key}: " if key else "") + self._flow(each) for key, each in items]
        if any(not self._flow(each) for _, each in items):
            return ""
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        between = ", "
        if column is not None and texts and self._random.random() < 0.4:
            pad = "\n" + " " * column
            between = f",{self._beside()}{pad}"
        return opening + between.join(texts) + closing
