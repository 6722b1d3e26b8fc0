"""sample: cases of a period that are drawn for inspection, so many of each person, by a seed."""

from __future__ import annotations

from datetime import UTC, datetime

from casectl.actions.lookup.counted import Question, count, keys_of_figures, titles_of_words, word_reader
from casectl.actions.lookup.lives import AsOf, Counting
from casectl.core.figures.draw import draw_name, drawn
from casectl.core.figures.inspection_report import DrawReport
from casectl.core.figures.periods import Period
from casectl.core.query.model import Condition
from casectl.core.values.named_tuple import NamedTuple


class Draw(NamedTuple):
    """From which period, of which groups (by default of each person), so many of each, by which seed ("": that of the
    period alone), as known when.
    """

    period: Period
    keys: tuple[str, ...] = ("owner",)
    number: int = 2
    seed: str = ""
    as_of: AsOf | None = None


def sample(context: Counting, query: Condition, draw: Draw) -> DrawReport:
    """The drawn cases of those that meet the query: the same for everybody, from the same commit and seed.

    Raises UsageError for unknown keys and private fields, NotFound for unknown fields.
    """
    keys = keys_of_figures(context, draw.keys)
    with_fields = any(key.startswith("fields.") for key in keys)
    counted = count(context, query, Question(draw.period, (), keys, as_of=draw.as_of), with_fields=with_fields)
    found, name = counted.sample(context, draw.period), draw_name(draw.period, draw.seed)
    readers = [word_reader(key, counted.found) for key in keys]
    rows = [*drawn(found, name, draw.number, lambda case: tuple(read(case) for read in readers))]
    words = {(key, word) for row in rows for key, word in zip(keys, row.group, strict=True)}
    chosen = {row.case for row in rows}
    titles = {each.id: each.text("title") for each in context.excerpts().cases if each.id in chosen}
    return DrawReport(
        draw.period, datetime.fromtimestamp(found.now, UTC), name, keys, rows, titles,
        titles_of_words(context, counted.labels, words | {("", key) for key in keys}), counted.found.unreadable,
    )  # fmt: skip
