"""The casebook in which a command was started."""

from __future__ import annotations

import click

from casectl.adapters.files.casebook_root import find_root
from casectl.cli.options import EventOptions, Settings
from casectl.cli.output import notify
from casectl.cli.progress import progress
from casectl.workspace import Workspace

_AS_USUAL = EventOptions()


def open_context(settings: Settings, event: EventOptions = _AS_USUAL) -> Workspace:
    """The context of the casebook in which the command was started. Raises RepositoryError if there is none."""
    verb = click.get_current_context().info_name or ""
    context = Workspace(find_root(settings.start), event.acting_as, verb, progress(settings))
    context.warn = lambda what: notify(what, settings)
    return context
