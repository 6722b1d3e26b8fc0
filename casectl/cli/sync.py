"""casectl sync"""

from __future__ import annotations

from typing import Any

import click

from casectl.actions.recording.merged_rules import OURS, THEIRS
from casectl.actions.sync import SyncOptions, sync
from casectl.cli.context import open_context
from casectl.cli.options import EventOptions, Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import Verb
from casectl.core.values.errors import Refused
from casectl.render.language import _
from casectl.render.synced import synced
from casectl.sharing import exchange_of


@click.command(
    cls=Verb,
    examples=["casectl sync", "casectl sync --dry-run", "casectl sync --remote backup --branch main"],
    help=_(
        "Exchange what was recorded with the others: bring what the remote has, merge it by what it means, and give it"
        " what is new here. Says what came, what went, and what a person has to decide. Work that is not recorded is"
        " never touched, and nothing is ever forced. What came and is not lawful is merged and named (exit code 1);"
        " what is not lawful of your own stays here (exit code 3). Any git remote will do: a folder, ssh, http, git's"
        " own protocol. Which one: sync: in casectl.yaml, else as git push has it."
    ),
)
@click.option("--remote", default="", metavar=_("NAME"), help=_("the remote, as git remote names it"))
@click.option("--branch", default="", metavar=_("NAME"), help=_("the branch there"))
@click.option("--strict", is_flag=True, help=_("also refuse incoming changes that break the rules"))
@click.option(
    "--prefer",
    type=click.Choice((OURS, THEIRS)),
    help=_("whose counts where both sides changed the same rule, or the same lines of a file that is not a case"),
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
