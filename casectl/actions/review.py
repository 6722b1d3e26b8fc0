"""review: what a meeting looks at, of a week, a month or a quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from casectl.actions.lookup.counted import Question, count
from casectl.actions.lookup.grouping import titles_of_settings
from casectl.actions.lookup.improvements import done_improvements
from casectl.actions.lookup.lives import Counting
from casectl.core.figures.periods import Period
from casectl.core.figures.review import CAUSE, DONE, IMPROVEMENT, UNTOLD, ReviewReport, ReviewRow, review_rows
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition
from casectl.core.template.labels import title_in
from casectl.core.values.messages import Value, counted, msg

_IMPROVEMENTS = "improvement"
"""The template of what is to be improved."""


def review(context: Counting, query: Condition, period: Period) -> ReviewReport:
    """The cases of a period that something can be learnt from, of those that meet the query, each with who had it then;
    and every improvement that is open.
    """
    counted = count(context, query, Question(period, ()), with_fields=False)
    sample = counted.sample(context, period)
    excerpts = {each.id: each for each in context.excerpts().cases}
    titles = titles_of_settings(context)
    owners = {each.id: each.life for each in sample.seen}
    rows = [
        _named(each, excerpts, titles)._replace(owner=owners[each.case].stand_before(each.at or sample.until).owner)
        for each in review_rows(sample)
    ]
    rows += _improvements(context, excerpts)
    rows += _done(context, excerpts, sample.since, sample.until)
    return ReviewReport(period, datetime.fromtimestamp(sample.now, UTC), rows, counted.found.unreadable,
                        provisional=sample.until < period.seconds(context.zone)[1])  # fmt: skip


def _named(
    row: ReviewRow, excerpts: Mapping[str, Excerpt], titles: Mapping[tuple[str, str], Value]
) -> ReviewRow:  # fmt: skip
    """The row with the case's title, and its cause by title."""
    case = excerpts.get(row.case)
    what = titles.get(("cause", str(row.what)), row.what) if row.section == CAUSE else row.what
    return row._replace(what=what, title=case.text("title")) if case else row


def _improvements(context: Counting, excerpts: Mapping[str, Excerpt]) -> Iterator[ReviewRow]:
    """The improvements that are not over, each with how far it is and the effect that was found."""
    for case in excerpts.values():
        if case.text("template") != _IMPROVEMENTS:
            continue
        labels = context.labels(_IMPROVEMENTS)
        if labels.category(case.text("state")) != "closed":
            stage, effect = title_in(labels.states, case.text("state")), case.fields.get("effect", "")
            what = msg("{state}: {effect}", state=stage, effect=effect) if effect else stage
            yield ReviewRow(IMPROVEMENT, case.id, None, what, case.text("owner"), case.text("title"))


_LATELY = 90 * 24 * 60 * 60
"""Of improvements done so long before the end, customers who were not told are named again."""


def _done(context: Counting, excerpts: Mapping[str, Excerpt], since: int, until: int) -> Iterator[ReviewRow]:
    """The improvements done in the period with their effect and how many customers were told; and the complaints of
    improvements done lately whose customers were not told by any contact since.
    """
    found = [*done_improvements(context, excerpts, min(since, until - _LATELY), until)]
    for each in (each for each in found if each.done >= since):
        told, effect = len(each.told), each.case.fields.get("effect", "")
        said = counted("customer informed: {told} of {count}", "customers informed: {told} of {count}",
                       told + len(each.untold), told=told)  # fmt: skip
        what = msg("{told}: {effect}", told=said, effect=effect) if effect else said
        yield ReviewRow(DONE, each.case.id, each.done, what, each.case.text("owner"), each.case.text("title"))
    for each in found:
        for case in each.untold:
            what = msg("{id}: {title}", id=each.case.id, title=each.case.text("title"))
            yield ReviewRow(UNTOLD, case.id, each.done, what, case.text("owner"), case.text("title"))
