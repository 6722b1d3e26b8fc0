"""From what was typed to what an action takes: the casebook at work, and when an event is said to have happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from casectl.adapters.files.casebook_root import find_root
from casectl.cli.boundary import drop_unwritten
from casectl.cli.options import EventOptions, Settings
from casectl.cli.output import put, tell
from casectl.cli.progress import progress
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import msg
from casectl.workspace import Workspace

if TYPE_CHECKING:  # lists record nothing
    from casectl.actions.proposal import When
    from casectl.core.reports import Precedents, Receipt
    from casectl.core.template.labels import Glossary

_AS_USUAL = EventOptions()


def open_desk(settings: Settings, how: EventOptions = _AS_USUAL) -> Workspace:
    """The casebook around where the command was started. Raises RepositoryTrouble if there is none."""
    verb = click.get_current_context().info_name or ""
    desk = Workspace(find_root(settings.start), how.acting_as, verb, progress(settings))
    desk.warn = lambda what: tell(what, settings)
    return desk


def when(desk: Workspace, how: EventOptions) -> When:
    """``--at`` and ``--event-id``, understood. Raises Misused for what is no moment."""
    from casectl.actions.proposal import When

    return When(desk.moment(how.at) if how.at else None, how.event_id)


def terms_of(desk: Workspace, template: str) -> Glossary:
    """What a template calls things; nothing if it cannot be used, since what happened is told all the same."""
    from casectl.core.template.labels import Glossary

    try:
        return desk.glossary(template)
    except CasectlError:
        return Glossary({}, {}, {})


def put_receipt(
    report: Receipt, desk: Workspace, settings: Settings, format: str, before: Precedents | None = None
) -> int:
    """Write what a verb recorded; the exit code. It is recorded, so a full disk behind stdout is no failure."""
    from casectl.core.values.os_errors import reason_of
    from casectl.render.records import receipt

    try:
        terms = terms_of(desk, report.case.header.template)
        return put(receipt(report, desk.zone, desk.now, terms, before), settings, format)
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_unwritten()
        tell(msg("recorded, but that could not be written out: {reason}", reason=reason_of(error)), settings)
        return 0
