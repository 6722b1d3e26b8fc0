"""casectl hook install|uninstall|list|run"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casectl.actions.hook import (
    GUARDED,
    HOOKS,
    WAIVABLE,
    PushOption,
    committed,
    install,
    listed,
    push_options,
    pushed,
    receive,
    record_of,
    ref_changes,
    uninstall,
)
from casectl.cli.context import open_history, open_repository
from casectl.cli.options import Settings, format_option
from casectl.cli.output import notify, write_view
from casectl.cli.verb import VerbGroup
from casectl.core.values.messages import Message, RepositoryError, msg
from casectl.core.values.value_class import replace
from casectl.render.language import _
from casectl.render.views.checked import check as check_view
from casectl.render.views.hooks import hooks as hooks_view

if TYPE_CHECKING:
    from casectl.core.reports import CheckReport, HookState
    from casectl.workspace import Workspace


command = VerbGroup(
    examples=["casectl hook install pre-commit", "cd /srv/desk.git && casectl hook install pre-receive"],
    help=_(
        "Have git run casectl: pre-commit checks what is staged, pre-push what a push would send, pre-receive"
        " what a server gets. An existing hook is kept: casectl adds a marked section to it, or uses a git"
        " setting where git has hooks as settings (2.54)."
    ),
)


_names_argument = click.argument(
    "names", nargs=-1, required=True, type=click.Choice(tuple(HOOKS)), metavar="HOOK...",
    help=_("pre-commit, pre-push or pre-receive"),
)  # fmt: skip
_name_argument = click.argument(
    "name", type=click.Choice(tuple(HOOKS)), metavar="HOOK", help=_("pre-commit, pre-push or pre-receive")
)


@command.command(
    "install",
    examples=["casectl hook install pre-commit pre-push", "cd /srv/desk.git && casectl hook install pre-receive"],
    help=_("Have git run casectl in this hook, along with what it already runs. core.hooksPath is respected."),
)
@_names_argument
@format_option
@click.pass_obj
def install_command(settings: Settings, names: tuple[str, ...], format: str) -> int:
    here = open_history(settings).hooks
    states = [install(here, name) for name in dict.fromkeys(names)]
    done = [msg("{hook} runs casectl now: {place}", hook=each.name, place=each.place) for each in states]
    notes = (*_shared(states), *(note for each in states for note in _next(each.name)))
    return write_view(hooks_view(states, done, notes), settings, format)


def _shared(states: Sequence[HookState]) -> Iterator[Message]:
    """That other repositories run the same hooks, as where core.hooksPath names a folder elsewhere."""
    if places := [each.place for each in states if Path(each.place).is_absolute()]:
        yield msg("{folder} is outside this repository: other repositories that use this folder also run"
                  " casectl, which does nothing in those that are not casebooks",
                  folder=str(Path(places[0]).parent))  # fmt: skip


def _next(name: str) -> tuple[Message, ...]:
    if name != "pre-receive":
        return ()
    return (
        msg("all branches are checked; to check only some: git config --add {key} refs/heads/main", key=GUARDED),
        msg("no code can be waived in a push; to allow it, with a reason that is kept: git config"
            " receive.advertisePushOptions true; git config --add {key} CODE", key=WAIVABLE),
    )  # fmt: skip


@command.command(
    "uninstall",
    examples=["casectl hook uninstall pre-push"],
    help=_("Stop git from running casectl in this hook; whatever else it runs there stays."),
)
@_names_argument
@format_option
@click.pass_obj
def uninstall_command(settings: Settings, names: tuple[str, ...], format: str) -> int:
    here = open_history(settings).hooks
    states = [uninstall(here, name) for name in dict.fromkeys(names)]
    done = [
        msg("{hook} no longer runs casectl: {place}", hook=each.name, place=each.place)
        if each.place
        else msg("{hook} did not run casectl", hook=each.name)
        for each in states
    ]
    return write_view(hooks_view([each._replace(place="") for each in states], done), settings, format)


@command.command("list", examples=["casectl hook list"], help=_("Show in which hooks git runs casectl."))
@format_option
@click.pass_obj
def list_command(settings: Settings, format: str) -> int:
    return write_view(hooks_view(listed(open_history(settings).hooks)), settings, format)


@command.command(
    "run",
    examples=["casectl hook run pre-commit"],
    help=_(
        "Called by git: checks what is staged, or the push that git describes on standard input, and exits with 1 if"
        " there are findings. A push may waive codes that the server lets it waive: git push -o 'waive=C030 reason'."
    ),
)
@_name_argument
@click.argument(
    "words",
    nargs=-1,
    metavar="[WORD]...",
    help=_("the further arguments that git passes, such as the name of the remote"),
)
@click.pass_obj
def run_command(settings: Settings, name: str, words: tuple[str, ...]) -> int:
    report = _RUNS[name](open_repository(settings), settings, words)
    if not (report.files or report.findings):  # as in a repository that is no casebook, which may share its hooks
        return 0
    return write_view(check_view(report), settings) or int(bool(report.findings))


def _pre_commit(context: Workspace, settings: Settings, _words: tuple[str, ...]) -> CheckReport:
    from casectl.actions.check import ONLY_THESE, check

    head, draft, names = context.hooks.draft(context.now)
    report = committed(context, head, draft)
    cases = [name for name in names if name in {*context.store.paths("cases")}]
    # Compared here: git would run the filters that the repository names.
    if other := [name for name in cases if context.store.read(name) != context.ledger.blob(name, draft)]:
        differ = msg(
            "these staged files differ from the work tree, so only the commit was checked: {files}", files=other
        )
        notify(differ, settings)
        cases = [name for name in cases if name not in other]
    if not cases:
        return report
    of_files = check(context, cases)
    notes = tuple(each for each in of_files.notes if each is not ONLY_THESE)  # a hook is about one commit
    return _both(report, replace(of_files, notes=notes))


def _both(first: CheckReport, second: CheckReport) -> CheckReport:
    known = {(each.place.file, each.code) for each in first.findings}
    more = [each for each in second.findings if (each.place.file, each.code) not in known]
    return replace(
        second, findings=[*first.findings, *more], advice=(*first.advice, *second.advice),
        notes=(*first.notes, *second.notes), waived=(*first.waived, *second.waived),
    )  # fmt: skip


def _pre_push(context: Workspace, _settings: Settings, words: tuple[str, ...]) -> CheckReport:
    remote = (*words, os.environ.get("PRE_COMMIT_REMOTE_NAME") or "origin")[0]
    lines = [line.rsplit(" ", 3) for line in _pushed() if line.count(" ") > 2]  # ours, its commit, theirs, its commit
    changes = ref_changes(f"{old} {new} {ref}" for _ours, new, ref, old in lines)
    return pushed(context, changes, context.hooks.known_of(remote))


def _pre_receive(context: Workspace, settings: Settings, _words: tuple[str, ...]) -> CheckReport:
    changes, options = ref_changes(_lines()), push_options(_options())
    waivable = {code.upper() for code in context.hooks.setting(WAIVABLE)}
    waivers = [each._replace(codes=tuple(code for code in each.codes if code in waivable)) for each in options]
    _say_refused(options, waivers, settings)
    found = receive(context, changes, context.hooks.setting(GUARDED), waivers)
    if found.waived and not found.report.findings:
        who = os.environ.get("REMOTE_USER") or _system_user()
        _keep(context, record_of(found.waived, changes, who, context.now.isoformat()))
    for each, option in found.waived:
        notify(msg("waived: {place}: {code} {what} ({reason})", place=str(each.place), code=each.code,
                   what=each.what, reason=option.reason), settings)  # fmt: skip
    return found.report


def _say_refused(asked: list[PushOption], let: list[PushOption], settings: Settings) -> None:
    for option, known in zip(asked, let, strict=True):
        for code in sorted({*option.codes} - {*known.codes}):
            notify(msg("{code} may not be waived here; to allow it, on the server: git config --add {key} {code}",
                       code=code, key=WAIVABLE), settings)  # fmt: skip


def _keep(context: Workspace, line: str) -> None:
    """Keep what was waived, or let nothing be. Raises RepositoryError."""
    try:
        context.hooks.log(line)
    except OSError as error:
        raise RepositoryError(msg("the waiver cannot be recorded: {why}", why=str(error))) from None


def _system_user() -> str:
    """Who runs this on the server, which is who pushes over a path or ssh; "" if the system does not know."""
    with suppress(KeyError, OSError):  # in a container, without an entry for the number
        return getpass.getuser()
    return ""


def _pushed() -> list[str]:
    """What git says of a push, or the program pre-commit, which keeps git's own words to itself."""
    ours, theirs, new, old = (os.environ.get(f"PRE_COMMIT_{name}") or "" for name in _PRE_COMMIT)
    return [f"{ours or 'HEAD'} {new} {theirs} {old or '0'}"] if new and theirs else _lines()


_PRE_COMMIT = ("LOCAL_BRANCH", "REMOTE_BRANCH", "TO_REF", "FROM_REF")


def _lines() -> list[str]:
    return sys.stdin.buffer.read().decode(errors="surrogateescape").splitlines()


def _options() -> list[str]:
    count = os.environ.get("GIT_PUSH_OPTION_COUNT", "")
    return [os.environ.get(f"GIT_PUSH_OPTION_{number}", "") for number in range(int(count) if count.isdecimal() else 0)]


_RUNS = {"pre-commit": _pre_commit, "pre-push": _pre_push, "pre-receive": _pre_receive}
