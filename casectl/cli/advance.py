"""casectl advance"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.advance import Given, advance, advancing
from casectl.cli.bulk import Many, Usual, bulk_options, do_many, needed, only_one
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.input import field_values
from casectl.cli.options import EventOptions, Settings, event_options, format_option, optional_case_argument
from casectl.cli.verb import Verb
from casectl.core.values.errors import Misused
from casectl.core.values.messages import msg
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl advance 7QK3X acknowledged",
        "casectl advance 7QK3X closed -f root_cause='Wrong label' -f prevention='Scan at packing'",
        "casectl advance --where 'state:resolved opened<30d' closed --dry-run",
    ],
    help=_(
        "Move a case to a state its workflow allows. All that is missing is named at once; fields may be filled"
        " along with it."
    ),
)
@optional_case_argument
@click.argument(
    "state", metavar="STATE", required=False, help=_("the state to move to; casectl show lists the possible ones")
)
@click.option("-f", "--field", "fields", multiple=True, metavar="NAME=VALUE", help=_("a field to fill along with it"))
@click.option("--tick", "ticks", multiple=True, metavar=_("ITEM"), help=_("a checklist item that is done"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@bulk_options
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    case: str | None,
    state: str | None,
    many: Many,
    how: EventOptions,
    format: str,
    **given: Any,
) -> int:
    desk = open_desk(settings, how)
    what = Given(field_values(given["fields"]), given["ticks"], given["reason"])
    if many.where:
        target = only_one("STATE", case, state)
        return do_many(desk, many, advancing(desk, target, what), Usual(settings, how, format))
    typed = needed("CASE", case)
    if not state:
        raise Misused(msg("say to which state"), hint=msg("casectl show {id} lists what each step needs", id=typed))
    return put_receipt(advance(desk, typed, state, what, when(desk, how)), desk, settings, format)
