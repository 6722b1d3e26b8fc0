"""casectl instruct"""

from __future__ import annotations

import click

from casectl.actions.instruct import instruct
from casectl.actions.recording.new_follow_up import NewFollowUp
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.input import text_argument
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[_("casectl instruct 7QK3X --to li.na --by 'today 16:00' 'Call the customer and say what went wrong'")],
    help=_(
        "Give a colleague an instruction that must be answered by a time. It stays in every list until it is"
        " answered with casectl answer. If roles in casectl.yaml have the permission instruct (may:), only"
        " people with such a role can give instructions."
    ),
)
@case_argument
@click.argument("text", metavar="TEXT", help=_("what is to be done; - reads it from standard input"))
@click.option("--to", "who", required=True, metavar=_("PERSON"), help=_("who is to do it, and to answer"))
@click.option(
    "--by", "due", required=True, metavar=_("TIME"), help=_("by when it must be answered; a date includes that day")
)
@records
def command(context: Workspace, stamp: EventStamp, case: str, text: str, who: str, due: str) -> Receipt:
    at = context.typed_times.deadline(due, context.calendar)
    new = NewFollowUp(at, text_argument(text), who, zone=context.typed_times.zone_of(due))
    return instruct(context, case, new, stamp)
