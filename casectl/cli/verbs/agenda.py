"""casectl agenda"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.agenda import AgendaFilter, Asked, agenda
from casectl.actions.lookup.named import person_named
from casectl.cli.context import open_context
from casectl.cli.lists.grouping import group_option, write_groups
from casectl.cli.lists.nothing_found import explain_nothing, with_filters
from casectl.cli.lists.options import QueryVerb
from casectl.cli.lists.selection import where
from casectl.cli.options import ListOptions, Settings, calendar_layout_options
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.owed_reports import Agenda
from casectl.core.query.holding import asks_whose
from casectl.core.query.model import EVERY, Condition
from casectl.core.values.value_class import replace
from casectl.render.formats import CALENDAR_FORMATS
from casectl.render.language import _, translate
from casectl.render.view import View
from casectl.render.views.agenda import agenda as agenda_view
from casectl.render.views.agenda import calendar
from casectl.workspace import Workspace


@verb(
    cls=QueryVerb,
    examples=[
        "casectl agenda",
        _("casectl agenda --team after-sales --until fri"),
        "casectl agenda --all --format json",
        "casectl agenda --all --group-by who,day",
        "casectl agenda --for li.na --format ics > li.na.ics",
    ],
    help=_(
        "List what is to be done, day by day: follow-ups, deadlines and handoffs to answer. By default yours; or"
        " those of a person, of a team, or of everybody with --all."
    ),
)
@click.option("--for", "--person", "person", default="", metavar=_("PERSON"), help=_("somebody else's agenda"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("the agenda of a team's cases"))
@click.option("--all", "everybody", is_flag=True, help=_("everybody's agenda"))
@click.option("--until", default="", metavar=_("TIME"), help=_("up to this time; a day or a week is included whole"))
@click.argument("query", nargs=-1, metavar="[QUERY]...", help=_("only cases that match; casectl help queries"))
@group_option
@calendar_layout_options
@click.pass_obj
def command(settings: Settings, /, query: tuple[str, ...], layout: ListOptions, **given: Any) -> int:
    context = open_context(settings)
    person, team, until = given["person"], given["team"], given["until"]
    found = where(context, " ".join(query)) if query else EVERY
    mine = not (person or team or given["everybody"] or asks_whose(found))
    whose = AgendaFilter(
        context.actor.name if mine else (person_named(context, person).name if person else ""),
        context.casebook.team(team) if team else "",
        context.typed_times.span(until)[1] if until else None,
    )
    report = agenda(context, whose, found)
    if not report.tasks:
        explain_nothing(context, found)
        report = replace(report, others=len(agenda(context, whose._replace(person=""), found).tasks) if mine else 0)
    if given["keys"]:
        return write_groups(context, settings, report, given["keys"], layout)
    if layout.format in CALENDAR_FORMATS:
        return write_view(_calendar(context, report, whose, found), settings, layout)
    return write_view(with_filters(agenda_view(report, context.zone)), settings, layout)


def _calendar(context: Workspace, report: Agenda, whose: AgendaFilter, query: Condition) -> View:
    """The agenda as a calendar, called as those are whose it is."""
    from casectl.actions.lookup.calendar_entries import calendar_entries  # the only agenda that reads cases

    team = translate(context.casebook.title_of_team(whose.team)) if whose.team else ""
    name = " · ".join(("casectl", *filter(None, (whose.person, team))))
    entries = calendar_entries(context, report.tasks, Asked(context, whose, query).tasks_of)
    return calendar(report, entries, name)
