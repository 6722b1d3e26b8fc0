"""casectl escalate"""

from __future__ import annotations

import click

from casectl.actions.escalate import escalate
from casectl.actions.lookup.named import level_of_case
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl escalate 7QK3X --reason 'Threatens to go to the press'"),
        _("casectl escalate 7QK3X --level 3 --team after-sales --reason 'Product fault'"),
        _("casectl escalate 7QK3X --level 4 --to wang.min --reason 'Injury'"),
    ],
    help=_(
        "Raise a case to a higher level, with the reason; deadlines that depend on the level move with it. The"
        " case is also offered to the person or team given with --to or --team; without them, to whoever the"
        " template names (escalation:)."
    ),
)
@case_argument
@click.option("--level", default="", metavar="N", help=_("the new level, by number or title; by default one higher"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@click.option("--to", "to", default="", metavar=_("PERSON"), help=_("offer it to this person"))
@click.option("--team", default="", metavar=_("TEAM"), help=_("offer it to this team"))
@click.option("--tried", default="", metavar=_("TEXT"), help=_("what has been tried so far"))
@click.option("--expects", default="", metavar=_("TEXT"), help=_("what the customer expects"))
@click.option("--background", default="", metavar=_("TEXT"), help=_("what to know about the customer"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, level: str, **form: str) -> Receipt:
    number = level_of_case(context, case, level)
    return escalate(context, case, number, HandoffForm(**form), stamp)
