"""Checks of what is attached to a case: each file is there, with the size and the digest that its event recorded."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from casectl.core.case.attached import attached_files
from casectl.core.case.model import Case, Event
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.values.messages import CasectlError, Finding, Message, msg

STRAY = "C142"


def stray(file: str) -> Message:
    """What is said of a file that nobody attached."""
    return msg("{file} is not recorded as an attachment: no event of a case mentions it", file=file)


def files_of(case: Case) -> tuple[str, ...]:
    """The files that were attached to a case, each once."""
    return tuple(dict.fromkeys(file for *_, file in attached_files(case.journal)))


def attachments(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Every file is there and is what was attached; committed or not, a swapped file is found."""
    for number, event, file in attached_files(case.journal):
        for code, what in _differences(event, file, context):
            yield finding_at(case, code, ("journal", number, "file"), context.with_commit(file, what))


def _differences(event: Event, file: str, context: CheckContext) -> Iterator[tuple[str, Message]]:
    size, digest = event.text("size"), event.text("sha256")
    try:
        data = context.content(file)
    except CasectlError as error:
        yield "C066", error.what
        return
    if data is None:
        yield "C066", msg("{file} was attached but is missing", file=file)
    elif size and size != str(len(data)):
        yield (
            "C067",
            msg("{file} had {size} bytes when it was attached, and has {now} now", file=file, size=size, now=len(data)),
        )
    elif digest and digest != sha256(data).hexdigest():
        yield "C067", msg("{file} is not what was attached: its content has changed", file=file)
