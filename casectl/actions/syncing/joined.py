"""What became of joins when two histories came together: a complaint that would be over, or be recorded unseen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from casectl.actions.context import Cases
from casectl.actions.lookup.find import case_in
from casectl.core.case.contacts import CONTACTED
from casectl.core.case.event import JOINED, MERGED, TOOK_OVER, Event
from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import effective_events
from casectl.core.case.ids import case_path
from casectl.core.case.model import Case
from casectl.core.history.step import Step
from casectl.core.template.model import JOINED_STATE
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import Message, msg

_Events = Mapping[str, frozenset[str]]
"""The ids of the events that came to cases, or went."""


def joins_to_look_at(context: Cases, commit: str, came: Iterable[Step], went: Iterable[Step]) -> Iterator[Message]:
    """What a person should know of the joins of the cases that were exchanged, each with the next step."""
    sides = _events(came), _events(went)
    for case in _cases(context, commit, sorted({*sides[0], *sides[1]})):
        if gone := _fell_away(case):
            yield gone
        if join := _join(case):
            for here, there in (sides, sides[::-1]):
                if join.id in here.get(case.id, ()):
                    yield from _unknown(context, commit, case, there)


def _events(steps: Iterable[Step]) -> _Events:
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for each in steps:
        if each.commit.case and len(each.parents) < 2:
            found[each.commit.case] |= {*each.commit.events}
    return found


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
    return msg("{case}: {by} joined {one} to {other}, which does not count because of an earlier join (casectl show"
               " {case})", case=case.id, by=gone.by, one=pair[0], other=pair[1])  # fmt: skip


def _unknown(context: Cases, commit: str, case: Case, there: _Events) -> Iterator[Message]:
    """What the other side, which did not know of the join, recorded in the two cases."""
    beside = [each for each in effective_events(case.journal) if each.id in there.get(case.id, ())]
    into, end = _end(context, commit, case)
    if any(each.kind == CONTACTED for each in beside):
        yield msg("{case} was joined to {other}, but had contact with the customer in the meantime (casectl merge"
                  " {path} {other} --reason TEXT)",
                  case=case.id, other=into, path=case_path(case.id))  # fmt: skip
    elif any(each.kind not in (JOINED, TOOK_OVER) for each in beside):
        yield msg("{case} was joined to {other}, but something was added to it in the meantime (casectl show {path})",
                  case=case.id, other=into, path=case_path(case.id))  # fmt: skip
    if end is None:
        yield msg("{case} was joined to {other}, which is not open (casectl show {path})",
                  case=case.id, other=into, path=case_path(case.id))  # fmt: skip
    elif end.header.closed_at and _last_step(end) in there.get(end.id, ()):
        yield msg("{case} was joined to {other}, which has been closed since (casectl reopen {other} --reason TEXT)",
                  case=case.id, other=end.id)  # fmt: skip


def _end(context: Cases, commit: str, case: Case) -> tuple[str, Case | None]:
    """The case in which a joined one goes on, by its id; None if it cannot be read, or leads back."""
    seen, found = {case.id: None}, case
    while join := _join(found):
        into = join.text("case")
        case = next(_cases(context, commit, [into]), found)
        if into in seen or case is found:
            return into, None
        seen[into], found = None, case
    return found.id, found


def _last_step(case: Case) -> str:
    return next((each.id for each in reversed(effective_events(case.journal)) if each.kind in ENTERING), "")
