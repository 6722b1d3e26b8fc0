"""casectl sync"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.recording.merged_rules import OURS, THEIRS
from casectl.actions.sync import SyncOptions, sync
from casectl.assembly.sharing import exchange_of
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.values.messages import Refused
from casectl.render.language import _
from casectl.render.views.synced import synced


@verb(
    examples=["casectl sync", "casectl sync --dry-run", "casectl sync --remote backup --branch main"],
    help=_(
        "Exchange recorded work with your colleagues: fetch what the remote has, merge it, and push what is new"
        " on your side. Shows what came in, what went out, and what needs your decision. Unrecorded work is"
        " never touched, and nothing is ever force-pushed. Incoming changes that break the rules are merged and"
        " listed (exit code 1); your own changes that break the rules are not pushed (exit code 3). Any git"
        " remote will do: a folder, ssh, http, git's own protocol. The remote is the one set under sync: in"
        " casectl.yaml, or else the one that git push uses."
    ),
)
@click.option("--remote", default="", metavar=_("NAME"), help=_("the remote, as git remote names it"))
@click.option("--branch", default="", metavar=_("NAME"), help=_("the branch there"))
@click.option("--strict", is_flag=True, help=_("also refuse incoming changes that break the rules"))
@click.option(
    "--prefer",
    type=click.Choice((OURS, THEIRS)),
    help=_("which side wins where both changed the same rule, or the same lines of a file that is not a case"),
)
@click.option("--dry-run", is_flag=True, help=_("show what would be exchanged, and change nothing"))
@format_option
@click.pass_obj
def command(settings: Settings, /, format: str, **given: Any) -> int:
    context = open_context(settings, EventOptions())
    report = sync(context, exchange_of(context), SyncOptions(**given))
    status = write_view(synced(report), settings, format)
    found = bool(report.incoming.findings or report.own.findings)
    return status or (Refused.exit_code if report.kept_back else int(found))
