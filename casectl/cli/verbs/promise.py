"""casectl promise"""

from __future__ import annotations

import click

from casectl.actions.promise import promise
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl promise 7QK3X 'refund on the card' --by 'tomorrow 12:00'"),
        _("casectl promise 7QK3X 'a call from the engineer' --by fri --who li.na"),
    ],
    help=_(
        "Record what the customer was promised, and by when. The promise stays in every list until casectl"
        " followup done marks it as kept or broken."
    ),
)
@case_argument
@click.argument("what", metavar="WHAT", help=_("what was promised, in a few words"))
@click.option("--by", "due", required=True, metavar=_("TIME"), help=_("by when; a date includes that day"))
@click.option(
    "--who", default="", metavar=_("PERSON"), help=_("person who is to keep the promise; by default the owner")
)
@click.option("--note", default="", metavar=_("TEXT"), help=_("a short note"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, what: str, due: str, who: str, note: str) -> Receipt:
    at = context.typed_times.deadline(due, context.calendar)
    new = NewFollowUp(at, what, who, note, context.typed_times.zone_of(due))
    return promise(context, case, new, stamp)
