"""Ids of new events that events of other cases have already: git looks through the other cases, and none is judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from casectl.actions.checking.parted import versions_at
from casectl.actions.context import Checking
from casectl.core.case.folders import CASES
from casectl.core.checks.verdict import Verdict
from casectl.core.values.messages import CasectlError, Finding, Message, msg
from casectl.core.values.tree import Position, Source, list_of, mapping_of, text_of

CODE = "H011"


def said(event: str) -> Message:
    """That two cases have an event of this id."""
    return msg("event {id} is in another case too", id=event)


def used_twice(context: Checking, new: Mapping[str, str], commit: str) -> Iterator[tuple[str, str]]:
    """The `new` events (the file of each by its id) that a commit has in another case, each with that case's file.

    Nothing of a clone that was made without the contents of old files: they would have to be fetched.
    """
    if not new or context.ledger.is_partial():
        return
    for event, paths in context.changes.holders(new, CASES, commit).items():
        for path in sorted(paths - {new[event]}):
            if any(case.event(event) for case in versions_at(context, [commit], path)):
                yield event, path


def twice_in_files(context: Checking, verdicts: Iterable[Verdict]) -> Iterator[Finding]:
    """Events of the files that no commit has yet, whose ids other cases have: in HEAD, or not committed either."""
    new = [(event, each.path) for each in verdicts for event in each.new]
    first = dict(reversed(new))
    head = context.changes.head()[1] if first else ""
    found = {(event, first[event]) for event, _ in used_twice(context, first, head)} if head else set()
    found |= {each for event, path in new if path != first[event] for each in ((event, path), (event, first[event]))}
    for event, path in sorted(found):
        yield Finding(_place(context, path, event), CODE, said(event))


def _place(context: Checking, path: str, event: str) -> Position:
    """Where a file has an event."""
    with suppress(CasectlError):
        source = context.documents.read(path, context.store.read(path) or b"")
        return source.place("journal", _number(source, event), "id")
    return Position(path)


def _number(source: Source, event: str) -> int:
    ids = [text_of(mapping_of(each).get("id")) for each in list_of(source.tree.get("journal"))]
    return ids.index(event) if event in ids else 0
