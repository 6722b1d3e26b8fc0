"""A case file that was saved from an old version over newer events, as an editor left open does."""

from __future__ import annotations

from contextlib import suppress

from casectl.actions.context import Reading
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import drift, read_case
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.values.messages import Message, Refused, Unreadable, counted, msg
from casectl.core.values.tree import list_of, mapping_of, text_of


def caught_up(context: Reading, recorded: Case, edited: Case) -> bytes | None:
    """The file with the recorded events that it lacks, and what was edited in it; None if it is not an older version,
    or if more than the free part was edited.

    Raises Refused for a value that was changed on both sides, and if nothing was edited.
    """
    path, known = case_path(recorded.id), edited.journal
    is_older = 0 < len(known) < len(recorded.journal) and recorded.journal[: len(known)] == known
    base = _version(context, path, edited) if is_older and not drift(edited, context.zone) else None
    if base is None:
        return None
    case, data = merged_file(
        context.documents, path, Sides(base, recorded.source.data, edited.source.data), context.zone
    )
    if case.journal != recorded.journal:
        both = [mapping_of(each) for event in case.journal for each in list_of(event.data.get("conflicts"))]
        raise Refused(
            msg("{path} was saved from an older version, and {names} changed in both",
                path=path, names=[text_of(each.get("about")) for each in both]),
            hint=msg("git checkout -- {path}, then edit it again", path=path),
        )  # fmt: skip
    if data == recorded.source.data:
        raise Refused(
            msg("{path} is an older version, with no edit to adopt", path=path),
            hint=msg("restore it: git checkout -- {path}", path=path),
        )
    return data


def _version(context: Reading, path: str, edited: Case) -> bytes | None:
    """The last recorded version of a case with just these events."""
    for each in reversed(context.ledger.history(path)):
        with suppress(Unreadable):
            if each.after is not None and read_case(context.documents.read(path, each.after)).journal == edited.journal:
                return each.after
    return None


def kept(recorded: Case, edited: Case) -> Message:
    """That newer events were put back into a file."""
    return counted(
        "the file was saved from an older version: {count} newer event is kept, and so is the edit",
        "the file was saved from an older version: {count} newer events are kept, and so is the edit",
        len(recorded.journal) - len(edited.journal),
    )
