"""inspect: how somebody handled a case is marked, the person may appeal, and a third person decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from casectl.actions.context import Recording
from casectl.actions.lookup.draws import Draw, cases_drawn
from casectl.actions.lookup.find import find, read
from casectl.actions.lookup.lives import Counting
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, recorded_text, require_reason
from casectl.actions.recording.record import record
from casectl.core.case.inspections import APPEALED, DECIDED, INSPECTED, Inspection, handlers_of, inspections_in
from casectl.core.case.model import Case
from casectl.core.figures.inspection_report import Inspections, Listed, SheetLine
from casectl.core.query.clause import Clause
from casectl.core.query.selection import Selection
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.template.settings import INSPECT, Casebook
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import NotFound, Refused, UsageError, msg
from casectl.core.values.naming import one_meant, texts_of
from casectl.core.values.tree import Plain, Tree
from casectl.core.values.value_class import value_class


@value_class
class Marked:
    """Marks by line of the score sheet, as they were typed; whose handling ("": whose the draw is about, else who had
    the case last), in which draw the case is, and what is said to that person.
    """

    marks: tuple[str, ...]
    person: str = ""
    draw: Draw | None = None
    text: str = ""


class Inspecting(Recording, Counting, Protocol):
    """What recording an inspection needs, which looks at the draw that the case is in."""


def inspect(context: Inspecting, case_ref: str, marked: Marked, when: EventStamp) -> Receipt:
    """Record an inspection. Raises NotFound for an unknown case, person or line, UsageError for marks that are none or
    missing, Refused for somebody who had the case or may not inspect, and for a case that is not in the draw.
    """
    book = context.casebook
    named = book.person(marked.person).name if marked.person else ""
    found = find(context, case_ref)
    details: dict[str, Tree] = {"marks": _marks(book, marked.marks)}
    if marked.draw:
        named, draw = _drawn(context, found, named, marked.draw)
        details |= {"draw": draw}
    details |= {"text": recorded_text(marked.text)} if marked.text else {}

    def propose(case: Case, template: Template) -> Proposal:
        return Proposal([EventDraft(INSPECTED, {"person": named or _last_handler(case), **details})])

    return record(context, found, propose, when)


def _drawn(context: Counting, case: str, person: str, draw: Draw) -> tuple[str, str]:
    """Whose handling a case was drawn for, and the name of the draw; Refused where it is not in that draw."""
    name, rows, _ = cases_drawn(context, draw)
    if found := next((row for row in rows if row.case == case and person in ("", row.person)), None):
        return found.person, str(name)
    raise Refused(
        msg("{id} is not in the draw {name}", id=case, name=str(name)),
        hint=msg("casectl sample lists the cases in the draw; without --draw the case counts as chosen by hand"),
    )


def appeal(context: Recording, case_ref: str, which: str, reason: str, when: EventStamp) -> Receipt:
    """Appeal against the marks of one's own work. Raises UsageError without a reason, NotFound where there is no
    inspection, Refused for anybody else, and too late.
    """
    require_reason(reason)
    own = context.actor.name
    return _step(context, case_ref, which, APPEALED, {"reason": reason}, when, lambda each: each.person == own)


def decide(
    context: Recording, case_ref: str, which: str, marks: tuple[str, ...], reason: str, when: EventStamp
) -> Receipt:
    """Decide on an appeal: other marks, or ("no marks") those that were given. Raises as `appeal` and `inspect` do."""
    require_reason(reason)
    details: dict[str, Tree] = {"marks": _marks(context.casebook, marks)} if marks else {}
    return _step(context, case_ref, which, DECIDED, {**details, "reason": reason}, when,
                 lambda each: each.stage == "appealed")  # fmt: skip


def _step(
    context: Recording, case_ref: str, which: str, kind: str, details: Mapping[str, Tree], when: EventStamp,
    suits: Callable[[Inspection], bool],
) -> Receipt:  # fmt: skip
    """Record what follows on an inspection: the one that is named, or the only one that suits, else the only one."""

    def propose(case: Case, template: Template) -> Proposal:
        found = _meant(case, which, suits)
        about: dict[str, Tree] = {"inspection": found.id, "person": found.person}
        return Proposal([EventDraft(kind, {**about, **details})])

    return record(context, find(context, case_ref), propose, when)


def _meant(case: Case, which: str, suits: Callable[[Inspection], bool]) -> Inspection:
    every = inspections_in(case.journal)
    named = [each for each in every if which in (each.id, each.person)] if which else every
    found = [each for each in named if suits(each)] or named
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(msg("{id} has no such inspection", id=case.id), hint=msg("casectl inspect list --all"))
    listed = [msg("{id} ({person})", id=each.id, person=each.person) for each in found]
    raise NotFound(msg("{id} has several inspections: {inspections}", id=case.id, inspections=listed),
                   hint=msg("say which one you mean"))  # fmt: skip


def _marks(book: Casebook, typed: Iterable[str]) -> dict[str, Tree]:
    """The marks by line of the sheet, from ``name=4`` or its title. Raises UsageError for what is not written so."""
    lines = [(name, texts_of(title)) for name, title in book.inspections.marks]
    found: dict[str, Tree] = {}
    for each in typed:
        name, equals, mark = each.replace("\uff1d", "=").partition("=")
        if not equals:
            raise UsageError(
                msg("{text} is not a mark", text=each), hint=msg("write --mark {name}=4", name=lines[0][0])
            )
        unknown = msg("the score sheet has no line {name}", name=name)
        line = one_meant(name.strip(), lines, unknown, msg("casectl inspect sheet shows the lines"))
        if line in found:
            raise UsageError(msg("two marks are given for {name}", name=line))
        found[line] = Plain(mark.strip())
    return found


def _last_handler(case: Case) -> str:
    return case.header.owner or next(reversed(handlers_of(case)), "")


def sheet(context: Recording) -> list[SheetLine]:
    """The score sheet of the casebook."""
    return [SheetLine(*each) for each in context.casebook.inspections.marks]


def inspections(context: Recording, *, everybody: bool) -> Inspections:
    """One's own inspections, or all of them, the newest first: whose they are is said to them, to who inspected, and to
    whoever may inspect.
    """
    viewer, book = context.actor, context.casebook
    may = book.may(viewer, INSPECT)
    listing = context.excerpts(Selection(Clause("inspected > 0")))
    rows: list[Listed] = []
    for case in listing.cases:
        if not case.inspections or not (everybody or viewer.name in (each.person for each in case.inspections)):
            continue
        for found in inspections_in(read(context, case.id).journal):
            mine = found.person == viewer.name
            if everybody or mine:
                known = mine or may or found.event.by == viewer.name
                rows.append(Listed(case, found, found.person if known else ""))
    rows.sort(key=lambda each: to_seconds(each.found.event.at), reverse=True)
    return Inspections(rows, listing.unreadable)
