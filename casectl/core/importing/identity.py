"""Which complaint a row is: its id in the other system, or what tells rows without one apart."""

from __future__ import annotations

import hashlib
import json
import re

from casectl.core.importing.mapping import RowMapping
from casectl.core.importing.pick import RowCells
from casectl.core.importing.rows import ADDED
from casectl.core.values.messages import Message, UsageError, msg
from casectl.core.values.regex import regex
from casectl.core.values.widths import narrow

_SPOILT: tuple[tuple[re.Pattern[str], Message], ...] = (
    (
        regex(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.ASCII | re.IGNORECASE),
        msg("a spreadsheet has turned it into scientific notation"),
    ),
    (
        regex(r"#+|#[^\s#]*[!?]|#N/?[AV]", re.IGNORECASE),
        msg("a spreadsheet showed an error, or ### because the column was too narrow"),
    ),
)
"""What no text is by itself, not even as a part of an id."""

_MANGLED: tuple[tuple[re.Pattern[str], Message], ...] = (
    *_SPOILT,
    (regex(r"\d+[.,]0+", re.ASCII), msg("a spreadsheet or a program changed it to a decimal number")),
    (regex(r"\d{1,3}(?:,\d{3})+", re.ASCII), msg("a spreadsheet added thousands separators to it")),
    (
        regex(r"\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{1,2}月\d{1,2}日", re.IGNORECASE),
        msg("a spreadsheet changed it to a date"),
    ),
    (
        regex(r"nan|nat|<na>|null|none|nil|undefined|n/a|n\.a\.|true|false|[\W_]+|无|空", re.IGNORECASE),
        msg("it is a placeholder for no value"),
    ),
    (regex(r"=.*"), msg("it is a formula of a spreadsheet")),
)


def mangled(text: str) -> Message | None:
    """How a spreadsheet or a program has spoilt an id; None for one that may be as it was."""
    return _matching(text, _MANGLED)


def _matching(text: str, patterns: tuple[tuple[re.Pattern[str], Message], ...]) -> Message | None:
    plain = narrow(text)
    return next((why for pattern, why in patterns if pattern.fullmatch(plain)), None)


def id_of(mapping: RowMapping, cells: RowCells) -> str:
    """The complaint's id in its own system. Raises UsageError if the row has none, or one that is spoilt."""
    found = mapping.id.value(cells) if mapping.id else None
    if not found or not found.strip():
        raise UsageError(msg("the row has no id"))
    if mapping.id and (why := mangled(found)):
        raise _spoilt(found, why)
    for part in mapping.id.parts(cells) if mapping.id else ():
        if why := _matching(part, _SPOILT):
            raise _spoilt(part, why)
    return found.strip()


def _spoilt(text: str, why: Message) -> UsageError:
    return UsageError(msg("{id} is not an id: {why}; export the column as text", id=text.strip(), why=why))


def digest(cells: RowCells, columns: tuple[str, ...] = ()) -> bytes:
    """What the row says in these columns, by default in all but those that a file of rejected rows has in addition."""
    names = columns or tuple(column for column in cells if column not in ADDED)
    content = json.dumps([[column, cells.get(column, "")] for column in sorted(names)], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).digest()
