"""casectl undo"""

from __future__ import annotations

import click

from casectl.actions.bulk import undo_batch
from casectl.actions.undo import undo
from casectl.cli.bulk import Usual, needed, put_batch
from casectl.cli.desk import open_desk, put_receipt, when
from casectl.cli.options import EventOptions, Settings, event_options, format_option, optional_case_argument
from casectl.cli.verb import Verb
from casectl.core.values.errors import Misused
from casectl.core.values.messages import msg
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=["casectl undo 7QK3X --reason 'Wrong case'", "casectl undo --batch 3k9x0m2p4q"],
    help=_(
        "Take back your own last event of a case, where that is possible: the reversal is recorded, and nothing is"
        " removed from history."
    ),
)
@optional_case_argument
@click.option("--batch", default="", metavar="ID", help=_("take back all that --where recorded in one batch"))
@click.option("--dry-run", is_flag=True, help=_("with --batch: show what would happen, and record nothing"))
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@event_options
@format_option
@click.pass_obj
def command(
    settings: Settings, /, case: str | None, batch: str, reason: str, how: EventOptions, format: str, dry_run: bool
) -> int:
    if dry_run and not batch:
        raise Misused(msg("--dry-run goes with --batch"))
    desk = open_desk(settings, how)
    if batch:
        report = undo_batch(desk, batch, reason, when(desk, how), dry=dry_run)
        return put_batch(report, Usual(settings, how, format))
    return put_receipt(undo(desk, needed("CASE", case), reason, when(desk, how)), desk, settings, format)
