"""Checks of a journal, and of the header against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.core.case.compose import drift
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.governed import way_to_change
from casectl.core.case.model import JOINED, TOOK_OVER, Case
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.merge.answers import ANSWERED
from casectl.core.merge.undecided import title_of
from casectl.core.values.messages import Finding, msg


def state(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The state is one of the template's."""
    if context.template is None:
        return
    workflow = context.template.workflow
    if not workflow.state(case.header.state):
        yield finding_at(
            case,
            "C040",
            ("state",),
            msg("{state} is not a state of {template}", state=case.header.state or "-", template=context.template.name),
        )


def header(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The governed header is the fold of the journal."""
    for each in drift(case, context.zone):
        what = msg("{key} is {written}, but the journal says {folded}; casectl adopt --refold {id} restores the"
                   " journal's value; {way}",
                   key=each.key, written=each.written, folded=each.folded, id=case.id,
                   way=way_to_change(each.key, case.id))  # fmt: skip
        yield finding_at(case, "C050", (each.key,), what)


def journal(case: Case, context: CheckContext) -> Iterator[Finding]:
    """The journal only grows: every event in HEAD is still there, unaltered and in its place; ids are unique."""
    seen: dict[str, int] = {}
    for number, event in enumerate(case.journal):
        if event.id in seen:
            yield finding_at(case, "C060", ("journal", number), msg("event {id} occurs twice", id=event.id))
        seen.setdefault(event.id, number)
        if event.kind not in EVENT_KINDS:
            yield finding_at(case, "C061", ("journal", number), msg("{kind} is not a kind of event", kind=event.kind))
    if case.journal is not context.recorded or len(seen) < len(case.journal):
        yield from _unlike_recorded(case, context, seen)
    if case.journal[0].kind != "opened":
        yield finding_at(case, "C064", ("journal", 0), msg("the journal must begin with the event opened"))


def _unlike_recorded(case: Case, context: CheckContext, seen: Mapping[str, int]) -> Iterator[Finding]:
    """What is not as HEAD has it, given the number of the first event of each id."""
    is_older = case.journal == context.recorded[: len(case.journal)]
    for event in context.recorded:
        if event.id not in seen:
            what = msg("event {id} is in the last commit, but was removed from the file", id=event.id)
            if is_older:
                what = msg("{what}; the file is based on an older version of the case: casectl adopt {case}"
                           " keeps both the event and your edit",
                           what=what, case=case.id)  # fmt: skip
            yield finding_at(case, "C062", ("journal",), what)
    kept = [event for event in context.recorded if event.id in seen]
    for event in kept:
        if case.journal[seen[event.id]] != event:
            what = msg("event {id} was altered since it was recorded", id=event.id)
            yield finding_at(case, "C063", ("journal", seen[event.id]), what)
    moved = next((id for id, event in zip(seen, kept, strict=False) if id != event.id), "")
    if moved:
        what = msg("event {id} was put before events recorded earlier", id=moved)
        yield finding_at(case, "C063", ("journal", seen[moved]), what)


_TOLD = ANSWERED | {JOINED, TOOK_OVER}
"""What conflicts may be about that is more than a value."""


def undecided(case: Case, context: CheckContext) -> Iterator[Finding]:
    """What a merge left to be decided, which is nobody's fault."""
    numbers = {event.id: number for number, event in enumerate(case.journal)} if case.header.conflicts else {}
    for each in case.header.conflicts:
        if each.about.partition(".")[0] in _TOLD:
            what = msg("{what}; casectl reconcile {id} --reason TEXT settles it", what=title_of(case, each), id=case.id)
        else:
            what = msg("{about} was changed on both sides of a merge; casectl show {id} has both,"
                       " casectl reconcile {id} --reason TEXT settles it",
                       about=each.about, id=case.id)  # fmt: skip
        place = finding_at(case, "C122", ("journal", numbers[each.event]), what)
        yield Finding(place.place, "C122", what, is_note=True)
