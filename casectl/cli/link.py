"""casectl link"""

from __future__ import annotations

import click

from casectl.actions.link import link, unlink
from casectl.cli.context import open_context
from casectl.cli.options import (
    EventOptions,
    Settings,
    case_argument,
    case_ids,
    event_options,
    format_option,
)
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.titled_choice import TitledChoice
from casectl.cli.verb import Verb
from casectl.core.case.links import LINK_TYPES, LINK_WORDS
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl link 7QK3X duplicate-of 9A2BC", "casectl link 7QK3X related 9A2BC --remove"],
    help=_("Relate a case to another one; both show it. The other case's file is not touched."),
)
@case_argument
@click.argument("type", type=TitledChoice(LINK_TYPES, LINK_WORDS), metavar="TYPE", help=", ".join(LINK_TYPES))
@click.argument("other", metavar="OTHER", help=_("the other case"), shell_complete=case_ids)
@click.option("--remove", is_flag=True, help=_("remove the link"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, case: str, type: str, other: str, remove: bool, event: EventOptions, format: str
) -> int:
    context = open_context(settings, event)
    act = unlink if remove else link
    return write_receipt(act(context, case, type, other, event_stamp(context, event)), context, settings, format)
