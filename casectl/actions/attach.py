"""attach: keep a file with a case."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.attached_file import attached_file
from casectl.actions.recording.proposal import EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template


def attach(context: Recording, case_ref: str, name: str, content: bytes, when: EventStamp) -> Receipt:
    """Keep a file under ``attachments/<case>/`` and record its path, its size in bytes and its SHA-256.

    Raises NotFound for an unknown case, and as `attached_file` does.
    """
    case_id = find(context, case_ref)

    def propose(case: Case, template: Template) -> Proposal:
        taken = {event.text("file"): event.text("sha256") for event in case.journal if event.kind == "attached"}
        file = attached_file(case_id, name, content, taken)
        return Proposal([file.event], files={file.path: file.content})

    return record(context, case_id, propose, when)
