"""casectl note"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.lookup.knowledge import cited
from casectl.actions.note import note, propose_note
from casectl.actions.recording.proposal import EventStamp, Propose
from casectl.cli.asking.input import text_argument
from casectl.cli.lists.bulk import ManyCases, only_one, records_many, required_argument
from casectl.cli.options import optional_case_argument
from casectl.cli.verb import verb
from casectl.core.reports import Receipt
from casectl.render.language import _
from casectl.workspace import Workspace


@verb(
    examples=[
        _("casectl note 7QK3X 'The warehouse confirms the wrong label'"),
        "casectl note 7QK3X - < call.txt",
        _("casectl note 7QK3X --cites refund-to-card 'Refunded as the article says'"),
        _("casectl note --where 'fields.product~router state:active' 'The maker recalls it'"),
    ],
    help=_("Add a note to a case: internal, dated, signed, and never altered."),
)
@optional_case_argument
@click.argument("text", metavar="TEXT", required=False, help=_("the note; - reads it from standard input"))
@click.option(
    "--cites", multiple=True, metavar=_("NAME"), help=_("an article in knowledge/ that it is based on; can be repeated")
)
@records_many
def command(
    context: Workspace, stamp: EventStamp, case: str | None, text: str | None, many: ManyCases, **given: Any
) -> Receipt | Propose:
    if many.where:
        said = text_argument(only_one("TEXT", case, text))
        return propose_note(said, cited(context, given["cites"]))
    typed, said = (
        required_argument("CASE", case),
        text_argument(required_argument("TEXT", None) if text is None else text),
    )
    return note(context, typed, said, stamp, given["cites"])
