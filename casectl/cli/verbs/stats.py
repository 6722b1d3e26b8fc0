"""casectl stats"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.lookup.counted import Question
from casectl.actions.stats import stats, stats_by_case
from casectl.cli.context import open_context
from casectl.cli.lists.nothing_found import explain_nothing, with_filters
from casectl.cli.lists.options import QueryVerb, selection_options
from casectl.cli.lists.periods import as_of, as_of_option, period_of
from casectl.cli.lists.selection import query
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import CommaList, ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.figures.report import Figure
from casectl.core.figures.table import FIGURES
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.figures import by_case, explained, figures
from casectl.workspace import Workspace

_TITLES = {name: row.title for name, row in FIGURES.items()}
_COMPARED = {"previous": msg("the period before"), "year": msg("a year before")}


class _Figures(CommaList):
    """Names of figures with commas between them, by name or title."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Raises UsageError for a word that is no figure."""
        one = TitledChoice(_TITLES)
        return tuple(one.convert(each, param, ctx) for each in super().convert(value, param, ctx))


@verb(
    cls=QueryVerb,
    examples=[
        "casectl stats",
        _("casectl stats --period 2026-11 --compare previous --compare year"),
        "casectl stats --by team --figures received,closed,carried,attainment",
        "casectl stats template:after-sales --period 'last quarter' --format csv",
        "casectl stats --explain attainment",
        "casectl stats --cases --period 2026-11 --format csv > cases.csv",
        "casectl stats --period 2026-10 --as-of 2026-11-02",
    ],
    help=_(
        "Calculate the figures of a period: volumes and backlog, times to response and resolution, deadlines met,"
        " handling, satisfaction. Each says how many cases it is based on; --explain FIGURE shows its formula and its"
        " cases. Figures are as of the end of the period or, while it is running, of the last commit."
    ),
)
@click.option("--period", default="month", metavar=_("TIME"), help=_("week, month, quarter, year, 2026-11, last month"))
@click.option("--by", "keys", type=CommaList(), default=(), metavar="A,B", help=_("break down by these: team,owner"))
@click.option(
    "--compare", multiple=True, type=TitledChoice(_COMPARED), metavar=_("WHAT"),
    help=_("compare with the period before (previous), or the same one a year before (year)"),
)  # fmt: skip
@click.option("--figures", "chosen_figures", type=_Figures(), default=(), metavar="A,B", help=_("only these figures"))
@click.option(
    "--explain",
    type=TitledChoice(_TITLES),
    metavar=_("FIGURE"),
    help=_("how a figure is calculated, and from which cases"),
)
@click.option("--cases", is_flag=True, help=_("list each case on a row of its own, with its own figures"))
@as_of_option
@selection_options
@layout_options
@click.pass_obj
def command(settings: Settings, /, chosen: dict[str, Any], layout: ListOptions, **given: Any) -> int:
    context = open_context(settings)
    meant = query(context, chosen)
    if given["explain"] and (given["cases"] or given["chosen_figures"] or given["keys"] or given["compare"]):
        raise UsageError(msg("--explain can only be combined with --period, --as-of and a query"))
    if given["cases"] and (given["keys"] or given["compare"]):
        raise UsageError(msg("--cases cannot be combined with --by or --compare"))
    question = _question(context, given)
    if given["cases"]:
        cases = stats_by_case(context, meant, question)
        return write_view(with_filters(by_case(cases, question.figures, context.zone)), settings, layout)
    report = stats(context, meant, question)
    if report.notes:
        explain_nothing(context, meant)
    if given["explain"]:
        return write_view(explained(FIGURES[given["explain"]], report, context.zone), settings, layout)
    return write_view(with_filters(figures(report, context.zone)), settings, layout)


def _question(context: Workspace, given: dict[str, Any]) -> Question:
    """What is asked for. Raises UsageError for a period that is not made of whole days, NotFound for a commit."""
    period = period_of(context, given["period"])
    names = (given["explain"],) if given["explain"] else given["chosen_figures"] or tuple(FIGURES)
    chosen: tuple[Figure, ...] = tuple(FIGURES[name] for name in dict.fromkeys(names))
    others = {"previous": period.previous, "year": period.year_before}
    compared = tuple(others[each] for each in dict.fromkeys(given["compare"]))
    return Question(period, chosen, given["keys"], compared, as_of(context, given["as_of"]))
