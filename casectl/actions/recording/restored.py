"""A case whose file lost recorded events: to a stale editor, to ``git merge -X theirs``, to an edit by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TypeAlias

from casectl.actions.context import Reading
from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import drift, header_tree, in_order, read_case
from casectl.core.case.fold import fold
from casectl.core.case.governed import free_keys
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case, Event
from casectl.core.values.messages import Message, Refused, Unreadable, counted, msg
from casectl.core.values.tree import list_of, mapping_of, text_of

_Events: TypeAlias = dict[str, Event]


def restored(context: Reading, case: Case) -> Case:
    """The case with all events that its file ever had in the history of this branch, each as it was recorded first.

    A version that has what was lost is merged with the present one, as if two clones had gone on from where they
    parted. The same case if nothing is missing. Raises Refused where the versions cannot be merged.
    """
    versions = [*_versions(context, case)]
    first: _Events = {event.id: event for each in reversed(versions) for event in each.journal}
    found = _as_recorded(context, case, versions, first)
    while lost := first.keys() - _ids(found):
        number = max(number for number, each in enumerate(versions) if lost & _ids(each))
        version = _as_recorded(context, versions[number], versions, first)
        both = _ids(found) & _ids(version)
        base = next((each.source.data for each in reversed(versions[:number]) if _ids(each) <= both), None)
        sides = Sides(base, found.source.data, version.source.data)
        data = merged_file(context.documents, case.source.file, sides, context.zone)[1]
        found = read_case(context.documents.read(case.source.file, data))
    return found


def _ids(case: Case) -> set[str]:
    return {event.id for event in case.journal}


def _versions(context: Reading, case: Case) -> Iterator[Case]:
    """What the file was, oldest first, as far as it can be read and is this case."""
    path = case.source.file
    for data in dict.fromkeys(data for each in context.ledger.history(path) for data in (each.before, each.after)):
        with suppress(Unreadable):
            version = read_case(context.documents.read(path, data or b""))
            if version.id == case.id and version.journal[0].id == case.journal[0].id:
                yield version


def _as_recorded(context: Reading, case: Case, versions: Sequence[Case], first: _Events) -> Case:
    """The case with the events that were altered as they were, and the header that follows."""
    if all(event == first.get(event.id, event) for event in case.journal):
        return case
    blocks = {text_of(mapping_of(each).get("id")): each for version in reversed(versions)
              for each in list_of(version.tree.get("journal"))}  # fmt: skip
    journal = [blocks.get(event.id) or event.to_tree(context.zone) for event in case.journal]
    header = header_tree(case.id, fold(first.get(event.id, event) for event in case.journal), context.zone)
    tree = in_order({**header, **free_keys(case.tree), "journal": journal}, like=case.tree)
    data = context.documents.edit(case.source, tree)
    return read_case(context.documents.read(case.source.file, data))


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
