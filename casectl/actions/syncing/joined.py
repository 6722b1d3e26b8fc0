"""What became of joins when two histories came together: a complaint that would be over, or be recorded unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress

from casectl.actions.context import Cases
from casectl.actions.lookup.find import case_in
from casectl.core.case.fold import effective_events
from casectl.core.case.ids import case_path
from casectl.core.case.model import JOINED, MERGED, Case, Event
from casectl.core.history.step import Step
from casectl.core.template.model import JOINED_STATE
from casectl.core.values.messages import CasectlError, Message, msg


def joins_to_look_at(context: Cases, commit: str, steps: Iterable[Step]) -> Iterator[Message]:
    """What became of the joins of the cases that were exchanged, where they do not count or lead nowhere."""
    ids = {each.commit.case for each in steps if each.commit.case and len(each.parents) < 2}
    for case in _cases(context, commit, sorted(ids)):
        if gone := _fell_away(case):
            yield gone
        if (join := _join(case)) and not _goes_on(context, commit, case):
            yield msg("{case} was merged into {other}, which is not open (casectl show {path})",
                      case=case.id, other=join.text("case"), path=case_path(case.id))  # fmt: skip


def _cases(context: Cases, commit: str, ids: Iterable[str]) -> Iterator[Case]:
    for path, data in context.ledger.blobs(map(case_path, ids), commit):
        with suppress(CasectlError):  # what cannot be read is found by itself
            yield case_in(context, path, data or b"")


def _join(case: Case) -> Event | None:
    """The join by which the case is over."""
    joins = (each for each in reversed(effective_events(case.journal)) if each.kind == JOINED)
    return next(joins, None) if case.header.state == JOINED_STATE.name else None


def _fell_away(case: Case) -> Message | None:
    """That the merge with which its history ends chose one of two joins."""
    last = case.journal[-1]
    gone = next((each for each in case.journal if last.kind == MERGED and each.id in last.takes_back), None)
    if gone is None:
        return None
    pair = (case.id, gone.text("case")) if gone.kind == JOINED else (gone.text("case"), case.id)
    return msg("{case}: the merge of {one} into {other} by {by} does not count, because there was an earlier"
               " merge (casectl show {case})", case=case.id, by=gone.by, one=pair[0], other=pair[1])  # fmt: skip


def _goes_on(context: Cases, commit: str, case: Case) -> bool:
    """Whether there is a case in which a joined one goes on: it can be read, and does not lead back."""
    seen, found = {case.id: None}, case
    while join := _join(found):
        into = join.text("case")
        case = next(_cases(context, commit, [into]), found)
        if into in seen or case is found:
            return False
        seen[into], found = None, case
    return True
