"""The form of a text file that an editor may change unasked: line ends, blanks at line ends, the end of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ENDS = b"\r\n"
_BLANKS = b" \t\r\n"


def in_form_of(original: bytes, edited: bytes) -> bytes:
    """`edited` with the form of the `original` that it was made from.

    A line that differs only in its line end or in blanks before it is taken from the original; a new line ends as most
    lines there do. Blank lines and the last line feed at the end of the file are the original's. A byte order mark is
    taken out.
    """
    old, tail = _without_tail(original)
    new, _ = _without_tail(edited.removeprefix(_BYTE_ORDER_MARK))
    end = _usual_end([*old, *tail])
    lines = list(_merged(old, new, end))
    if not lines:
        return b""
    last = lines[-1].rstrip(_ENDS)
    closed = not old or old[-1].endswith((b"\r", b"\n"))
    return b"".join([*(_closed(line, end) for line in lines[:-1]), _closed(last, end) if closed else last, *tail])


def _without_tail(text: bytes) -> tuple[list[bytes], list[bytes]]:
    """The lines up to the last that is not blank, and the blank ones after it."""
    lines = text.splitlines(keepends=True)
    blank = sum(1 for _ in takewhile(lambda line: not line.strip(_BLANKS), reversed(lines)))
    return lines[: len(lines) - blank], lines[len(lines) - blank :]


def _usual_end(lines: Sequence[bytes]) -> bytes:
    ends = Counter(line[len(line.rstrip(_ENDS)) :] for line in lines)
    return max((b"\n", b"\r\n"), key=lambda end: ends[end])


def _closed(line: bytes, end: bytes) -> bytes:
    return line if line.endswith((b"\r", b"\n")) else line + end


def _merged(old: Sequence[bytes], new: Sequence[bytes], end: bytes) -> Iterator[bytes]:
    """The new lines, those that are old but for their form as they were."""
    before, after = ([line.rstrip(_BLANKS) for line in lines] for lines in (old, new))
    first = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    rest = zip(reversed(before[first:]), reversed(after[first:]), strict=False)
    last = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
    yield from old[:first]
    yield from _aligned(old[first : len(old) - last], new[first : len(new) - last], end)
    yield from old[len(old) - last :]


def _aligned(old: Sequence[bytes], new: Sequence[bytes], end: bytes) -> Iterator[bytes]:
    before, after = ([line.rstrip(_BLANKS) for line in lines] for lines in (old, new))
    for tag, start, stop, new_start, new_stop in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield from old[start:stop]
        else:
            yield from (line.rstrip(_ENDS) + end for line in new[new_start:new_stop])
