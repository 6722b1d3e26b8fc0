"""casectl note"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.lookup.knowledge import cited
from casectl.actions.note import note, propose_note
from casectl.cli.bulk import BulkOptions, ManyCases, bulk_options, do_many, only_one, required_argument
from casectl.cli.context import open_context
from casectl.cli.input import text_argument
from casectl.cli.options import EventOptions, Settings, event_options, format_option, optional_case_argument
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.render.language import _


@click.command(
    cls=Verb,
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
@bulk_options
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    case: str | None,
    text: str | None,
    many: ManyCases,
    event: EventOptions,
    format: str,
    **given: Any,
) -> int:
    context = open_context(settings, event)
    if many.where:
        said = text_argument(only_one("TEXT", case, text))
        return do_many(
            context, many, propose_note(said, cited(context, given["cites"])), BulkOptions(settings, event, format)
        )
    typed, said = (
        required_argument("CASE", case),
        text_argument(required_argument("TEXT", None) if text is None else text),
    )
    receipt = note(context, typed, said, event_stamp(context, event), given["cites"])
    return write_receipt(receipt, context, settings, format)
