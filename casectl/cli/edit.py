"""casectl edit"""

from __future__ import annotations

import click

from casectl.actions.edit import edit
from casectl.cli.context import open_context
from casectl.cli.draft import EditorDraft
from casectl.cli.options import EventOptions, Settings, case_argument, event_options, format_option
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import Verb
from casectl.core.values.messages import msg
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl edit 7QK3X", "EDITOR='code -w' casectl edit 7QK3X"],
    help=_(
        "Edit a case's title, fields and own keys in your editor, and record the change. Other commands change the"
        " header and the journal."
    ),
)
@case_argument
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, case: str, reason: str, event: EventOptions, format: str) -> int:
    context = open_context(settings, event)
    instead = msg("without an editor: casectl set {case} NAME=VALUE", case=case)
    with EditorDraft("case.yaml", instead, context.root) as draft:
        report = edit(context, case, draft.edit, event_stamp(context, event), reason)
    return write_receipt(report, context, settings, format)
