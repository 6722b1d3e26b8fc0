"""The figures of a period: what is asked for, the lives that are counted, and the values of each group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from casectl.actions.lookup.archived import all_archived
from casectl.actions.lookup.grouping import keys_meant, title_of_word, titles_of_settings
from casectl.actions.lookup.lives import AsOf, Counting, Lives, head, lives
from casectl.actions.lookup.private_values import refuse_private_fields
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.case.archived import ARCHIVE, archived_in
from casectl.core.figures.customers import PERIOD
from casectl.core.figures.deadlines import Deadline
from casectl.core.figures.periods import Period
from casectl.core.figures.report import Figure, FiguresReport, Groups, rows_of
from casectl.core.figures.sample import Between, Desk, Exposed, Sample, Seen
from casectl.core.figures.table import FIGURES
from casectl.core.figures.turns import StateRules
from casectl.core.query.conditions import Like, OneOf
from casectl.core.query.model import Condition, walk
from casectl.core.template.labels import Labels
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, UsageError, Value, counted, msg
from casectl.core.values.value_class import NamedTuple

KEYS = ("owner", "team", "template", "level", "state", "source", "cause")
"""What cases can be told apart by, besides their fields, as they stood at the end of the period."""


def is_of_somebody(query: Condition) -> bool:
    """Whether a query tells the cases of one person, or one case, from the others: no personal figure is shown then."""
    return any(isinstance(each, (OneOf, Like)) and each.key in ("owner", "id") for each in walk(query))


class Question(NamedTuple):
    """Which figures of which period; told apart by `keys`, beside those of the `compared` periods, as known at
    `as_of`.
    """

    period: Period
    figures: tuple[Figure, ...]
    keys: tuple[str, ...] = ()
    compared: tuple[Period, ...] = ()
    as_of: AsOf | None = None


class Counted(NamedTuple):
    """What was looked at for a question."""

    known: AsOf
    found: Lives
    labels: Mapping[str, Labels]

    @property
    def rules(self) -> StateRules:
        """What the templates of these cases say of their states and clocks."""
        return StateRules(self.labels)

    def is_running(self, context: Counting, period: Period) -> bool:
        """Whether what is known ends before a period does, so that its figures are provisional."""
        return self.sample(context, period).until < period.seconds(context.zone)[1]

    def sample(self, context: Counting, period: Period) -> Sample:
        """The cases of a period: until its end, or until what is known was committed."""
        since, end = period.seconds(context.zone)
        last = to_seconds(self.known.at)
        between = Between(since, end, end) if last >= end else Between(since, max(last + 1, since), max(last, since))
        return Sample.of(self.found.lives, between, self.rules, self.found.lately, _desk(context, period))


def _desk(context: Counting, period: Period) -> Desk:
    """Working time by the casebook's calendar, and the numbers that the settings have for the period."""
    entries = context.casebook.exposure
    return Desk(
        context.calendar.working_seconds,
        [Exposed(each.name, dict(each.of).get(period.name), each.per) for each in entries],
    )


def count(
    context: Counting, query: Condition, question: Question, since: int | None = None, *, with_fields: bool
) -> Counted:
    """The lives of the cases that meet the query, as far as they matter since then, or to the question."""
    titles = TemplateTitles(context)
    known = question.as_of or head(context)
    first = min(each.seconds(context.zone)[0] for each in (question.period, *question.compared))
    first -= PERIOD if question.keys else 0  # of whom a group is, only a life says
    first = first if since is None else min(first, since)
    found = lives(context, query, known, first, titles=titles, with_fields=with_fields)
    labels = {name: titles.of(name) for name in {each.template for each in found.lives}}
    if any(run.clock not in labels[life.template].clocks for life in found.lives for run in life.runs):  # was retyped
        labels |= {name: titles.of(name) for name in context.template_names()}
    return Counted(known, found, labels)


def figures_report(context: Counting, question: Question, counted: Counted) -> FiguresReport:
    """The figures of the cases that were looked at."""
    keys = question.keys
    now, *before = (counted.sample(context, period) for period in (question.period, *question.compared))
    grouped = [_groups(each, keys, counted.found) for each in (now, *before)]
    rows = [*rows_of(question.figures, grouped[0], grouped[1:], context.casebook.targets)]
    words = {(key, word) for row in rows for key, word in zip(keys, row.group, strict=True)}
    return FiguresReport(
        question.period,
        datetime.fromtimestamp(now.now, UTC),
        now.until < question.period.seconds(context.zone)[1],
        rows,
        keys,
        question.compared,
        counted.found.unreadable,
        notes_on(now, question),
        counted.labels,
        titles_of_words(context, counted.labels, words | {("", key) for key in keys}),
        (*_in_archive(context, counted.known), *_unnumbered(context, question)),
    )


