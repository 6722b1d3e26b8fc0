"""casectl verify"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import click

from casectl.actions.verify import verify
from casectl.cli.asking.input import piped_file
from casectl.cli.context import open_history
from casectl.cli.lists.bulk import typed_ids
from casectl.cli.options import Settings, format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.values.messages import UsageError, msg
from casectl.render.language import _
from casectl.render.views.verified import verify as verify_view


@verb(
    examples=[
        "casectl verify",
        "casectl verify 7QK3X",
        "casectl verify --all --format json",
        "casectl verify --pack 7QK3X.zip",
        "casectl verify --seal 289D-0ZBF-9V64-SM5T-AF4F-V1ZD",
    ],
    help=_(
        "Check the history of the current branch, each commit against its parents: whether events followed the"
        " rules and people of that time, journals only grew, and headers, fields, files, dates and merges are"
        " right, and whether anything makes git show another history. Each finding names its commit. What was"
        " checked before is not checked again, but its findings are shown again. Works in a bare repository"
        " too. Exits with 1 if there are findings. --pack checks a pack that somebody gave you, in any folder;"
        " --seal checks whether anything before a seal was rewritten."
    ),
)
@click.argument(
    "cases",
    nargs=-1,
    metavar="[CASE]...",
    help=_("show only findings about these cases; by default all; - reads ids from standard input"),
)
@click.option("--all", "everything", is_flag=True, help=_("start over, including what was verified before"))
@click.option("--pack", metavar=_("FILE"), help=_("check this pack instead; - is standard input"))
@click.option("--seal", metavar=_("CODE"), help=_("check instead whether anything before this seal was rewritten"))
@format_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    cases: tuple[str, ...],
    everything: bool,
    pack: str | None,
    seal: str | None,
    format: str,
) -> int:
    if sum((bool(cases or everything), pack is not None, seal is not None)) > 1:
        raise UsageError(msg("use only one of these: check the history, a pack or a seal"))
    if pack is not None:
        return _pack(settings, pack, format)
    if seal is not None:
        return _seal(settings, seal, format)
    report = verify(open_history(settings), typed_ids() if cases == ("-",) else cases, everything=everything)
    return write_view(verify_view(report), settings, format) or int(bool(report.findings))


def _pack(settings: Settings, pack: str, format: str) -> int:
    from casectl.assembly.packs import verify_pack
    from casectl.render.views.checked import check as check_view

    with piped_file() if pack == "-" else nullcontext(Path(pack)) as file:
        report = verify_pack(file, pack)
    status = write_view(replace(check_view(report), kind="verify-pack"), settings, format)
    return status or int(bool(report.findings))


def _seal(settings: Settings, seal: str, format: str) -> int:
    from casectl.actions.proving.seal import verify_seal
    from casectl.render.views.sealed import seal_verdict

    context = open_history(settings)
    verdict = verify_seal(context, seal)
    return write_view(seal_verdict(verdict, context.zone), settings, format) or int(
        not verdict.holds or bool(verdict.faults)
    )
