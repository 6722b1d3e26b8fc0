"""casectl recompute"""

from __future__ import annotations

import click

from casectl.actions.recompute import RecomputeRequest, recompute
from casectl.cli.asking.prompts import demand_yes
from casectl.cli.context import open_context
from casectl.cli.lists.bulk import typed_ids, yes_option
from casectl.cli.options import EventOptions, ListOptions, Settings, case_ids, event_options, layout_options, may_ask
from casectl.cli.output import write_view
from casectl.cli.receipts import event_stamp
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, counted, msg
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.views.clocks import recomputation


@verb(
    examples=[
        "casectl recompute --all",
        _("casectl recompute 7QK3X --apply --reason 'The holidays of 2027 are out'"),
        _("casectl recompute --all --retarget --apply --reason 'New rules since March'"),
    ],
    help=_(
        "Recalculate open deadlines with the current calendars, and show which ones move and which become"
        " overdue. Nothing is recorded without --apply, which records one event in each case. A case keeps the"
        " version of the rules that it was opened with, unless you add --retarget; a deadline that was met or"
        " missed does not change."
    ),
)
@click.argument(
    "cases",
    nargs=-1,
    metavar="[CASE]…",
    help=_("the cases' ids, or any unambiguous parts of them; - reads them from standard input"),
    shell_complete=case_ids,
)
@click.option("--all", "every", is_flag=True, help=_("all cases with a deadline"))
@click.option("--apply", is_flag=True, help=_("record the new deadlines: one event in each case, all or nothing"))
@click.option("--retarget", is_flag=True, help=_("use the current rules, and keep the case under them from now on"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("reason (required with --apply)"))
@yes_option
@event_options
@layout_options
@click.pass_obj
def command(
    settings: Settings,
    cases: tuple[str, ...],
    every: bool,
    apply: bool,
    retarget: bool,
    reason: str,
    yes: bool,
    event: EventOptions,
    layout: ListOptions,
) -> int:
    cases = tuple(typed_ids()) if cases == ("-",) else cases
    if every == bool(cases):
        raise UsageError(msg("say which cases, or --all"))
    context, request = open_context(settings, event), RecomputeRequest(cases, retarget, apply, reason)
    stamp = event_stamp(context, event)
    if every and apply and reason and not yes and may_ask():
        moved = len(recompute(context, replace(request, apply=False), stamp).rows)
        demand_yes(counted("Record {count} change?", "Record {count} changes?", moved))
    report = recompute(context, request, stamp)
    return write_view(recomputation(report, context.zone), settings, layout)
