"""JSON as a table: an array of objects, an object that holds one array, or one object a line.

Values become text as written: ``1.10`` stays ``1.10``, ``null`` is "", the parts of a nested object become columns of
their own (``_source.product``), a list stays JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from casectl.core.importing.rows import BadRow, RawRow, Row
from casectl.core.values.messages import Unreadable, counted, msg
from casectl.core.values.regex import regex

Lines = Callable[[], Iterator[str]]
_BLANK = regex(r"[ \t\r\n]*")
_MAX_SHOWN = 2000


class _DuplicateKey(ValueError):
    """A key occurs twice in one object."""


def _pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKey(next(key for key, _ in pairs if [each for each, _ in pairs].count(key) > 1))
    return found


class _Number(str):
    """A number as written."""

    __slots__ = ()


_DECODER = json.JSONDecoder(parse_float=_Number, parse_int=_Number, parse_constant=_Number, object_pairs_hook=_pairs)


def json_names(rows: Iterator[Row]) -> tuple[str, ...]:
    """The columns of all rows together, in the order in which they first occur; not every row need have each."""
    return tuple(dict.fromkeys(column for row in rows for column in row.cells))


def line_rows(name: str, lines: Lines) -> Iterator[Row]:
    """A row for each line that is not blank, damaged ones as `BadRow`. Raises as `lines` does."""
    del name
    for number, line in enumerate(lines(), 1):
        if line.strip():
            yield _row(number, line.strip("\ufeff \t\r\n"))


def _row(number: int, text: str) -> Row:
    try:
        value, end = _DECODER.raw_decode(text)
        if text[end:].strip():
            return BadRow(number, msg("there is more than one JSON value on the line"), text)
    except (ValueError, RecursionError) as error:
        return _bad(number, error, text)
    return _row_of(number, value, text)


def array_rows(name: str, lines: Lines) -> Iterator[Row]:
    """A row for each object of the array, damaged ones as `BadRow`.

    Raises Unreadable if the text is not an array of objects and does not hold exactly one.
    """
    text = "".join(lines())
    at, line, counted = _array_start(name, text), 1, 0
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, end = _DECODER.raw_decode(text, at)
        except _DuplicateKey as error:
            yield _bad(line, error, text[at : at + _MAX_SHOWN])
            return
        except (ValueError, RecursionError):
            yield BadRow(line, msg("the file ends too early, or is not JSON from here on"), text[at:])
            return
        yield _row_of(line, value, text[at:end])
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            yield BadRow(line, msg("the file ends too early, or is not JSON from here on"), text[at:])
            return


def _array_start(name: str, text: str) -> int:
    """The offset of the array of objects: at the top, or the only array of a top-level object. Raises Unreadable."""
    at = _skip(text, 0)
    if text[at : at + 1] == "[":
        return at
    arrays = list(_arrays_in(text, at)) if text[at : at + 1] == "{" else []
    if len(arrays) != 1:
        raise Unreadable(
            counted(
                "{name} contains {count} array of objects where one is needed",
                "{name} contains {count} arrays of objects where one is needed",
                len(arrays),
                name=name,
            ),
            hint=msg("give an array of objects, an object that contains one, or one object a line (jsonl)"),
        )
    return arrays[0]


def _arrays_in(text: str, at: int) -> Iterator[int]:
    """The offset of each member of the object at `at` that is an array of objects; broken text ends the search."""
    at = _skip(text, at + 1)
    try:
        while text[at : at + 1] == '"':
            _, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
            if re.compile(r"\[\s*[{\]]").match(text, at):
                yield at
            _, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
    except (ValueError, RecursionError):
        return


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _row_of(line: int, value: object, raw: str) -> Row:
    if not isinstance(value, dict):
        return BadRow(line, msg("a JSON object is needed here"), raw)
    try:
        return RawRow(line, dict(_cells(value)))
    except RecursionError as error:
        return _bad(line, error, raw)


def _cells(value: dict[str, object], above: str = "") -> Iterator[tuple[str, str]]:
    for key, each in value.items():
        if isinstance(each, dict):
            yield from _cells(each, f"{above}{key}.")
        else:
            yield above + key, _text(each)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _bad(line: int, error: Exception, raw: str) -> BadRow:
    if isinstance(error, _DuplicateKey):
        return BadRow(line, msg("the key {key} appears twice", key=str(error)), raw)
    return BadRow(line, msg("this is not JSON: {why}", why=str(error).partition(":")[0]), raw)
