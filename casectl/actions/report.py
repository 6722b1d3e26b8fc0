"""report: what a period came to, beside the periods before it, and what chance does not explain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.counted import (
    Counted,
    Question,
    count,
    figures_report,
    is_of_somebody,
    keys_of_figures,
    titles_of_words,
)
from casectl.actions.lookup.known_names import fields_of
from casectl.actions.lookup.lives import AsOf, Counting
from casectl.actions.lookup.private_values import refuse_private_query
from casectl.core.figures.period_report import (
    PeriodReport,
    ages_of,
    begun,
    lanes_of,
    ranks_of,
    trends_of,
    warnings_of,
)
from casectl.core.figures.periods import Period
from casectl.core.figures.report import FiguresReport
from casectl.core.figures.report_file import ReportPlan, read_plan
from casectl.core.figures.series import Bounds, Words, series
from casectl.core.figures.table import FIGURES
from casectl.core.history.life import Life
from casectl.core.query.model import Condition
from casectl.core.template.settings import SETTINGS, read_casebook
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message, Unreadable, msg
from casectl.core.values.value_class import NamedTuple, replace

_USUAL = ("category", "problem_kind", "channel")
"""Fields of the shipped templates by which cases are told apart, where a casebook has them."""


class ReportRequest(NamedTuple):
    """Of which period, the last of so many; by which keys cases are ranked; as known when. `asked` is the query as
    typed.
    """

    period: Period
    periods: int
    keys: tuple[str, ...] = ()
    as_of: AsOf | None = None
    asked: str = ""


def plan_from(context: Reading, file: str, data: bytes) -> ReportPlan:
    """What a file says a report is about. Raises Unreadable with everything wrong with it."""
    plan, findings = read_plan(context.documents.read(file, data))
    if findings:
        problems = [msg("{place}: {what}", place=str(each.place), what=each.what) for each in findings]
        raise Unreadable(msg("{path} has problems", path=file), problems=problems)
    return plan


def report(context: Counting, query: Condition, request: ReportRequest) -> PeriodReport:
    """The report on the cases that meet the query. Raises UsageError for unknown keys and for private fields, NotFound
    for unknown fields.
    """
    keys = keys_of_figures(context, request.keys or _usual_keys(context))
    refuse_private_query(context, query)
    period = request.period
    periods = _in_a_row(period, request.periods)
    shown = tuple(each for each in FIGURES.values() if not (each.personal and is_of_somebody(query)))
    question = Question(period, shown, (), (period.previous, period.year_before), request.as_of)
    counted = count(context, query, question, periods[0].seconds(context.zone)[0], with_fields=True)
    figures = figures_report(context, question, counted)
    figures = replace(figures, missing=(*figures.missing, *_moved_targets(context, period)))
    bounds = Bounds([each.seconds(context.zone)[0] for each in (*periods, _after(periods[-1]))], to_seconds(figures.at))
    tallies = series(counted.found.lives, bounds, counted.rules, {key: _reader(key, counted, bounds) for key in keys})
    first = begun(tallies)
    tallies, periods = tallies[first:], periods[first:]
    ranks = ranks_of(tallies[-1], keys)
    if not request.keys:
        ranks = {key: words for key, words in ranks.items() if len(words) > 1}
    asked = {("", key) for key in keys} | {(key, word) for key, each in ranks.items() for word, _ in each}
    still_open, received = (_lives(figures, name, counted) for name in ("carried", "received"))
    return PeriodReport(
        figures,
        Bounds(bounds.starts[first:], bounds.now),
        periods,
        tuple(tallies),
        trends_of(tallies),
        tuple(warnings_of(tallies)),
        ranks,
        ages_of(still_open, bounds.now),
        lanes_of(received, bounds.now),
        titles_of_words(context, counted.labels, asked),
        request.asked,
    )


def _moved_targets(context: Counting, period: Period) -> Iterator[Message]:
    """The targets that are not those of when the period ended: whoever moves one afterwards meets it."""
    end = datetime.fromtimestamp(period.seconds(context.zone)[1], UTC)
    commit = context.changes.commit_before(end)
    data = context.ledger.blob(SETTINGS, commit) if commit else None
    if data is None:
        return
    now = {each.name: each.written for each in context.casebook.targets}
    then = {each.name: each.written for each in read_casebook(context.documents.read(SETTINGS, data))[0].targets}
    changed = [name for name in sorted({*now, *then}) if now.get(name) != then.get(name)]
    if changed:
        told = [msg("{name} {now} (then {then})", name=name, now=now.get(name, "-"), then=then.get(name, "-"))
                for name in changed]  # fmt: skip
        yield msg("Targets changed after the period had ended: {targets}", targets=told)


def _usual_keys(context: Counting) -> list[str]:
    known = {*fields_of(context)}
    return ["template", "cause", *(f"fields.{name}" for name in _USUAL if name in known)]


def _in_a_row(period: Period, count: int) -> tuple[Period, ...]:
    """So many periods, of which the last is this one."""
    found = [period]
    while len(found) < count:
        found.append(found[-1].previous)
    return tuple(reversed(found))


def _after(period: Period) -> Period:
    return Period(period.end, period.end)


def _lives(figures: FiguresReport, name: str, counted: Counted) -> list[Life]:
    """The cases that a figure is made of."""
    ids = {case for row in figures.rows if row.figure.name == name for case in row.measure.cases}
    return [each for each in counted.found.lives if each.id in ids]


def _reader(key: str, counted: Counted, bounds: Bounds) -> Words:
    """What a case has under a key, as it stood at the end."""
    if key.startswith("fields."):
        name, fields = key.removeprefix("fields."), counted.found.fields
        return lambda life: fields.get(life.id, {}).get(name, "")
    others: dict[str, Callable[[Life], str]] = {
        "template": lambda life: life.template,
        "cause": lambda life: life.cause,
        "source": lambda life: "imported" if life.is_imported else "",
    }
    return others.get(key) or (lambda life: str(getattr(life.stand_before(bounds.now + 1), key) or ""))
