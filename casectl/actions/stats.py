"""stats: the figures of a period, with all that they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from casectl.actions.lookup.grouping import keys_meant, title_of_word, titles_of_settings
from casectl.actions.lookup.lives import AsOf, Counting, Lives, head, lives
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.figures.customers import PERIOD
from casectl.core.figures.figure import Figure
from casectl.core.figures.periods import Period
from casectl.core.figures.report import CasesReport, FigureRow, FiguresReport, Groups, figures_of_cases, rows_of
from casectl.core.figures.sample import Between, Sample, Seen, StateRules
from casectl.core.query.model import Condition
from casectl.core.template.labels import Labels
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import Message, Value, msg

KEYS = ("owner", "team", "template", "level", "state", "source", "cause")
"""What cases can be told apart by, besides their fields, as they stood at the end of the period."""


class Question(NamedTuple):
    """Which figures of which period; told apart by `keys`, beside those of the `compared` periods, as known at
    `as_of`.
    """

    period: Period
    figures: tuple[Figure, ...]
    keys: tuple[str, ...] = ()
    compared: tuple[Period, ...] = ()
    as_of: AsOf | None = None


class _Counted(NamedTuple):
    """What was looked at for a question."""

    known: AsOf
    found: Lives
    labels: Mapping[str, Labels]

    def sample(self, context: Counting, period: Period) -> Sample:
        """The cases of a period: until its end, or until what is known was committed."""
        since, end = period.seconds(context.zone)
        last = to_seconds(self.known.at)
        between = Between(since, end, end) if last >= end else Between(since, max(last + 1, since), max(last, since))
        return Sample.of(self.found.lives, between, StateRules(self.labels), self.found.lately)


def stats(context: Counting, query: Condition, question: Question) -> FiguresReport:
    """The figures of the cases that meet the query. Raises UsageError for unknown keys, NotFound for unknown fields."""
    keys = _keys(context, question.keys)
    counted = _counted(context, query, question, with_fields=any(key.startswith("fields.") for key in keys))
    now, *before = (counted.sample(context, period) for period in (question.period, *question.compared))
    grouped = [_groups(each, keys, counted.found) for each in (now, *before)]
    rows = [*rows_of(question.figures, grouped[0], grouped[1:], context.casebook.targets)]
    return FiguresReport(
        question.period,
        datetime.fromtimestamp(now.now, UTC),
        now.until < question.period.seconds(context.zone)[1],
        rows,
        keys,
        question.compared,
        counted.found.unreadable,
        _notes(now, question),
        counted.labels,
        _titles(counted.labels, keys, rows) | titles_of_settings(context),
    )


def _titles(
    labels: Mapping[str, Labels], keys: Sequence[str], rows: Iterable[FigureRow]
) -> dict[tuple[str, str], Value]:
    """The titles of the keys that are fields, and of the words under the keys."""
    words = {(key, word) for row in rows for key, word in zip(keys, row.group, strict=True)}
    asked = words | {("", key) for key in keys}
    return {each: title for each in asked if (title := title_of_word([*labels.values()], *each))}


def stats_by_case(context: Counting, query: Condition, question: Question) -> CasesReport:
    """The same of each case alone."""
    counted = _counted(context, query, question, with_fields=False)
    sample = counted.sample(context, question.period)
    rows = figures_of_cases(question.figures, sample)
    return CasesReport(question.period, rows, counted.found.unreadable, _notes(sample, question))


def _counted(context: Counting, query: Condition, question: Question, *, with_fields: bool) -> _Counted:
    titles = TemplateTitles(context)
    known = question.as_of or head(context)
    since = min(each.seconds(context.zone)[0] for each in (question.period, *question.compared))
    since -= PERIOD if question.keys else 0  # of whom a group is, only a life says
    found = lives(context, query, known, since, titles=titles, with_fields=with_fields)
    return _Counted(known, found, {name: titles.of(name) for name in {each.template for each in found.lives}})


def _keys(context: Counting, typed: Sequence[str]) -> tuple[str, ...]:
    keys = keys_meant(context, (), typed)
    if wrong := [key for key in keys if key not in KEYS and not key.startswith("fields.")]:
        raise UsageError(
            msg("figures cannot be told apart by {keys}", keys=wrong),
            hint=msg("they can by {keys}, or fields.NAME", keys=list(KEYS)),
        )
    return tuple(keys)


def _groups(sample: Sample, keys: Sequence[str], found: Lives) -> Groups:
    """The cases of a period as they stood at its end; one group of all without keys."""
    if not keys:
        return {(): sample}
    grouped: dict[tuple[str, ...], list[Seen]] = {}
    readers = [_reader(key, found) for key in keys]
    for each in sample.seen:
        grouped.setdefault(tuple(reader(each) for reader in readers), []).append(each)
    return {group: sample.part(some) for group, some in grouped.items()}


def _reader(key: str, found: Lives) -> Callable[[Seen], str]:
    if key.startswith("fields."):
        name = key.removeprefix("fields.")
        return lambda case: found.fields.get(case.id, {}).get(name, "")
    if key in ("template", "cause"):
        return lambda case: str(getattr(case.life, key))
    if key == "source":
        return lambda case: "imported" if case.life.is_imported else ""
    return lambda case: str(getattr(case.last, key) or "")


def _notes(sample: Sample, question: Question) -> tuple[Message, ...]:
    notes: Iterable[Message] = ()
    if not any(each.was_open or each.acts or each.life.received >= sample.since for each in sample.seen):
        notes = (msg("no cases in {period}", period=question.period.name),)
    return (*notes,)
