"""casectl report"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from casectl.actions.report import ReportRequest, plan_from, report
from casectl.cli.asking.input import file_bytes
from casectl.cli.context import open_context
from casectl.cli.documents import Document, document_options
from casectl.cli.lists.periods import as_of, as_of_option, period_of
from casectl.cli.lists.selection import where
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import CommaList, Settings
from casectl.cli.output import notify_unread
from casectl.cli.verb import verb
from casectl.core.figures.report_file import ReportPlan
from casectl.core.query.model import EVERY
from casectl.core.values.messages import Message, msg
from casectl.core.values.value_class import NamedTuple
from casectl.render.language import _
from casectl.render.report.sections import sections


class _Kind(NamedTuple):
    """A kind of report: its title, the period by default, and how many periods are beside each other in it."""

    title: Message
    period: str
    periods: int


_KINDS = {
    "daily": _Kind(msg("daily report"), "yesterday", 30),
    "weekly": _Kind(msg("weekly report"), "last week", 26),
    "monthly": _Kind(msg("monthly report"), "last month", 25),
    "quarterly": _Kind(msg("quarterly report"), "last quarter", 17),
}
_YAML = (".yaml", ".yml")


class _KindOrFile(TitledChoice):
    """A kind of report, or the path of a file that describes one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Raises UsageError for a word that is neither."""
        return str(value) if Path(value).suffix in _YAML else super().convert(value, param, ctx)


@verb(
    examples=[
        "casectl report monthly --html -o report.html",
        "casectl report weekly --md",
        "casectl report monthly --xlsx -o report.xlsx",
        _("casectl report board.yaml --html -o board.html"),
        _("casectl report quarterly --period 2026-Q3 --by team,fields.channel --html -o q3.html"),
        "casectl report monthly --where template:after-sales --html -o after-sales.html",
        "casectl report monthly --period 2026-10 --as-of 2026-11-02 --md",
    ],
    help=_(
        "Write the report of the last day, week, month or quarter: the figures of stats compared with the"
        " previous period and the same period a year ago, control charts, changes too large to be chance,"
        " rankings, ages, times, and the definitions. HTML is one file that loads nothing from elsewhere, for"
        " light and dark screens and for paper; Markdown and the Excel workbook have the same tables without"
        " charts. The same commit always gives exactly the same file. Private fields are never included. The"
        " report can also be described in a file NAME.yaml, with the keys kind, title, where, by (a list),"
        " figures and sections (lists of what to include); options override the file."
    ),
)
@click.argument(
    "kind", default="monthly", metavar="[KIND|FILE]",
    type=_KindOrFile({name: row.title for name, row in _KINDS.items()}),
    help=_("daily, weekly, monthly (the default) or quarterly; or a file NAME.yaml that says what is in it"),
)  # fmt: skip
@document_options
@click.option("--period", default="", metavar=_("TIME"), help=_("another period: 2026-11, week, last quarter"))
@click.option(
    "--by", "keys", type=CommaList(), default=(), metavar="A,B", help=_("what to rank cases by, such as team,owner")
)
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@as_of_option
@click.pass_obj
def command(settings: Settings, /, kind: str, document: Document, **given: Any) -> int:
    form = document.form()
    context = open_context(settings)
    plan = plan_from(context, kind, file_bytes(kind)) if Path(kind).suffix in _YAML else ReportPlan(kind)
    row, typed = _KINDS[plan.kind], given["chosen"] or plan.where
    period = period_of(context, given["period"] or row.period)
    query = where(context, typed) if typed else EVERY
    request = ReportRequest(period, row.periods, given["keys"] or plan.by, as_of(context, given["as_of"]), typed)
    found = report(context, query, request)
    title = msg("{book}: {kind}, {period}", book=context.casebook.name, kind=plan.title or row.title,
                period=period.name)  # fmt: skip
    document.write(form, context, title, lambda: sections(found, context.zone, plan))
    return notify_unread(found.figures.unreadable, settings)
