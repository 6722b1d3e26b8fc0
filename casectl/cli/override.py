"""casectl override"""

from __future__ import annotations

from functools import partial

import click

from casectl.actions.clock import Extending, Why, override
from casectl.cli.clock_options import clock_argument
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl override 7QK3X resolve --due '2026-12-18 17:00' --reason 'Agreed with the customer'"],
    help=_(
        "Set a deadline by hand, saying why; it is recorded with your name, and no rule moves it from then on."
        " A regulatory deadline is put off by somebody else than the case's owner."
    ),
)
@case_argument
@clock_argument
@click.option("--due", "until", required=True, metavar=_("TIME"), help=_("the new deadline; a day is given whole"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, clock: str, until: str, reason: str, how: EventOptions, format: str) -> int:
    desk = open_desk(settings, how)
    what = Extending(clock, until=partial(desk.deadline, until))
    return put_receipt(override(desk, case, what, Why("", reason), when(desk, how)), desk, settings, format)
