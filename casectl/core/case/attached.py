"""Where the files are that were attached to a case: a case that got another id took its own with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.event import REKEYED, Event
from casectl.core.case.folders import ATTACHMENTS

ATTACHED = "attached"


def attached_files(journal: Sequence[Event]) -> Iterator[tuple[int, Event, str]]:
    """Each event that attached a file: its place in the journal, the event, and where the file is now."""
    moves = [
        (f"{ATTACHMENTS}/{event.text('was')}/", f"{folder}/")
        for event in journal
        if event.kind == REKEYED and (folder := event.text("files"))
    ]
    for number, event in enumerate(journal):
        if event.kind == ATTACHED and (file := event.text("file")):
            for before, after in moves:
                file = after + file.removeprefix(before) if file.startswith(before) else file
            yield number, event, file
