"""The columns that the index keeps of each case: those that a clause may name, those that lists show, and the rest.

`core.query.clause` says what each may be asked; here is what is put into them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from casectl.core.query.clause import lines
from casectl.core.query.excerpt import Excerpt
from casectl.core.time.instants import to_seconds

Cell: TypeAlias = "str | bytes | int | float | None"
Cells: TypeAlias = tuple[Cell, ...]
Row: TypeAlias = tuple[Any, ...]
"""The columns SHOWN of one case."""

PLAIN = (
    "id", "title", "template", "state", "owner", "team", "level", "source", "next_due", "provisional",
    "conflicts", "chasers", "late_entries", "waits", "inspected", "cause",
)  # fmt: skip
"""Facts that the columns keep as they are."""

_ASKED = (
    "received", "opened", "closed", "linked", "offer_to", "offer_team", "order_mark", "first_event", "mail",
    "has_boundary",
)  # fmt: skip
"""What only clauses name."""

KEPT = ("path", "place", "size", "seal")
"""The file, and where the rest of its facts is kept."""

TABLES = ("cases", "owed", "folders")
"""Those whose rows are of a path."""

WRITTEN = ("digest", "trouble", *_ASKED, *PLAIN, "offer")
"""What `cells_of` gives; a pending handoff is JSON, "" for none."""

OWED = ("kind", "name", "at", "who", "follow_up", "rule", "note", "provisional", "unconfirmed")
"""A row for each thing that is owed in a case, of whatever kind (`core.case.owed`)."""

SCHEMA = (
    "CREATE TABLE folders (path BLOB PRIMARY KEY, own INTEGER, names BLOB, kinds BLOB, stamps BLOB) WITHOUT ROWID",
    f"CREATE TABLE cases (path BLOB PRIMARY KEY, place, size, seal, {', '.join(WRITTEN)}) WITHOUT ROWID",
    f"CREATE TABLE owed (path BLOB, number, {', '.join(OWED)}, PRIMARY KEY (path, number)) WITHOUT ROWID",
    "CREATE TABLE stages (template, state, PRIMARY KEY (template, state)) WITHOUT ROWID",
)


def unreadable_cells(digest: bytes, trouble: str) -> Cells:
    """What is kept of a file that cannot be read; the trouble may name a path that is no UTF-8."""
    return (digest, trouble.encode("utf-8", "surrogatepass"), *((None,) * (len(WRITTEN) - 2)))


def cells_of(digest: bytes, facts: Mapping[str, object]) -> Cells:
    """What is kept in columns of a case."""
    case = Excerpt("", facts)
    plain: list[Any] = [facts.get(key, "") for key in PLAIN]
    return (digest, None, *_asked(case), *plain, _packed(case.offer) if case.offer else "")


def owed_of(facts: Mapping[str, object]) -> list[Cells]:
    """The rows of what is owed in a case, with the columns OWED."""
    found = facts.get("owed")
    return [tuple(each) for each in found] if isinstance(found, list) else []


def rest_of(facts: Mapping[str, object]) -> bytes:
    """The other facts on one line, and all that words are looked for in on those behind it."""
    from casectl.adapters.index.words import searched  # only what has changed is put there

    others = {key: value for key, value in facts.items() if key not in _HERE}
    return _packed(others).encode("utf-8", "surrogatepass") + b"\n" + searched(Excerpt("", facts))


def _asked(case: Excerpt) -> Iterator[Cell]:
    from casectl.core.query.references import reference_mark  # only what has changed is put into columns

    for key in ("received_at", "opened_at", "closed_at"):
        text = case.text(key)
        yield to_seconds(datetime.fromisoformat(text)) if text else None
    offer = case.offer
    yield lines(target for _, target in case.links)
    yield offer["to"] if offer else None
    yield offer["team"] if offer else None
    yield reference_mark(case.fields)
    yield case.text("first_event")
    yield lines(case.mail)
    yield int(case.has_boundary)


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_HERE = frozenset((*PLAIN, "offer", "owed"))
PLACES = ", ".join(KEPT)
"""The columns of a row of which only the rest is wanted."""
SHOWN = ", ".join((*KEPT, *PLAIN, "offer"))
"""The columns of a row that is found."""
_PLAIN_AT = slice(len(KEPT), len(KEPT) + len(PLAIN))


class Beside(Protocol):
    """Where the facts of a row are that are not in it."""

    def rest(self, row: Row) -> bytes:
        """What `rest_of` gave."""
        ...

    def owed(self, row: Row) -> list[list[object]]:
        """What `owed_of` gave."""
        ...


class IndexedFacts(dict[str, object]):
    """The facts of a row with the columns SHOWN; `beside` is asked for others if they are wanted."""

    __slots__ = ("_beside", "_row", "_whole")

    def __init__(self, row: Row, beside: Beside) -> None:
        super().__init__(zip(PLAIN, row[_PLAIN_AT], strict=True))
        self["offer"] = json.loads(row[-1]) if row[-1] else {}
        self._row = row
        self._beside = beside
        self._whole = False

    def __missing__(self, key: str) -> object:
        if key == "owed":
            self[key] = found = self._beside.owed(self._row)
            return found
        if self._whole:
            raise KeyError(key)
        others = self._beside.rest(self._row).partition(b"\n")[0]
        self._whole = True
        self.update(json.loads(others))
        return self[key]

    def whole(self) -> dict[str, object]:
        """Every fact there is."""
        for key in ("owed", ""):
            self.get(key)
        return dict(self)

    def get(self, key: str, default: object = None) -> object:
        """The fact, or `default` if there is none of that name."""
        try:
            return self[key]
        except KeyError:
            return default