def _in_archive(context: Counting, known: AsOf) -> Iterator[Message]:
    """How many cases no figure counts since they are in the archive: who archives a case takes it out of its period."""
    if known.commit:
        count = len(all_archived(context, known.commit))
    else:  # by the files, so that no git is asked
        lists = map(context.store.read, context.store.paths(ARCHIVE, ".tsv"))
        count = sum(1 for data in lists for _ in archived_in(data or b""))
    if count:
        yield counted(
            "{count} case is in the archive and not counted", "{count} cases are in the archive and not counted", count
        )


def _unnumbered(context: Counting, question: Question) -> Iterator[Message]:
    """The periods without a number of homes, say, where the rate of complaints is asked for."""
    for each in context.casebook.exposure if FIGURES["rate"] in question.figures else ():
        known = {name for name, _ in each.of}
        if lacking := [period.name for period in (question.period, *question.compared) if period.name not in known]:
            yield msg(
                "casectl.yaml does not give the number of {title} for {periods}", title=each.title, periods=lacking
            )


def titles_of_words(
    context: Counting, labels: Mapping[str, Labels], asked: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], Value]:
    """The titles of words under their keys and, under "", of the keys; those of the settings too."""
    found = {each: title for each in asked if (title := title_of_word([*labels.values()], *each))}
    return {**found, **titles_of_settings(context)}


def keys_of_figures(context: Counting, typed: Sequence[str]) -> tuple[str, ...]:
    """The keys that somebody means. Raises UsageError for unknown and private ones, NotFound for unknown fields."""
    keys = keys_meant(context, (), typed)
    if wrong := [key for key in keys if key not in KEYS and not key.startswith("fields.")]:
        raise UsageError(
            msg("figures cannot be broken down by {keys}", keys=wrong),
            hint=msg("they can be broken down by {keys}, or fields.NAME", keys=list(KEYS)),
        )
    refuse_private_fields(context, keys)
    return tuple(keys)


def _groups(sample: Sample, keys: Sequence[str], found: Lives) -> Groups:
    """The cases of a period as they stood at its end, its deadlines by how the cases stood when these were met, moved
    or had passed: who hands on a late case keeps its missed deadline. One group of all without keys.
    """
    if not keys:
        return {(): sample}
    grouped: dict[tuple[str, ...], list[Seen]] = {}
    readers = [word_reader(key, found) for key in keys]
    for each in sample.seen:
        grouped.setdefault(tuple(reader(each) for reader in readers), []).append(each)
    deadlines: dict[tuple[str, ...], list[Deadline]] = {group: [] for group in grouped}
    cases = {each.id: each for each in sample.seen}
    for deadline in sample.deadlines:
        then = cases[deadline.case]
        then = then._replace(last=then.life.stand_before(deadline.settled))
        deadlines.setdefault(tuple(reader(then) for reader in readers), []).append(deadline)
    return {group: sample.part(grouped.get(group, []), some) for group, some in deadlines.items()}


def word_reader(key: str, found: Lives) -> Callable[[Seen], str]:
    """What a case has under a key, as it stood at the end of the period."""
    if key.startswith("fields."):
        name = key.removeprefix("fields.")
        return lambda case: found.fields.get(case.id, {}).get(name, "")
    if key in ("template", "cause"):
        return lambda case: str(getattr(case.life, key))
    if key == "source":
        return lambda case: "imported" if case.life.is_imported else ""
    return lambda case: str(getattr(case.last, key) or "")


def notes_on(sample: Sample, question: Question) -> tuple[Message, ...]:
    """That there are no cases in the period, if so; and that a figure says little for want of recorded contacts."""
    if not any(each.was_open or each.acts or each.life.received >= sample.since for each in sample.seen):
        return (msg("no cases in {period}", period=question.period.name),)
    silent = sum(not any(act.kind in ("in", "out") for act in case.so_far) for case in sample.resolved)
    if silent and any(each.name in ("fcr", "fcr_net") for each in question.figures):
        return (
            counted(
                "{count} case resolved in {period} has no recorded contact with the customer, and counts as resolved at"
                " first contact",
                "{count} cases resolved in {period} have no recorded contact with the customer, and count as resolved"
                " at first contact",
                silent, period=question.period.name,
            ),
        )  # fmt: skip
    return ()
