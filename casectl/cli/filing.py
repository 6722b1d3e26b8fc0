"""casectl filing"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.filing import FilingRequest, filing
from casectl.cli.as_of import as_of, as_of_option
from casectl.cli.context import open_context
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.periods import period_of
from casectl.cli.selection import where
from casectl.cli.titled_choice import TitledChoice
from casectl.cli.verb import Verb
from casectl.core.figures.filing_packs import PACKS
from casectl.core.query.model import EVERY
from casectl.render.filing import boxes, packs, problems
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl filing",
        "casectl filing ko41a --period 2026",
        "casectl filing ko41a --period 2026 --check",
        "casectl filing tsm --period 2026-Q3 --where template:uk-housing --format csv",
        "casectl filing ko41a --period 2026 --filed 2027-01-15",
    ],
    help=_(
        "Fill in a return to a regulator for a period, or list the returns that are known. Each says where its rules"
        " are from, how far they were verified, and what is not known. filings: in casectl.yaml names the fields by"
        " which the sections are counted."
    ),
)
@click.argument(
    "name", required=False, metavar="[NAME]", type=TitledChoice({name: row.title for name, row in PACKS.items()}),
    help=_("the return; without it all are listed"),
)  # fmt: skip
@click.option("--period", default="last year", metavar=_("TIME"), help=_("year, 2026, last quarter, 2026-Q3"))
@click.option("--check", is_flag=True, help=_("list the cases that make it wrong; exit with 1 if there are any"))
@click.option("--filed", default="", metavar=_("COMMIT|DATE"), help=_("compare with the figures as filed"))
@click.option("--where", "chosen", default="", metavar=_("QUERY"), help=_("only these cases; all by default"))
@as_of_option
@layout_options
@click.pass_obj
def command(settings: Settings, /, name: str | None, check: bool, layout: ListOptions, **given: Any) -> int:
    if name is None:
        return write_view(packs(), settings, layout)
    context = open_context(settings)
    query = where(context, given["chosen"]) if given["chosen"] else EVERY
    known, filed = as_of(context, given["as_of"]), as_of(context, given["filed"])
    report = filing(context, query, FilingRequest(PACKS[name], period_of(context, given["period"]), known, filed))
    view = problems(report, context.zone) if check else boxes(report, context.zone)
    status = write_view(view, settings, layout)
    return status or int(check and bool(report.faults))
