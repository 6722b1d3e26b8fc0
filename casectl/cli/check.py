"""casectl check"""

from __future__ import annotations

from pathlib import Path

import click

from casectl.actions.check import check
from casectl.cli.checkout import in_checkout
from casectl.cli.context import open_context
from casectl.cli.options import CommaList, Settings, annotating_format_option
from casectl.cli.output import write_view
from casectl.cli.verb import Verb
from casectl.core.checks.codes import CodeChoice
from casectl.render.checked import check as check_view
from casectl.render.language import _


@click.command(
    cls=Verb,
    examples=[
        "casectl check",
        "casectl check cases/2026/11/C-2611-7QK3XM4TV.yaml",
        "casectl check --format json",
        "casectl check --format github",
        "casectl check --select C06 --ignore C068",
        "casectl check --explain C050",
    ],
    help=_(
        "Name every fault: settings, templates, fields, required fields, header against journal, journal against HEAD,"
        " ids, links, attachments, and every commit since it last looked. Each is one line, path:line:col: CODE"
        " message. Exits with 1 if there is any."
    ),
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", help=_("case files to look at; all, if none is named"))
@click.option(
    "--select",
    type=CommaList(),
    default=(),
    metavar="CODES",
    help=_("only these codes, or what they begin with: C06,T"),
)
@click.option(
    "--ignore", type=CommaList(), default=(), metavar="CODES", help=_("not these codes; the longer one counts")
)
@click.option(
    "--explain",
    type=CommaList(),
    default=(),
    metavar="CODES",
    help=_("say what these codes mean, what causes them and what to do; nothing is checked"),
)
@annotating_format_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    explain: tuple[str, ...],
    format: str,
) -> int:
    if explain:
        return _explained(settings, explain, format)
    codes = CodeChoice.of(select, ignore)
    context = open_context(settings)
    inside = [_relative(Path(path), context.root) for path in paths]
    report = check(context, inside, codes)
    status = write_view(in_checkout(check_view(report), context, format), settings, format)
    return status or int(bool(report.findings))


def _explained(settings: Settings, codes: tuple[str, ...], format: str) -> int:
    from casectl.core.checks.explained import explained  # a hundred texts
    from casectl.render.explained_codes import explained_codes

    return write_view(explained_codes(explained(codes)), settings, format)


def _relative(path: Path, root: Path) -> str:
    """A path as the casebook knows it, from where the command was started."""
    absolute = path.absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path.as_posix()
