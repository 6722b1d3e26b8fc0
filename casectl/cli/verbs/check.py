"""casectl check"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from casectl.actions.check import check
from casectl.actions.checking.gone_files import put_back, without_its_settings
from casectl.cli.checkout import in_checkout
from casectl.cli.context import open_context, open_history, open_without_settings, without_settings
from casectl.cli.options import CommaList, Settings, annotating_format_option
from casectl.cli.output import write_view
from casectl.cli.verb import verb
from casectl.core.checks.codes import CodeChoice
from casectl.core.reports import CheckReport
from casectl.core.values.messages import CasectlError, UsageError, msg
from casectl.core.values.value_class import replace
from casectl.ports.archiving import Archive
from casectl.render.language import _
from casectl.render.views.checked import check as check_view
from casectl.workspace import Workspace


@verb(
    examples=[
        "casectl check",
        "casectl check 7QK3X",
        "casectl check cases/2026/11/C-2611-7QK3XM4TV.yaml",
        "casectl check --format json",
        "casectl check --format github",
        "casectl check --base origin/main",
        "casectl check --select C06 --ignore C068",
        "casectl check --explain C050",
        "casectl check --fix",
    ],
    help=_(
        "Find every problem: settings, templates, fields, required fields, header against journal, journal against"
        " HEAD, ids, links, attachments, and every commit since the last check. Each is one line, path:line:col: CODE"
        " message. Exits with 1 if there are any."
    ),
)
@click.argument(
    "paths",
    nargs=-1,
    metavar="[CASE]...",
    help=_("the cases to check, by id, part of an id or file; by default all"),
)
@click.option(
    "--select",
    type=CommaList(),
    default=(),
    metavar="CODES",
    help=_("only these codes, or codes that begin with these letters: C06,T"),
)
@click.option(
    "--ignore",
    type=CommaList(),
    default=(),
    metavar="CODES",
    help=_("not these codes; a longer code wins over a shorter one"),
)
@click.option(
    "--explain",
    type=CommaList(),
    default=(),
    metavar="CODES",
    help=_("say what these codes mean, what causes them and what to do; nothing is checked"),
)
@click.option(
    "--base",
    metavar="REV",
    help=_(
        "check the commits since this one instead, against the people, roles and workflow of that commit, as"
        " for a pull request"
    ),
)
@click.option("--head", metavar="REV", help=_("with --base: up to this commit; by default HEAD"))
@click.option("--fix", is_flag=True, help=_("first restore recorded files that are missing from the work tree"))
@annotating_format_option
@click.pass_obj
def command(
    settings: Settings,
    /,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    explain: tuple[str, ...],
    base: str | None,
    head: str | None,
    fix: bool,
    format: str,
) -> int:
    if explain:
        return _explained(settings, explain, format)
    codes = CodeChoice.of(select, ignore)
    if base is not None or head is not None:
        if fix:
            raise UsageError(msg("--base checks commits and --fix changes the work tree; use one at a time"))
        return _range(settings, (base, head), paths, codes, format)
    fixed = put_back(clone) if fix and (clone := open_without_settings(settings)) else []
    if clone := without_settings(settings):
        report = without_its_settings(clone, [_relative(path, clone.root) for path in paths], codes, fixed)
        return _written(report, clone, "check", settings, format)
    context = open_context(settings)
    inside = [_relative(path, context.root) for path in paths]
    fixed += put_back(context) if fix else []
    report = check(context, inside, codes, _archive(context))
    return _written(replace(report, notes=(*fixed, *report.notes)), context, "check", settings, format)


def _written(report: CheckReport, context: Workspace, kind: str, settings: Settings, format: str) -> int:
    status = write_view(in_checkout(check_view(report, kind), context, format), settings, format)
    return status or int(bool(report.findings))


def _archive(context: Workspace) -> Archive | None:
    """The archive that casectl.yaml names, if it is on this machine."""
    with suppress(CasectlError):  # what is wrong with the settings is found by itself
        if context.casebook.archive:
            from casectl.assembly.archiving import archive_of  # few casebooks have one

            return archive_of(context)
    return None


def _range(
    settings: Settings, ends: tuple[str | None, str | None], paths: tuple[str, ...], codes: CodeChoice, format: str
) -> int:
    from casectl.actions.checking.base import check_range, commit_called

    base, head = ends
    if not base:
        raise UsageError(msg("--base must say at which commit to start"), hint=msg("such as --base origin/main"))
    if paths:
        raise UsageError(
            msg("--base checks commits and cannot be combined with files"),
            hint=msg("leave out {paths}", paths=[*paths]),
        )
    context = open_history(settings)
    start, end = commit_called(context, base), commit_called(context, head or "HEAD")
    return _written(check_range(context, start, end, codes), context, "check-base", settings, format)


def _explained(settings: Settings, codes: tuple[str, ...], format: str) -> int:
    from casectl.core.checks.explained import explained  # a hundred texts
    from casectl.render.views.explained_codes import explained_codes

    return write_view(explained_codes(explained(codes)), settings, format)


def _relative(typed: str, root: Path) -> str:
    """A path as the casebook knows it, from where the command was started; an id, or a part of one, as it is."""
    if "/" not in typed and not typed.endswith(".yaml"):
        return typed
    absolute = Path(typed).absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else typed
