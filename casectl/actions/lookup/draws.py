"""The cases of a draw, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casectl.actions.lookup.counted import Counted, Question, count, keys_of_figures, word_reader
from casectl.actions.lookup.private_values import refuse_private_query
from casectl.core.figures.draw import Drawn, drawn
from casectl.core.figures.draw_name import OWNER, USUAL, DrawName
from casectl.core.query.model import EVERY, Condition
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:
    from casectl.actions.lookup.lives import AsOf, Counting
    from casectl.core.figures.periods import Period


class Draw(NamedTuple):
    """From which period, of which groups (by default of each person), so many of each, by which seed ("": that of the
    period alone), of the cases that meet a query (and the text that it was typed as), as known when.
    """

    period: Period
    keys: tuple[str, ...] = (OWNER,)
    number: int = USUAL
    seed: str = ""
    query: Condition = EVERY
    typed: str = ""
    as_of: AsOf | None = None


class CasesDrawn(NamedTuple):
    """The name of a draw, its cases, and what was looked at for it."""

    name: DrawName
    rows: list[Drawn]
    counted: Counted


def cases_drawn(context: Counting, draw: Draw) -> CasesDrawn:
    """The cases of a draw: the same for everybody, from the same commit. Raises UsageError for unknown keys, and for
    private fields among them and in the query, NotFound for unknown fields.
    """
    keys = keys_of_figures(context, draw.keys)
    refuse_private_query(context, draw.query)
    name = DrawName(draw.period.name, draw.seed, keys, draw.number, " ".join(draw.typed.split()))
    with_fields = any(key.startswith("fields.") for key in keys)
    question = Question(draw.period, (), keys, as_of=draw.as_of)
    counted = count(context, draw.query, question, with_fields=with_fields)
    readers = [word_reader(key, counted.found) for key in keys]
    sample = counted.sample(context, draw.period)
    return CasesDrawn(name, [*drawn(sample, name, lambda case: tuple(read(case) for read in readers))], counted)
