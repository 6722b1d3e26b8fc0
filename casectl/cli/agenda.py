"""casectl agenda"""

from __future__ import annotations

import click

from casectl.actions.list_cases import Whose, agenda
from casectl.cli.desk import open_desk
from casectl.cli.options import Layout, Settings, layout_options
from casectl.cli.output import put
from casectl.cli.verb import Verb
from casectl.render.language import _
from casectl.render.lists import agenda as agenda_view


@click.command(
    cls=Verb,
    examples=["casectl agenda", "casectl agenda --team after-sales --until fri", "casectl agenda --all --format json"],
    help=_("List what is to be done, day by day: follow-ups and deadlines. Yours, unless told otherwise."),
)
@click.option("--person", default="", metavar=_("PERSON"), help=_("somebody else's agenda"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("the agenda of a team's cases"))
@click.option("--all", "everybody", is_flag=True, help=_("everybody's agenda"))
@click.option("--until", default="", metavar=_("TIME"), help=_("nothing later than this"))
@layout_options
@click.pass_obj
def command(settings: Settings, person: str, team: str, everybody: bool, until: str, layout: Layout) -> int:
    desk = open_desk(settings)
    mine = not (person or team or everybody)
    whose = Whose(
        desk.actor.name if mine else (desk.casebook.person(person).name if person else ""),
        desk.casebook.team(team) if team else "",
        desk.moment(until) if until else None,
    )
    return put(agenda_view(agenda(desk, whose), desk.zone), settings, layout)
