"""casectl agenda"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.list_cases import Whose, agenda
from casectl.cli.desk import open_desk
from casectl.cli.grouping import group_option, put_groups
from casectl.cli.options import Layout, Settings, layout_options
from casectl.cli.output import put
from casectl.cli.query_verb import QueryVerb
from casectl.cli.selection import where
from casectl.core.query.model import EVERY
from casectl.render.language import _
from casectl.render.lists import agenda as agenda_view


@click.command(
    cls=QueryVerb,
    examples=[
        "casectl agenda",
        "casectl agenda --team after-sales --until fri",
        "casectl agenda --all --format json",
        "casectl agenda --all --group-by who,day",
    ],
    help=_("List what is to be done, day by day: follow-ups and deadlines. Yours, unless told otherwise."),
)
@click.option("--person", default="", metavar=_("PERSON"), help=_("somebody else's agenda"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("the agenda of a team's cases"))
@click.option("--all", "everybody", is_flag=True, help=_("everybody's agenda"))
@click.option("--until", default="", metavar=_("TIME"), help=_("nothing later than this"))
@click.argument("query", nargs=-1, metavar="[QUERY]...", help=_("of the cases it means; casectl help queries"))
@group_option
@layout_options
@click.pass_obj
def command(settings: Settings, /, query: tuple[str, ...], layout: Layout, **given: Any) -> int:
    desk = open_desk(settings)
    person, team, until = given["person"], given["team"], given["until"]
    mine = not (person or team or given["everybody"])
    whose = Whose(
        desk.actor.name if mine else (desk.casebook.person(person).name if person else ""),
        desk.casebook.team(team) if team else "",
        desk.moment(until) if until else None,
    )
    found = where(desk, " ".join(query)) if query else EVERY
    report = agenda(desk, whose, found)
    if given["keys"]:
        return put_groups(desk, settings, report, given["keys"], layout)
    return put(agenda_view(report, desk.zone), settings, layout)
