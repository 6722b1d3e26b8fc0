"""Files that stay as they were recorded: what was attached to a case, and the records of imports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from casectl.actions.context import Checking
from casectl.core.case.event import Event
from casectl.core.case.ids import case_path, is_case_id
from casectl.core.case.imported import FOLDER, record_path
from casectl.core.history.breach import Breach
from casectl.core.history.step import Side, Step
from casectl.core.history.step_faults import ATTACHMENTS
from casectl.core.values.messages import Message, msg

_KEPT = (f"{ATTACHMENTS}/", f"{FOLDER}/")


def kept_files(context: Checking, steps: Sequence[Step]) -> Iterator[Breach]:
    """What these steps themselves did to files that no commit changes."""
    for step in steps:
        for path, sides in step.files() if any(side.path.startswith(_KEPT) for side in step.sides) else ():
            if path.startswith(_KEPT) and sides[0].before and step.is_own(sides):
                is_record = path.startswith(FOLDER)
                found = _record(context, sides[0]) if is_record else _attached(context, step, sides[0])
                for code, what in found:
                    yield Breach(step.commit, path, code, what)


def _record(context: Checking, side: Side) -> Iterator[tuple[str, Message]]:
    """The name of a record is the digest of its content: one that is changed or gone says nothing any more."""
    old, new = _content(context, side.before), _content(context, side.after)
    if old is not None and record_path(old) == side.path and (new is None or record_path(new) != side.path):
        yield "B008", msg("the record of an import was changed")


def _attached(context: Checking, step: Step, side: Side) -> Iterator[tuple[str, Message]]:
    """A file that events of its case name is what was attached."""
    case = side.path.split("/")[1]
    data = context.ledger.blob(case_path(case), step.commit.id) if is_case_id(case) else None
    blob = context.ledger.blob_id(data) if data is not None else ""
    found = context.recorded_cases.case(case_path(case), blob) if blob else None
    named = [event for event in (found.journal if found else ()) if event.text("file") == side.path]
    if not named:
        return
    new = _content(context, side.after)
    if new is None:
        yield "C066", msg("{file} was attached and is gone", file=side.path)
    elif not any(_is_same(event, new) for event in named):
        yield "C067", msg("{file} is not what was attached: its content has changed", file=side.path)


def _is_same(event: Event, data: bytes) -> bool:
    size, digest = event.text("size"), event.text("sha256")
    return size in ("", str(len(data))) and digest in ("", sha256(data).hexdigest())


def _content(context: Checking, blob: str) -> bytes | None:
    return context.ledger.by_id(blob) if blob else None
