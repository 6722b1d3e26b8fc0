"""casectl boundary"""

from __future__ import annotations

import click

from casectl.actions.boundary import Boundary, boundary
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.input import text_argument
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _(
            "casectl boundary 7QK3X 'We end the call at the next insult' --abuse 'Called her names, twice'"
            " --next 'End the call; in writing only' --until 2027-02-28"
        )
    ],
    help=_(
        "Record the boundary set for an abusive customer. It is not a contact and stops no clock. casectl show,"
        " casectl customer and casectl new show it until it ends; a later one replaces it."
    ),
)
@case_argument
@click.argument("text", metavar="TEXT", help=_("what the customer was told; - reads it from standard input"))
@click.option("--abuse", required=True, metavar=_("TEXT"), help=_("what the customer said or did"))
@click.option("--next", "then", required=True, metavar=_("TEXT"), help=_("what happens the next time"))
@click.option("--until", required=True, metavar=_("TIME"), help=_("until when it applies; a date includes that day"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, text: str, abuse: str, then: str, until: str) -> Receipt:
    stated = Boundary(abuse, text_argument(text), then, context.typed_times.deadline(until, context.calendar))
    return boundary(context, case, stated, stamp)
