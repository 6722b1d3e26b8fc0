"""The casebook in which a command was started."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from casectl.adapters.files.casebook_root import (
    SETTINGS,
    bare_repository,
    find_root,
    top_without_settings,
    whole_path,
)
from casectl.adapters.git.merge_driver import is_to_be_told
from casectl.cli.options import EventOptions, Settings
from casectl.cli.output import notify
from casectl.cli.progress import progress
from casectl.core.values.messages import Message, msg
from casectl.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from casectl.core.history.lost_head import LostHead

_JUDGES = ("check", "verify")
"""The commands that say what was recorded, in CI too, where nothing is merged."""
_SHORT = 10
"""So many characters of a commit's id name it."""


def open_context(settings: Settings, event: EventOptions | None = None) -> Workspace:
    """The context of the casebook in which the command was started. Raises RepositoryError if there is none.

    A command that records names its `event`, and goes by committed rules.
    """
    verb = click.get_current_context().info_name or ""
    acting_as = event.acting_as if event else None
    context = Workspace(find_root(settings.start), acting_as, verb, progress(settings))
    if settings.verbose:
        from casectl.cli.verbose import listen

        listen()
        notify(msg("casebook: {folder}", folder=str(context.root)), settings)
    context.warn = _told_once(settings)
    for lost in context.lost_heads():
        notify(_rewound(lost), settings)
    is_at_work = event or (is_seen() and verb not in _JUDGES)
    if is_at_work and not context.is_bare and is_to_be_told(context.private_folder):
        notify(msg("git merges cases as text in this clone: two notes on one case would be a conflict; casectl"
                   " doctor --fix sets up merging"), settings)  # fmt: skip
    if event:
        click.get_current_context().call_on_close(context.lost_heads)  # so that what it recorded is missed, too
    return context


def _told_once(settings: Settings) -> Callable[[Message], None]:
    """What says something of the casebook once in a command, which may open it again after it has recorded."""
    told: set[str] = click.get_current_context().meta.setdefault("casectl.told", set())

    def tell(what: Message) -> None:
        if str(what) not in told:
            told.add(str(what))
            notify(what, settings)

    return tell


def is_seen() -> bool:
    """Whether somebody sees what is said, at a terminal."""
    return sys.stderr.isatty()


def _rewound(lost: LostHead) -> Message:
    name, commit = lost.name, lost.last[:_SHORT]
    if lost.is_seal:
        return msg(
            "the tag {name} was deleted or replaced; rely on the code on paper: casectl verify --seal CODE", name=name
        )
    if not lost.is_here:
        return msg(
            "{name} was moved back or rewritten: its last commit was {commit}, which is not in this clone any more;"
            " another clone may have it",
            name=name,
            commit=commit,
        )
    return msg(
        "{name} was moved back or rewritten: it no longer has commit {commit}, which was its last; if you did"
        " not do that, git branch saved {commit} keeps the lost commits, and git log {name}..{commit} lists"
        " them",
        name=name,
        commit=commit,
    )


def open_history(settings: Settings) -> Workspace:
    """As `open_context`, for a command that reads only what is recorded: a bare repository will do too, and a clone
    of a casebook that has lost its casectl.yaml in a commit.
    """
    if bare_repository(whole_path(settings.start)):
        return open_repository(settings)
    return without_settings(settings) or open_context(settings)


def without_settings(settings: Settings) -> Workspace | None:
    """The clone of a casebook of which the commit that is checked out has no casectl.yaml; None anywhere else."""
    context = open_without_settings(settings)
    return None if context is None or context.ledger.blob(SETTINGS, "HEAD") is not None else context


def open_without_settings(settings: Settings) -> Workspace | None:
    """The clone of a casebook of which the work tree has no casectl.yaml; None anywhere else."""
    top = top_without_settings(settings.start)
    if top is None:
        return None
    context = Workspace(top, progress=progress(settings))
    context.warn = lambda what: notify(what, settings)
    head = context.changes.head()[1]
    return context if head and context.changes.last_with(SETTINGS, head) else None


def open_repository(settings: Settings) -> Workspace:
    """What git runs a hook in, which may be no casebook (any more): the top of a work tree, or a bare repository.

    Raises RepositoryError elsewhere, where there is no casebook either.
    """
    here = whole_path(settings.start)
    is_bare = bare_repository(here) is not None
    context = Workspace(here if is_bare or (here / ".git").exists() else find_root(here), progress=progress(settings))
    context.is_bare = is_bare
    context.warn = lambda what: notify(what, settings)
    return context
