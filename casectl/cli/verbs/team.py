"""casectl team add|list"""

from __future__ import annotations

import click

from casectl.actions.team import add_team, list_teams
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, ListOptions, Settings, event_id_option, format_option, layout_options
from casectl.cli.output import write_view
from casectl.cli.settings_change import recorded
from casectl.cli.verb import VerbGroup
from casectl.render.language import _
from casectl.render.views.staff import teams

command = VerbGroup(
    examples=["casectl team list", _("casectl team add returns --title Returns")],
    help=_("List the teams of the casebook with who is in them, and add one."),
)


@command.command(
    "list",
    examples=["casectl team list", "casectl team list --format json"],
    help=_("List the teams of the casebook, with who is in them."),
)
@layout_options
@click.pass_obj
def list_command(settings: Settings, layout: ListOptions) -> int:
    return write_view(teams(list_teams(open_context(settings))), settings, layout)


@command.command(
    "add",
    examples=[_("casectl team add returns --title Returns")],
    help=_(
        "Add a team to casectl.yaml and record it, as casectl adopt casectl.yaml would. The file keeps its comments."
    ),
)
@click.argument("team", metavar="TEAM", help=_("the short name, one word, that stands for the team in cases"))
@click.option("--title", default="", metavar=_("TEXT"), help=_("the title that people see"))
@event_id_option
@format_option
@click.pass_obj
def add_command(settings: Settings, /, team: str, title: str, event_id: str, format: str) -> int:
    context = open_context(settings, EventOptions())
    notes = recorded(add_team(context, team, title, event_id))
    return write_view(teams(list_teams(open_context(settings)), team, notes), settings, format)
