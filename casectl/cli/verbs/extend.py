"""casectl extend"""

from __future__ import annotations

from functools import partial

import click

from casectl.actions.extend import ExtensionRequest, extend
from casectl.actions.recording.clock_change import ClockChange
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.clock_options import as_clock_change, clock_argument, notice_options
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.core.time.durations import parse_duration
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl extend 7QK3X answer --by 10wd --reason 'The bank has not replied' --notice 'By 9 March, because …'"),
        _("casectl extend 7QK3X answer --to 2026-12-18 --reason 'Complex' --notice-event 9f3kq2"),
    ],
    help=_(
        "Extend a clock before it expires, as far and as often as its rule allows. Only somebody whose role"
        " allows it can extend a clock, and never the case's owner. The rule may require that the customer is"
        " told."
    ),
)
@case_argument
@clock_argument
@click.option("--by", "length", default="", metavar=_("DURATION"), help=_("by how long, such as 10wd or 30d"))
@click.option(
    "--to",
    "until",
    default="",
    metavar=_("TIME"),
    help=_("the new deadline, instead of --by; a date includes that day"),
)
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@notice_options
@as_clock_change
@records
def command(context: Workspace, stamp: EventStamp, case: str, change: ClockChange, **given: str) -> Receipt:
    length = str(parse_duration(given["length"])) if given["length"] else ""
    extension = ExtensionRequest(
        length, partial(context.typed_times.deadline, given["until"]) if given["until"] else None
    )
    return extend(context, case, change, extension, stamp)
