"""--archived: a list of the cases that are in the archive, and not of those in the casebook."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from casectl.cli.context import open_context
from casectl.cli.options import Settings
from casectl.core.case.archived import ARCHIVE
from casectl.core.values.messages import CasectlError
from casectl.render.language import _
from casectl.workspace import Workspace


def archived_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--archived, as `archived`."""
    return click.option(
        "--archived", is_flag=True, help=_("the cases in the archive, instead of those in the casebook")
    )(function)


def archive_beside(context: Workspace) -> Workspace | None:
    """The archive, with all that it has; None if the casebook has none, or it is not on this machine."""
    if not (context.root / ARCHIVE).is_dir():
        return None
    from casectl.assembly.archiving import archive_of  # few casebooks have one

    with suppress(CasectlError):  # doctor and check say what is wrong with it
        found = archive_of(context)
        return found.whole() if found else None
    return None


def listed_context(settings: Settings, *, archived: bool) -> Workspace:
    """The context of the casebook, or of its archive. Raises NotFound if that is not on this machine."""
    context = open_context(settings)
    if not archived:
        return context
    from casectl.assembly.archiving import archived_cases  # most lists are of the casebook

    return archived_cases(context)
