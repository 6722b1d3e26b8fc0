"""What is asked of the index: which cases, in what order, and how many; and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from casectl.core.query.clause import EVERY_CASE, Category, Clause
from casectl.core.query.model import Condition, search_texts
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:
    from casectl.core.query.prefilter import Prefilter


class Selection(NamedTuple):
    """Which cases are wanted: by a clause, by their words, or only the first of them.

    `order` are names of ORDERS, with a leading ``-`` for downwards, and what has none comes last; then the id counts.
    `limit` is how many of them, if the clause is exact and nothing else decides; otherwise all are found. `alike` are
    text columns: where nothing else decides, cases that have the same in all of them may be one row, whose fact
    ``alike`` is how many ids they have.
    """

    where: Clause = EVERY_CASE
    prefilter: Prefilter | None = None
    category: Category = lambda _template, _state: "open"
    order: tuple[str, ...] = ()
    limit: int | None = None
    alike: tuple[str, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether no more cases are found than the limit says."""
        return self.limit is not None and self._is_exact

    @property
    def is_summed(self) -> bool:
        """Whether cases that are alike may be one row."""
        return bool(self.alike) and self._is_exact

    @property
    def _is_exact(self) -> bool:
        return self.where.exact and self.prefilter is None


EVERYTHING = Selection()
"""All cases, by path."""


def selection_of(condition: Condition, category: Category, words: Iterable[str] = ()) -> Selection:
    """The cases that may match a condition, and contain all of `words`."""
    wanted = [*words, *search_texts(condition)]
    if not wanted:
        return Selection(condition.clause(), None, category)
    from casectl.core.query.prefilter import prefilter_for  # few lists look for words

    return Selection(condition.clause(), prefilter_for(wanted), category)


class IndexRow(NamedTuple):
    """What the index holds of one file: its facts (`core.query.excerpt`), or why it could not be read."""

    path: str
    facts: Mapping[str, object] | None
    trouble: str = ""


class IndexAnswer(NamedTuple):
    """The rows found, and how many cases are left out because of the limit."""

    rows: list[IndexRow]
    left_out: int = 0
