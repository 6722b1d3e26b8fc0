"""casectl archive"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from casectl.actions.archive import archive, bring_back
from casectl.actions.recording.bulk import Bulk
from casectl.assembly.archiving import ArchiveBeside
from casectl.cli.context import open_context
from casectl.cli.lists.bulk import demand_yes_to, yes_option
from casectl.cli.lists.nothing_found import explain_nothing
from casectl.cli.lists.options import NAMES
from casectl.cli.lists.selection import query
from casectl.cli.options import EventOptions, Settings, event_options, format_option, may_ask
from casectl.cli.output import write_view
from casectl.cli.receipts import event_stamp, write_receipt
from casectl.cli.verb import verb
from casectl.core.values.messages import Refused, UsageError, msg
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.views.batches import batch
from casectl.workspace import Workspace


@verb(
    examples=[
        "casectl archive --before 2025-01-01 --to ../archive",
        _("casectl archive --before '2 years ago' template:after-sales --dry-run"),
        _("casectl archive --restore 7QK3X --reason 'The customer asks again'"),
    ],
    help=_(
        "Move closed cases out of the daily work into a separate repository beside the casebook. Their ids and"
        " links stay valid: show, audit and explain find them as before, and nothing new can be recorded in"
        " them. A case that has something still to be done, or is linked to an open case, is not archived."
        " --restore brings a case back."
    ),
)
@click.argument("words", nargs=-1, metavar="[QUERY]...", help=_("only closed cases that match"))
@click.option("--before", default="", metavar=_("TIME"), help=_("only cases that were closed before this time"))
@click.option(
    "--to",
    default="",
    metavar="DIR",
    help=_("the archive's folder; by default as in casectl.yaml"),
)
@click.option("--reason", default="", metavar=_("TEXT"), help=_("why"))
@click.option("--restore", default="", metavar="CASE", help=_("bring this case back"))
@click.option("--dry-run", is_flag=True, help=_("show what would happen, and record nothing"))
@yes_option
@event_options
@format_option
@click.pass_obj
def command(settings: Settings, /, words: tuple[str, ...], event: EventOptions, format: str, **given: Any) -> int:
    context = open_context(settings, event)
    if given["restore"]:
        if words or given["before"] or given["dry_run"]:
            raise UsageError(msg("--restore takes a case and --reason, nothing else"))
        receipt = bring_back(context, given["restore"], given["reason"], event_stamp(context, event))
        return write_receipt(receipt, context, settings, format)
    bulk = Bulk(query(context, _chosen(words, given["before"])), given["dry_run"])
    kept_in = _archive(context, given["to"])
    stamp, reason = event_stamp(context, event), given["reason"]
    if not (bulk.dry or given["yes"]) and may_ask():
        demand_yes_to(archive(context, kept_in, replace(bulk, dry=True), reason, stamp))
    report = archive(context, kept_in, bulk, reason, stamp)
    if not report.rows:
        explain_nothing(context, bulk.query)
    status = write_view(batch(report, kept_in.name), settings, format)
    return status or (0 if all(row.done for row in report.rows) else Refused.exit_code)


def _chosen(words: tuple[str, ...], before: str) -> dict[str, Any]:
    """The closed cases that are meant. Raises UsageError where nothing says which."""
    if not (before or " ".join(words).strip()):
        raise UsageError(
            msg("choose the cases: --before TIME, or a query"),
            hint=msg("casectl archive --before 2025-01-01 --dry-run shows what would be archived"),
        )
    return {**dict.fromkeys(NAMES, ()), "query": words, "category": ("closed",), "closed_to": before}


def _archive(context: Workspace, typed: str) -> ArchiveBeside:
    """The archive in the folder that was typed, or that casectl.yaml names. Raises UsageError if neither does."""
    if typed:
        return ArchiveBeside(context, Path(typed), typed)
    if named := context.casebook.archive:
        return ArchiveBeside(context, context.root / named, named)
    raise UsageError(
        msg("the archive's folder is not set"),
        hint=msg("casectl archive --to DIR; or archive: {{to: DIR}} in casectl.yaml"),
    )
