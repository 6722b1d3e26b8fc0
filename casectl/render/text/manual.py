"""A page of the manual, which is Markdown, as text for a terminal: no marks, wrapped by display width."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

from casectl.core.values.messages import msg
from casectl.core.values.regex import regex
from casectl.render.language import translate
from casectl.render.text.pages import aligned_lines
from casectl.render.text.terminal import pad, width, wrap

_COMMENT = regex(r"<!--.*?-->\n?", re.DOTALL)
_LINK = regex(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = regex(r"\\([\\`*_{}\[\]()#!|~])|`([^`]*)`|\*\*(.+?)\*\*")
_ITEM = regex(r"(?P<mark>[*-]|\d+\.) +(?P<text>.*)")
_WIDE = regex(r"[\u2e80-\u9fff\uff00-\uffef]")
_TERM = 30
"""The widest term that has its meaning beside it."""


def as_text(page: str, columns: int) -> str:
    """The page on lines of at most `columns`, but for what is typed or printed, which is never broken."""
    lines = _COMMENT.sub("", page).split("\n")
    return "\n".join(_blocks(lines, columns)).strip("\n") + "\n"


def _blocks(lines: list[str], columns: int) -> Iterator[str]:
    place = 0
    while place < len(lines):
        line, start = lines[place], place
        place += 1
        if line.startswith("```"):
            while place < len(lines) and not lines[place].startswith("```"):
                place += 1
            yield from (f"    {each}".rstrip() for each in lines[start + 1 : place])
            place += 1
        elif line.startswith("|"):
            place = _end(lines, place, lambda each: each.startswith("|"))
            yield from _table([_cells(each) for each in lines[start:place]], columns)
        elif line.startswith("#"):
            marks, _, text = line.partition(" ")
            yield from _heading(_plain(text), len(marks))
        elif line.startswith("    ") or not line.strip():
            yield line.rstrip()
        else:
            place = _end(lines, place, _continues)
            yield from _paragraph(lines[start:place], columns)


def _end(lines: Sequence[str], place: int, belongs: Callable[[str], bool]) -> int:
    while place < len(lines) and belongs(lines[place]):
        place += 1
    return place


def _continues(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(("|", "#", "```")) and not _ITEM.match(line)


def _heading(text: str, level: int) -> Iterator[str]:
    yield text
    if level < 3:
        yield ("=" if level == 1 else "-") * width(text)


def _paragraph(lines: Sequence[str], columns: int) -> Iterator[str]:
    """A paragraph or an item of a list, wrapped; an item hangs behind its mark."""
    text = lines[0].strip()
    for each in map(str.strip, lines[1:]):  # Chinese has no blanks between its words
        text += each if text and _WIDE.match(text[-1]) and _WIDE.match(each) else f" {each}"
    item = _ITEM.match(text)
    mark = f"{item['mark']} ".replace("*", "•") if item else ""
    for number, line in enumerate(wrap(_plain(item["text"] if item else text), columns - len(mark))):
        yield (" " * len(mark) if number else mark) + line


def _plain(text: str) -> str:
    """The text without the marks of Markdown."""
    shown = _MARKS.sub(lambda found: found[1] or found[2] or found[3] or "", _LINK.sub(r"\1", text))
    return html.unescape(shown)


def _cells(line: str) -> list[str]:
    return [_plain(each.strip()) for each in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def _table(rows: list[list[str]], columns: int) -> Iterator[str]:
    """A table, as columns if there is room, else as terms with what is said of each."""
    heads, *body = [row for row in rows if not all(set(cell) <= set(":- ") for cell in row) or not any(row)]
    if not any(heads):
        heads = []
    most = max((len(row) for row in body), default=0)
    body = [[*row, *[""] * (most - len(row))] for row in body]
    lines = list(aligned_lines([tuple(row) for row in ([heads] if len(heads) == most else []) + body])) if body else []
    if all(width(line) <= columns for line in lines):
        yield from lines
    elif most == 2:
        yield from _terms([(row[0], row[1]) for row in body], columns)
    else:
        yield from _records(heads, body, columns)


def _terms(rows: Sequence[tuple[str, str]], columns: int) -> Iterator[str]:
    beside = min(max(width(term) for term, _ in rows), _TERM, columns // 2)
    for term, meaning in rows:
        lines = wrap(meaning, columns - beside - 4)
        if width(term) <= beside and lines:
            yield f"  {pad(term, beside)}  {lines.pop(0)}"
        else:
            yield from (f"  {line}" for line in wrap(term, columns - 2))
        yield from (" " * (beside + 4) + line for line in lines)


def _records(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    for first, *rest in rows:
        yield from (f"  {line}" for line in wrap(first, columns - 2))
        for head, cell in zip(heads[1:] or [""] * len(rest), rest, strict=False):
            said = translate(msg("{whole}: {part}", whole=head, part=cell)) if head else cell
            yield from (f"      {line}" for line in (wrap(said, columns - 6) if cell else []))
