"""casectl assign"""

from __future__ import annotations

import click

from casectl.actions.hand import Handover, assign
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl assign 7QK3X li.na",
        "casectl assign 7QK3X li.na --team after-sales --reason 'Knows the product'",
    ],
    help=_("Give a case to a person, at once. A handoff that the receiver accepts first is: casectl handoff."),
)
@case_argument
@click.argument("person", metavar="PERSON", help=_("who answers for it from now on"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("move it to this team too"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, person: str, team: str, reason: str, how: EventOptions, format: str) -> int:
    desk = open_desk(settings, how)
    return put_receipt(
        assign(desk, case, Handover(to=person, team=team, reason=reason), when(desk, how)), desk, settings, format
    )
