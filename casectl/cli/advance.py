"""casectl advance"""

from __future__ import annotations

import click

from casectl.actions.advance import Given, advance
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.input import field_values
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl advance 7QK3X acknowledged",
        "casectl advance 7QK3X closed -f root_cause='Wrong label' -f prevention='Scan at packing'",
    ],
    help=_(
        "Move a case to a state its workflow allows. All that is missing is named at once; fields may be filled"
        " along with it."
    ),
)
@case_argument
@click.argument("state", metavar="STATE", help=_("the state to move to; casectl show lists the possible ones"))
@click.option("-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("a field to fill along with it"))
@click.option("--tick", "ticks", multiple=True, metavar=_("ITEM"), help=_("a checklist item that is done"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings,
    case: str,
    state: str,
    fields: tuple[str, ...],
    ticks: tuple[str, ...],
    reason: str,
    how: EventOptions,
    format: str,
) -> int:
    desk = open_desk(settings, how)
    return put_receipt(
        advance(desk, case, state, Given(field_values(fields), ticks, reason), when(desk, how)), desk, settings, format
    )
