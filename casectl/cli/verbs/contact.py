"""casectl contact"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.contact import Contact, contact
from casectl.actions.recording.proposal import EventStamp
from casectl.cli.asking.input import text_argument
from casectl.cli.option_values import TitledChoice
from casectl.cli.options import case_argument
from casectl.cli.receipts import records
from casectl.cli.typed.loose_words import contact_meant
from casectl.cli.verb import typed_by, verb
from casectl.core.case.kinds.said import DIRECTION_WORDS, DIRECTIONS
from casectl.core.reports import Receipt
from casectl.core.values.messages import Typed, UsageError, msg
from casectl.render.language import _
from casectl.workspace import Workspace


class _Direction(TitledChoice):
    """in or out; where a channel was typed for it, the hint has it in its place."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """As its parent does."""
        try:
            return super().convert(value, param, ctx)
        except UsageError as error:
            if ctx and (line := contact_meant(ctx.command_path, *typed_by(ctx))):
                error.hint = msg("try {line}", line=Typed(line))
            raise


@verb(
    examples=[
        _("casectl contact 7QK3X out --channel phone 'Told her the refund goes out today'"),
        "casectl contact 7QK3X in --channel email - < mail.txt",
        _("casectl contact 7QK3X in --chaser 'Asks where the refund is'"),
    ],
    help=_(
        "Record a contact with the customer: in, what the customer said; out, what the customer was told. Outbound"
        " contacts can satisfy a deadline."
    ),
)
@case_argument
@click.argument(
    "direction",
    type=_Direction(DIRECTIONS, DIRECTION_WORDS),
    metavar="in|out",
    help=_("in: from the customer; out: to the customer"),
)
@click.argument("text", metavar="TEXT", help=_("what was said; - reads it from standard input"))
@click.option("--channel", default="", metavar=_("CHANNEL"), help=_("channel: phone, email, …"))
@click.option("--chaser", is_flag=True, help=_("the customer is chasing progress; chasers are counted"))
@records
def command(context: Workspace, stamp: EventStamp, case: str, direction: str, text: str, **given: Any) -> Receipt:
    details = Contact(direction, given["channel"], text_argument(text), given["chaser"])
    return contact(context, case, details, stamp)
