"""sample: cases of a period that are drawn for inspection, so many of each person, by a seed."""

from __future__ import annotations

from datetime import UTC, datetime

from casectl.actions.lookup.counted import titles_of_words
from casectl.actions.lookup.draws import Draw, cases_drawn
from casectl.actions.lookup.lives import Counting
from casectl.core.figures.inspection_report import DrawReport


def sample(context: Counting, draw: Draw) -> DrawReport:
    """The cases of a draw: the same for everybody, from the same commit.

    Raises UsageError for unknown keys and private fields, NotFound for unknown fields.
    """
    name, rows, counted = cases_drawn(context, draw)
    words = {(key, word) for row in rows for key, word in zip(name.keys, row.group, strict=True)}
    chosen = {row.case for row in rows}
    titles = {each.id: each.text("title") for each in context.excerpts().cases if each.id in chosen}
    at = counted.sample(context, draw.period).now
    return DrawReport(
        draw.period, datetime.fromtimestamp(at, UTC), name, rows, titles,
        titles_of_words(context, counted.labels, words | {("", key) for key in name.keys}), counted.found.unreadable,
    )  # fmt: skip
