"""casectl pack"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from casectl.actions.pack import pack
from casectl.adapters.files.archive import archived, write_archive
from casectl.cli.context import open_context
from casectl.cli.lists.bulk import typed_ids
from casectl.cli.options import Settings, case_ids
from casectl.cli.output import notify
from casectl.cli.verb import verb
from casectl.core.proof.pack import Pack
from casectl.core.values.messages import UsageError, counted, msg
from casectl.render.language import _
from casectl.render.pages.packed import packed_files


@verb(
    examples=[
        "casectl pack 7QK3X -o 7QK3X.zip",
        "casectl pack 7QK3X 9M2AB -o ombudsman.zip --masked",
        "casectl pack 7QK3X -o - | sha256sum",
    ],
    help=_(
        "Write cases and their evidence into a zip archive, for an ombudsman or a court: pages to read, the"
        " events with their commits, how each deadline was calculated, attachments with their hashes, the rules"
        " in force at each time, and git's own record. The archive says how to check it with git and sha256sum"
        " alone. Packing the same commit again gives the same bytes."
    ),
)
@click.argument(
    "cases", nargs=-1, required=True, metavar="CASE...", shell_complete=case_ids,
    help=_("ids of cases, or parts of ids; - reads them from standard input"),
)  # fmt: skip
@click.option("-o", "--output", required=True, metavar=_("FILE"), help=_("the archive to write; - is standard output"))
@click.option("--masked", is_flag=True, help=_("mask private values, and leave out what cannot be masked"))
@click.option("--force", is_flag=True, help=_("replace the file if it exists"))
@click.pass_obj
def command(settings: Settings, /, cases: tuple[str, ...], output: str, masked: bool, force: bool) -> int:
    if output == "-" and sys.stdout.isatty():
        raise UsageError(
            msg("an archive cannot be shown on a terminal"), hint=msg("casectl pack CASE -o FILE writes a file")
        )
    context = open_context(settings)
    made = pack(context, typed_ids() if cases == ("-",) else cases, masked=masked)
    if output == "-":
        click.echo(archived(packed_files(made)), nl=False)
    else:
        write_archive(Path(output), packed_files(made), replace=force)
        click.echo(output)
    _say(made, settings)
    return 0


def _say(made: Pack, settings: Settings) -> None:
    for path, why in made.left_out:
        notify(msg("left out: {path}: {why}", path=path, why=why), settings)
    commits = {commit for each in made.cases for commit in each.commits}
    notify(
        counted(
            "packed as of commit {commit}, with {count} commit of these cases",
            "packed as of commit {commit}, with {count} commits of these cases",
            len(commits), commit=made.commit,
        ),
        settings,
    )  # fmt: skip
