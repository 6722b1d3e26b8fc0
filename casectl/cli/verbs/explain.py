"""casectl explain"""

from __future__ import annotations

import click

from casectl.actions.explain import RunFilter, explain
from casectl.cli.context import open_context
from casectl.cli.options import Settings, case_argument, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.explained import explain as explain_view


@verb(
    examples=["casectl explain 7QK3X resolve", "casectl explain 7QK3X update --run all"],
    help=_(
        "Explain how a deadline was calculated: every stretch of time that was counted or skipped and why (night,"
        " weekend, holiday, make-up day, pause), the clause, and the event and commit that caused it."
    ),
)
@case_argument
@click.argument("clock", metavar="[CLOCK]", default="", help=_("the clock's name or title; by default all"))
@click.option(
    "--run", default="", metavar="N|all", help=_("which run of the clock, if it ran several times; by default the last")
)
@click.option("--at", "at", default="", metavar=_("TIME"), help=_("as of this time; by default now"))
@format_option
@click.pass_obj
def command(settings: Settings, case: str, clock: str, run: str, at: str, format: str) -> int:
    context = open_context(settings)
    which = RunFilter(clock, _number(run))
    report = explain(context, case, which, context.typed_times.instant(at) if at else None)
    return write_view(explain_view(report, context.zone), settings, format)


def _number(run: str) -> int | None:
    """The run that is meant: 0 is the last one, None all."""
    if run == "all":
        return None
    if run and not (run.isascii() and run.isdecimal() and len(run) < 10 and int(run)):
        raise UsageError(msg("{text} is not a run: give its number, or all", text=run))
    return int(run or 0)
