"""stats: the figures of a period, with all that they are made of."""

from __future__ import annotations

from casectl.actions.lookup.counted import Question, count, figures_report, is_of_somebody, keys_of_figures, notes_on
from casectl.actions.lookup.lives import Counting
from casectl.core.figures.report import CasesReport, Figure, FiguresReport, figures_of_cases
from casectl.core.query.model import Condition
from casectl.core.values.messages import UsageError, msg


def stats(context: Counting, query: Condition, question: Question) -> FiguresReport:
    """The figures of the cases that meet the query. Raises UsageError for unknown keys, NotFound for unknown fields."""
    keys = keys_of_figures(context, question.keys)
    figures = _impersonal(question.figures) if "owner" in keys or is_of_somebody(query) else question.figures
    meant = question._replace(keys=keys, figures=figures)
    with_fields = any(key.startswith("fields.") for key in meant.keys)
    return figures_report(context, meant, count(context, query, meant, with_fields=with_fields))


def stats_by_case(context: Counting, query: Condition, question: Question) -> CasesReport:
    """The same of each case alone."""
    question = question._replace(figures=_impersonal(question.figures))
    counted = count(context, query, question, with_fields=False)
    sample = counted.sample(context, question.period)
    rows = figures_of_cases(question.figures, sample)
    return CasesReport(question.period, rows, counted.found.unreadable, notes_on(sample, question))


def _impersonal(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Those that may be shown beside the name of who had a case. Raises UsageError where there is no other."""
    found = tuple(each for each in figures if not each.personal)
    if figures and not found:
        raise UsageError(
            msg("{figures} cannot be broken down by person or by case", figures=[each.title for each in figures]),
            hint=msg("casectl inspect list shows your own inspections; casectl inspect list --all shows everybody's"),
        )
    return found
