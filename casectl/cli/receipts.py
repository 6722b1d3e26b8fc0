"""What verbs that record need: the stamp of an event, and the receipt for what was recorded."""

from __future__ import annotations

from casectl.actions.recording.proposal import EventStamp
from casectl.cli.exit_codes import drop_unwritten
from casectl.cli.options import EventOptions, Settings
from casectl.cli.output import notify, write_view
from casectl.core.case.fold import templates_of
from casectl.core.reports import EarlierComplaints, Receipt
from casectl.core.template.labels import NO_LABELS, Labels
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import msg
from casectl.core.values.os_errors import reason_of
from casectl.render.records import receipt
from casectl.workspace import Workspace


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
    try:
        labels = {name: labels_of(context, name) for name in templates_of(report.case.journal)}
        return write_view(receipt(report, context.zone, context.now, labels, before), settings, format)
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_unwritten()
        notify(msg("recorded, but the output could not be written: {reason}", reason=reason_of(error)), settings)
        return 0
    except (CasectlError, OverflowError, ValueError) as error:
        notify(msg("recorded, but the output could not be written: {reason}", reason=str(error)), settings)
        return 0
