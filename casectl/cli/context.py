"""The casebook in which a command was started."""

from __future__ import annotations

import click

from casectl.adapters.files.casebook_root import bare_repository, find_root, whole_path
from casectl.cli.options import EventOptions, Settings
from casectl.cli.output import notify
from casectl.cli.progress import progress
from casectl.core.values.messages import Message, msg
from casectl.workspace import Workspace

_SHORT = 10
"""So many characters of a commit's id name it."""


def open_context(settings: Settings, event: EventOptions | None = None) -> Workspace:
    """The context of the casebook in which the command was started. Raises RepositoryError if there is none.

    A command that records names its `event`, and goes by committed rules.
    """
    verb = click.get_current_context().info_name or ""
    acting_as = event.acting_as if event else None
    context = Workspace(find_root(settings.start), acting_as, verb, progress(settings))
    context.warn = lambda what: notify(what, settings)
    if lost := context.lost_head():
        notify(_rewound(*lost), settings)
    if event:
        click.get_current_context().call_on_close(context.lost_head)  # so that what it recorded is missed, too
    return context


def _rewound(branch: str, commit: str) -> Message:
    return msg(
        "{branch} was moved back or rewritten: it no longer has commit {commit}, which was its last; if that was not"
        " you, git branch saved {commit} keeps it, and git log {branch}..{commit} shows what is missing",
        branch=branch,
        commit=commit[:_SHORT],
    )


def open_history(settings: Settings) -> Workspace:
    """As `open_context`, for a command that reads only what is recorded: a bare repository will do too."""
    here = whole_path(settings.start)
    if not bare_repository(here):
        return open_context(settings)
    context = Workspace(here, progress=progress(settings))
    context.is_bare = True
    context.warn = lambda what: notify(what, settings)
    return context
