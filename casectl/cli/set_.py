"""casectl set"""

from __future__ import annotations

import click

from casectl.actions.advance import Given
from casectl.actions.change import set_values
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.input import field_values
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.core.errors import Misused
from casectl.core.messages import msg
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl set 7QK3X customer.tier=vip request='Full refund'",
        "casectl set 7QK3X --tick acknowledge.restated",
        "casectl set 7QK3X product.ref=",
    ],
    help=_(
        "Set fields of a case, or its title; an empty value takes a field away. Each value is checked against the"
        " field's type."
    ),
)
@case_argument
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...", help=_("what to set"))
@click.option("--tick", "ticks", multiple=True, metavar=_("ITEM"), help=_("a checklist item that is done"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings,
    case: str,
    values: tuple[str, ...],
    ticks: tuple[str, ...],
    reason: str,
    how: EventOptions,
    format: str,
) -> int:
    if not (values or ticks):
        raise Misused(msg("say what to set: NAME=VALUE, or --tick ITEM"))
    desk = open_desk(settings, how)
    return put_receipt(
        set_values(desk, case, Given(field_values(values), ticks, reason), when(desk, how)), desk, settings, format
    )
