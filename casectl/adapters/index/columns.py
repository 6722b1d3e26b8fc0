"""The columns that the index keeps of each case: those that a clause may name, those that lists show, and the rest.

`core.query.clause` says what each may be asked; here is what is put into them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeAlias

from casectl.core.query.clause import lines
from casectl.core.query.excerpt import Excerpt
from casectl.core.time.instants import to_seconds

Cell: TypeAlias = "str | bytes | int | float | None"
Cells: TypeAlias = tuple[Cell, ...]
Row: TypeAlias = tuple[Any, ...]
"""The columns SHOWN of one case."""

PLAIN = ("id", "title", "template", "state", "owner", "team", "level", "source", "first_event")
"""Facts that the columns keep as they are."""

NESTED = ("due", "provisional", "follow_ups", "offer")
"""Facts that the columns keep as JSON, "" for none."""

_ASKED = (
    "received", "opened", "closed", "next_due", "next_follow_up", "holders", "linked", "offer_to", "offer_team",
    "order_mark", "folded",
)  # fmt: skip
"""What only clauses name."""

KEPT = ("path", "place", "size", "seal")
"""The file, and where the rest of its facts is kept."""

WRITTEN = ("digest", "trouble", *_ASKED, *PLAIN, *NESTED)
"""What `cells_of` gives."""

SCHEMA = (
    "CREATE TABLE folders (path BLOB PRIMARY KEY, own INTEGER, names BLOB, kinds BLOB, stamps BLOB) WITHOUT ROWID",
    f"CREATE TABLE cases (path BLOB PRIMARY KEY, place, size, seal, {', '.join(WRITTEN)}) WITHOUT ROWID",
    "CREATE TABLE stages (template, state, PRIMARY KEY (template, state)) WITHOUT ROWID",
)


def unreadable_cells(digest: bytes, trouble: str) -> Cells:
    """What is kept of a file that cannot be read; the trouble may name a path that is no UTF-8."""
    return (digest, trouble.encode("utf-8", "surrogatepass"), *((None,) * (len(WRITTEN) - 2)))


def cells_of(digest: bytes, facts: Mapping[str, object]) -> Cells:
    """What is kept in columns of a case."""
    case = Excerpt("", facts)
    plain = [case.level if key == "level" else case.text(key) for key in PLAIN]
    nested = [_packed(found) if (found := facts.get(key)) else "" for key in NESTED]
    return (digest, None, *_times(case), *_words(case), *plain, *nested)


def rest_of(facts: Mapping[str, object]) -> bytes:
    """The other facts on one line, and all that words are looked for in on those behind it."""
    from casectl.adapters.index.words import searched  # only what has changed is put there

    others = {key: value for key, value in facts.items() if key not in _HERE}
    return _packed(others).encode("utf-8", "surrogatepass") + b"\n" + searched(Excerpt("", facts))


def _times(case: Excerpt) -> Iterator[int | None]:
    for key in ("received_at", "opened_at", "closed_at"):
        text = case.text(key)
        yield to_seconds(datetime.fromisoformat(text)) if text else None
    yield _soonest(case.due.values())
    yield _soonest(datetime.fromisoformat(each["at"]) for each in case.follow_ups)


def _soonest(times: Iterable[datetime]) -> int | None:
    return min(map(to_seconds, times), default=None)


def _words(case: Excerpt) -> Iterator[Cell]:
    from casectl.adapters.index.words import joined
    from casectl.core.query.references import reference_mark  # only what has changed is put into columns

    offer = case.offer
    holders = {each["who"] for each in case.follow_ups}
    if case.due:
        holders.add(offer.get("by") or case.text("owner"))
    yield lines(sorted(holders))
    yield lines(target for _, target in case.links)
    yield offer["to"] if offer else None
    yield offer["team"] if offer else None
    yield reference_mark(case.fields)
    yield joined((case.id, case.text("title"), case.text("source")))


def _packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_HERE = frozenset((*PLAIN, *NESTED))
_READ = (*KEPT, *PLAIN, *NESTED)
SHOWN = ", ".join(_READ)
"""The columns of a row that is found."""
_PLAIN_AT = slice(len(KEPT), len(KEPT) + len(PLAIN))
_NESTED_AT = {name: _READ.index(name) for name in NESTED}


class IndexedFacts(dict[str, object]):
    """The facts of a row with the columns SHOWN; `rest` gives what else there is, and is asked if that is wanted."""

    __slots__ = ("_rest", "_row")

    def __init__(self, row: Row, rest: Callable[[Row], bytes]) -> None:
        super().__init__(zip(PLAIN, row[_PLAIN_AT], strict=True))
        self._row = row
        self._rest: Callable[[Row], bytes] | None = rest

    def __missing__(self, key: str) -> object:
        if (place := _NESTED_AT.get(key)) is None:
            self._complete()
            return super().__getitem__(key)
        text = self._row[place]
        self[key] = found = json.loads(text) if text else {} if key == "offer" else []
        return found

    def _complete(self) -> None:
        """Have every fact, before a question that is not about one of those at hand. Raises KeyError if all are."""
        if self._rest is None:
            raise KeyError
        text, self._rest = self._rest(self._row).partition(b"\n")[0], None
        self.update(json.loads(text))
        for key in NESTED:
            self[key]

    def whole(self) -> dict[str, object]:
        """Every fact there is."""
        with suppress(KeyError):
            self._complete()
        return dict(self)

    def get(self, key: str, default: object = None) -> object:
        """The fact, or `default` if there is none of that name."""
        try:
            return self[key]
        except KeyError:
            return default
