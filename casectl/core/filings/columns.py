"""A return with a row for each case: what is written in its columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casectl.core.figures.sample import Seen
from casectl.core.filings.filed import Filed
from casectl.core.filings.measures import POPULATIONS
from casectl.core.filings.pack import FilingColumn, Pack

VALUES: dict[str, Callable[[Filed, Seen], str]] = {
    "id": lambda _, case: case.id,
    "template": lambda _, case: case.life.template,
    "state": lambda _, case: case.last.state,
    "status": lambda _, case: "closed" if case.last.is_over else "open",
    "received_on": lambda filed, case: filed.day(case.life.received),
    "closed_on": lambda filed, case: filed.day(end) if (end := filed.ended(case)) is not None else "",
    "days": lambda filed, case: str(filed.days(case)),
    "decision": lambda filed, case: filed.decided(case) if case.last.is_over else "",
    "reopened": lambda _, case: "yes" if case.taken_up else "no",
}
"""What casectl knows of every case, as of the end of the period."""


def cases_of(pack: Pack, filed: Filed) -> list[Seen]:
    """The cases that have a row, each once, by id."""
    found = {each.id: each for name in pack.cases for each in POPULATIONS[name](filed.sample)}
    return [found[name] for name in sorted(found)]


def lines_of(pack: Pack, filed: Filed) -> dict[str, Mapping[str, str]]:
    """What each case has in each column, "" for nothing, by case."""
    return {each.id: {column.name: value_in(column, filed, each) for column in pack.columns}
            for each in cases_of(pack, filed)}  # fmt: skip


def value_in(column: FilingColumn, filed: Filed, case: Seen) -> str:
    """What a case has in a column: several values of a field are separated by semicolons."""
    words = (VALUES[column.value](filed, case),) if column.value else filed.words(case, column.name)
    codes = dict(column.codes)
    return ";".join(codes.get(word, word) for word in words)
