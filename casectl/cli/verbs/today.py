"""casectl today"""

from __future__ import annotations

import click

from casectl.actions.today import TodayFilter, today
from casectl.adapters.git.last_look import LastLooks
from casectl.cli.context import open_context
from casectl.cli.lists.nothing_found import with_filters
from casectl.cli.lists.selection import where
from casectl.cli.options import ListOptions, Settings, layout_options
from casectl.cli.output import write_view
from casectl.cli.unsent import waiting_messages
from casectl.cli.verb import verb
from casectl.core.query.ahead import AHEAD, AheadRule
from casectl.core.values.messages import UsageError, msg
from casectl.render.formats import format_called
from casectl.render.language import _
from casectl.render.views.today import today as today_view
from casectl.workspace import Workspace


@verb(
    examples=[
        "casectl today",
        _("casectl today --team after-sales"),
        "casectl today --for li.na",
        "casectl today --all --exit-code --format tsv",
    ],
    help=_(
        "List what to do today: what is overdue, offered to you or your team, due within a working day, left"
        " undecided by a merge or unassigned in your team; what others did in your cases since you last looked;"
        " and letters in the outbox of this clone that no mail server has taken yet. In each group, the cases"
        " that match the queries under today: ahead: in casectl.yaml come first; by default customers in"
        " distress, then urgent and important cases."
    ),
)
@click.option("--for", "person", default="", metavar=_("PERSON"), help=_("somebody else's day"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("a team's day"))
@click.option("--all", "everybody", is_flag=True, help=_("everybody's day"))
@click.option("--exit-code", is_flag=True, help=_("exit with 1 if anything is to be done"))
@layout_options
@click.pass_obj
def command(
    settings: Settings, /, person: str, team: str, everybody: bool, exit_code: bool, layout: ListOptions
) -> int:
    context = open_context(settings)
    mine = not (person or team or everybody)
    name, looks = context.actor.name if mine else _named(context, person), LastLooks(context.private_folder)
    wanted = TodayFilter(name, context.casebook.team(team) if team else "", looks.of(name) if mine else None)
    report = today(context, wanted, _rules(context), waiting_messages(context, settings))
    status = write_view(with_filters(today_view(report, context.zone)), settings, layout)
    if report.seen and not format_called(layout.format).machine:
        looks.keep(wanted.person, report.seen)
    return status or int(exit_code and report.asks)


def _named(context: Workspace, person: str) -> str:
    if not person:
        return ""
    from casectl.actions.lookup.named import person_named  # which can read cases; most people look at their own day

    return person_named(context, person).name


def _rules(context: Workspace) -> tuple[AheadRule, ...]:
    """The casebook's rules of what comes first, or the usual ones."""
    try:
        own = tuple(AheadRule(name, where(context, text)) for name, text in context.casebook.ahead)
    except UsageError as error:
        error.hint = msg("correct the query under today: ahead: in casectl.yaml; casectl help queries")
        raise
    return own or AHEAD
