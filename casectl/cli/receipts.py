"""What verbs that record share: the frame of the command, the stamp of an event, the receipt for what was recorded."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

import click

from casectl.actions.recording.proposal import EventStamp
from casectl.cli.context import open_context
from casectl.cli.exit_codes import drop_unwritten, reader_has_left
from casectl.cli.options import EventOptions, Settings, event_options, format_option
from casectl.cli.output import notify, write_view
from casectl.core.case.fold import templates_of
from casectl.core.reports import EarlierComplaints, Receipt
from casectl.core.template.labels import NO_LABELS, Labels
from casectl.core.values.messages import CasectlError, Message, Value, msg, reason_of
from casectl.render.views.records import receipt
from casectl.workspace import Workspace

Found = TypeVar("Found")


def records(function: Callable[..., Receipt]) -> Callable[..., int]:
    """A command that records one event: its function is given the casebook, the event's stamp and what else was typed,
    and what it recorded is written. --at, --as, --event-id, --late and --format are options of each.
    """

    @event_options
    @format_option
    @click.pass_obj
    @functools.wraps(function)
    def recorded(settings: Settings, /, *, event: EventOptions, format: str, **typed: Any) -> int:
        context = open_context(settings, event)
        return write_receipt(function(context, event_stamp(context, event), **typed), context, settings, format)

    return recorded


def event_stamp(context: Workspace, event: EventOptions) -> EventStamp:
    """The time of ``--at``, the id of ``--event-id`` and the text of ``--late``. Raises UsageError for no time."""
    at = context.typed_times.instant(event.at, past=True) if event.at else None
    return EventStamp(at, event.event_id, event.late)


def labels_of(context: Workspace, template: str) -> Labels:
    """The labels of a template; none if it cannot be used, since a receipt is written nevertheless."""
    try:
        return context.labels(template)
    except CasectlError:
        return NO_LABELS


def write_receipt(
    report: Receipt, context: Workspace, settings: Settings, format: str, before: EarlierComplaints | None = None
) -> int:
    """Write what a verb recorded; the exit code. What fails now (a full disk, say) is only reported."""

    def written() -> int:
        labels = {name: labels_of(context, name) for name in templates_of(report.case.journal)}
        return write_view(receipt(report, context.zone, context.now, labels, before), settings, format)

    return once_recorded(written, settings, _not_written) or 0


def _not_written(why: Value) -> Message:
    return msg("recorded, but the output could not be written: {reason}", reason=why)


def once_recorded(work: Callable[[], Found], settings: Settings, failed: Callable[[Value], Message]) -> Found | None:
    """What `work` finds or writes after the commit; None if it fails, which is only reported, as `failed` says with the
    reason: who sees a failure tries again, and it would be recorded twice.
    """
    try:
        return work()
    except OSError as error:
        if isinstance(error, BrokenPipeError) and reader_has_left():
            raise
        drop_unwritten()
        why = reason_of(error)
    except CasectlError as error:
        why = error.what
    except (OverflowError, ValueError) as error:
        why = str(error)
    notify(failed(why), settings)
    return None
