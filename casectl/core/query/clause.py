"""A condition in SQL, over the columns that the index keeps of each case.

The columns that a clause may name, of the table ``cases``:

* ``id``, ``title``, ``template``, ``state``, ``owner``, ``team``, ``source``, ``cause``, ``first_event``: text, ""
  for none;
* ``level``: a number, 0 for none; ``conflicts``, ``chasers``, ``late_entries`` (that count for its clocks), ``waits``
  (offers of redress to be approved, and a disputed responsibility) and ``inspected`` (quality inspections): how many;
  ``has_boundary``: 1 where one was stated;
* ``received``, ``opened``, ``closed``, ``next_due`` (the soonest of what is owed): seconds since 1970, NULL for none;
* ``linked`` (to which cases) and ``mail`` (of what came or went by mail the ids of events, and Message-IDs): text, as
  `among_lines` asks for it;
* ``offer_to``, ``offer_team``: a pending handoff, NULL if there is none;
* ``order_mark``: a number that cases about one order share, NULL if none is named;

``owed`` has a row for each thing that is owed in a case, of whatever kind (`core.case.owed.Owed`): ``path`` of the
case, ``at`` (seconds since 1970), ``kind``, ``name``, ``who``, ``follow_up``, ``rule``, ``note``, ``provisional``,
``unconfirmed``. A clause asks for it by `owes`.

``folded(text)`` is a text without the differences of letter case, width and Unicode form.

``stages`` has ``template`` and ``state`` of all cases; ``category(template, state)`` is the category of a state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from casectl.core.values.value_class import NamedTuple

Bound: TypeAlias = str | int | float
"""The value of a ``?`` of a clause."""

Category: TypeAlias = Callable[[str, str], str]
"""The category of a state, from the names of template and state."""


class Clause(NamedTuple):
    """A condition in SQL and the values of its question marks; if it is not `exact`, others meet it too."""

    sql: str
    values: tuple[Bound, ...] = ()
    exact: bool = True


EVERY_CASE = Clause("TRUE")
"""What every case meets, and whatever is owed."""

UNDECIDED = Clause("TRUE", exact=False)
"""The clause of a condition that can only be decided by looking at the case."""

_LONGEST = 5000
"""Letters of a clause; of one with a thousand parts SQLite says that it is too deep."""

NEXT_FOLLOW_UP = "(SELECT min(at) FROM owed WHERE owed.path = cases.path AND follow_up <> '')"
"""When the soonest follow-up or promise of a case is to be done, NULL for none."""

ORDERS = {
    **{name: name for name in ("id", "title", "template", "state", "owner", "team", "level", "source")},
    "received_at": "received", "opened_at": "opened", "closed_at": "closed", "next_due": "next_due",
}  # fmt: skip
"""What cases may be ordered by, as lists call it, and its column."""


def both(parts: Sequence[Clause]) -> Clause:
    """What meets all of them."""
    return _joined(" AND ", parts) if parts else EVERY_CASE


def either(parts: Sequence[Clause]) -> Clause:
    """What meets one of them."""
    return _joined(" OR ", parts) if parts else Clause("FALSE")


def negated(clause: Clause) -> Clause:
    """What does not meet it."""
    return Clause(f"({clause.sql}) IS NOT TRUE", clause.values) if clause.exact else UNDECIDED


def one_of(column: str, values: Iterable[Bound]) -> Clause:
    """What has one of the values in a column."""
    found = tuple(values)
    return _short(Clause(f"{column} IN ({','.join('?' * len(found))})", found))


def among_lines(column: str, word: str) -> Clause:
    """What has the word in a column of `lines`."""
    return Clause(f"instr({column}, ?)", (lines((word,)),))


def owes(what: Clause) -> Clause:
    """The cases in which something is owed that meets the clause, over the columns of ``owed``."""
    return what._replace(sql=f"path IN (SELECT path FROM owed WHERE {what.sql})")


def lines(words: Iterable[str]) -> str:
    """Words as the index keeps several in one column, each on a line of its own; "" for none."""
    found = "\n".join(word.replace("\n", " ") for word in words)
    return f"\n{found}\n" if found else ""


def _joined(word: str, parts: Sequence[Clause]) -> Clause:
    values = tuple(value for part in parts for value in part.values)
    return _short(Clause(word.join(f"({part.sql})" for part in parts), values, all(part.exact for part in parts)))


def _short(clause: Clause) -> Clause:
    return clause if len(clause.sql) <= _LONGEST else UNDECIDED
