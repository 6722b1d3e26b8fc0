"""casectl reconcile"""

from __future__ import annotations

import click

from casectl.actions.reconcile import Decision, reconcile
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl reconcile 7QK3X --reason 'Both closed it; resolved is right'"),
        _("casectl reconcile 7QK3X request --other --reason 'The customer said so last'"),
    ],
    help=_(
        "Resolve what a merge left undecided. The current value is kept, unless --other takes the value from"
        " the other side. To take a state, an owner or a deadline from the other side, first set it with the"
        " command for that."
    ),
)
@case_argument
@click.argument(
    "about", nargs=-1, metavar="[WHAT]…", help=_("which decision, as casectl show names it; by default all")
)
@click.option("--other", is_flag=True, help=_("take the other side's value"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("why"))
@records
def command(
    context: Workspace, stamp: EventStamp, case: str, about: tuple[str, ...], other: bool, reason: str
) -> Receipt:
    return reconcile(context, case, Decision(about, other, reason), stamp)
