"""casectl undo"""

from __future__ import annotations

import click

from casectl.actions.undo import undo, undo_batch
from casectl.cli.context import open_context
from casectl.cli.lists.bulk import required_argument, write_batch
from casectl.cli.options import EventOptions, Settings, event_options, format_option, optional_case_argument
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _


@verb(
    examples=[_("casectl undo 7QK3X --reason 'Wrong case'"), "casectl undo --batch 3k9x0m2p4q"],
    help=_(
        "Undo your own last event of a case, where that is possible, with all that was recorded along with it. The"
        " reversal is recorded, and nothing is removed from history."
    ),
)
@optional_case_argument
@click.option("--batch", default="", metavar="ID", help=_("undo everything that one command with --where recorded"))
@click.option("--dry-run", is_flag=True, help=_("with --batch: show what would happen, and record nothing"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, /, case: str | None, batch: str, reason: str, event: EventOptions, format: str, dry_run: bool
) -> int:
    if dry_run and not batch:
        raise UsageError(msg("--dry-run needs --batch"))
    context = open_context(settings, event)
    if batch:
        report = undo_batch(context, batch, reason, event_stamp(context, event), dry=dry_run)
        return write_batch(report, settings, format)
    return write_receipt(
        undo(context, required_argument("CASE", case), reason, event_stamp(context, event)), context, settings, format
    )
