"""Where the files are that were attached to a case: a case that got another id took its own with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.folders import ATTACHMENTS
from casectl.core.case.model import REKEYED, Event

ATTACHED = "attached"


def attached_files(journal: Sequence[Event]) -> Iterator[tuple[int, Event, str]]:
    """Each event that attached a file: its place in the journal, the event, and where the file is now.

    Of several contents that clones of before gave one path, one has it and the others are beside it.
    """
    moves = [
        (f"{ATTACHMENTS}/{event.text('was')}/", f"{folder}/")
        for event in journal
        if event.kind == REKEYED and (folder := event.text("files"))
    ]
    named = [event for event in journal if event.kind == ATTACHED and event.text("file")]
    has_it = {event.text("file"): event.text("sha256") for event in sorted(named, key=_digest, reverse=True)}
    for number, event in enumerate(journal):
        if event.kind == ATTACHED and (file := event.text("file")):
            is_beside = has_it[file] != event.text("sha256")
            for before, after in moves:
                file = after + file.removeprefix(before) if file.startswith(before) else file
            yield number, event, beside(file, event.text("sha256")) if is_beside else file


def _digest(event: Event) -> str:
    return event.text("sha256")


def beside(path: str, digest: str) -> str:
    """The path of a file whose name begins with the beginning of the SHA-256 of its content."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{digest[:8]}-{name}"
