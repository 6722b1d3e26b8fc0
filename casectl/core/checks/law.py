"""The check that asks the law of every event of a case (`casectl.core.law`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.model import Case
from casectl.core.case.redress import redress_in
from casectl.core.checks.context import NOTHING_NEW, CheckContext, finding_at
from casectl.core.law.archiving import came_back
from casectl.core.law.edits import HandEdit, judge_edit
from casectl.core.law.gains import ALONE, may_by
from casectl.core.law.judging import judge
from casectl.core.law.newer_rules import lawful_by_both
from casectl.core.law.pin_faults import unlike
from casectl.core.law.table import RULES
from casectl.core.law.unclaimed import unclaimed
from casectl.core.law.verdict import Remark, Verdict, is_note, said
from casectl.core.law.walking import Evidence, Walks
from casectl.core.template.free_fields import free_part
from casectl.core.values.messages import Finding, Message, counted, msg
from casectl.core.values.tree import set_in
from casectl.core.values.value_class import replace


def law(case: Case, context: CheckContext) -> Iterator[Finding]:
    """No event breaks a rule; what was recorded before the casebook had its law is a note."""
    found = judge(case, context.rules_then, _evidence(case, context))
    for each in _at_any_time(case, context, found.verdicts) if context.unsaid else found.verdicts:
        if each.code == RULES["archiving"].code and came_back(case.journal, case.journal[each.number]):
            continue
        place = finding_at(case, each.code, ("journal", each.number, *each.fault.path), each.fault.what)
        yield Finding(place.place, each.code, said(each), is_note(each), each.people)
    for remark in found.remarks:
        if not may_by(context.casebook, remark.person, remark.permission):
            yield _had_for_a_while(case, remark)
    without_rules = [each.number for each in found.unjudged if not each.code]
    if without_rules and context.template:
        what = _not_judged(len(without_rules))
        yield Finding(finding_at(case, NOT_JUDGED, ("journal", without_rules[0]), what).place, NOT_JUDGED, what, True)


def _at_any_time(case: Case, context: CheckContext, found: Sequence[Verdict]) -> Iterator[Verdict]:
    """Those verdicts that do not depend on what somebody changed without an event: what was recorded before the change
    goes by the values before it, and what came after it by those since.
    """
    since = judge(case, context.rules_then, _evidence(case, replace(context, unsaid={}))) if found else None
    known = {(each.number, each.code) for each in since.verdicts} if since else set[tuple[int, str]]()
    return (each for each in found if (each.number, each.code) in known)


def _had_for_a_while(case: Case, remark: Remark) -> Finding:
    """That somebody had a permission neither when a clock began nor now, and used it in between."""
    event = case.journal[remark.number]
    what = msg("{person} postponed a regulatory deadline ({event} {id}), but held may: [{permission}] only for"
               " a time in between: they did not have it when the clock began, and do not have it now",
               person=remark.person, event=kind_of(event.kind).title, id=event.id,
               permission=remark.permission)  # fmt: skip
    place = finding_at(case, FOR_A_WHILE, ("journal", remark.number), what).place
    return Finding(place, FOR_A_WHILE, what, is_note=True)


def _evidence(case: Case, context: CheckContext) -> Evidence:
    """What is known of the case: an edit that no event says is judged by itself, so the events are by what was there
    before it.
    """
    new = context.not_committed
    recorded_at, before = dict.fromkeys(new.events, context.now), free_part(new.recorded) if new.recorded else {}
    free = free_part(case)
    edited = {name: old for name, (old, _) in unclaimed(new.recorded, case).items()} if new.recorded else {}
    for name, old in {**edited, **context.unsaid}.items():
        free = set_in(free, tuple(name.split(".")), old)
    return Evidence(free, context.now, recorded_at, context.imported, before=before, address=new.address,
                    walks=Walks(case.journal, context.headers))  # fmt: skip


NOT_JUDGED, WAITS, FOR_A_WHILE = "C123", "C190", "C134"


def _not_judged(count: int) -> Message:
    return counted(
        "not checked: {count} event, because its rules are not in this clone or cannot be read",
        "not checked: {count} events, because their rules are not in this clone or cannot be read",
        count,
    )


def all_not_judged(notes: Iterable[Finding]) -> Iterator[Finding]:
    """What was not judged in all cases together, as one note at the first place."""
    if found := sorted((each for each in notes if each.code == NOT_JUDGED), key=Finding.sort_key):
        yield Finding(found[0].place, NOT_JUDGED, _not_judged(sum(each.what.count for each in found)), is_note=True)


def not_committed(case: Case, context: CheckContext) -> Iterator[Finding]:
    """What the next commit would record is by who is at work, and goes by the committed rules."""
    if context.not_committed is NOTHING_NEW:
        return
    new, people = context.not_committed, {person.name for person in context.casebook.people}
    for number, event in enumerate(case.journal if new.person else ()):
        said = {event.by, event.text("via")}
        if event.id in new.events and new.person not in said and said & people:
            what = msg("event {id}, not committed yet, names {by} as its author, but git is set up for {person}",
                       id=event.id, by=event.by, person=new.person)  # fmt: skip
            yield finding_at(case, "H003", ("journal", number, "by"), what)
    found = [*unlike(case, new.events, new.before, context.imported)]
    numbers = {number for number, _ in found}
    lawful = lawful_by_both(case, numbers, new.before, context.rules_then, _evidence(case, context))
    for number, fault in found:
        what = msg("event {id}: {what}", id=case.journal[number].id, what=fault.what)
        place = finding_at(case, "C069", ("journal", number, *fault.path), what).place
        yield Finding(place, "C069", what, is_note=number in lawful)


def hand_edits(case: Case, context: CheckContext) -> Iterator[Finding]:
    """What was edited by hand and is not committed is what `adopt` would record."""
    old, new = context.not_committed.recorded, context.not_committed
    if old is None or not (names := [*unclaimed(old, case)]):
        return
    edit = HandEdit(old, free_part(case), names, new.person, context.now, new.before.pins(old.header.template))
    lawless, left_behind = judge_edit(edit, context.rules_then, context.now)
    for each in (*lawless, *filter(None, (left_behind,))):
        what = msg("{names} changed without being committed ({why})", names=names, why=said(each))
        place = finding_at(case, each.code, tuple(names[0].split(".")), what).place
        yield Finding(place, each.code, what, is_note(each), (new.person,))


def alone(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Notes of what somebody decided who was alone: whoever looks at the record later sees how often that was."""
    for number, event in enumerate(case.journal):
        if event.text(ALONE) == "yes":
            what = msg("{person} postponed a regulatory deadline ({event} {id}), and there was nobody else to decide on"
                       " it", person=event.by, event=kind_of(event.kind).title, id=event.id)  # fmt: skip
            yield Finding(finding_at(case, "C118", ("journal", number), what).place, "C118", what, is_note=True)


def waiting(case: Case, context: CheckContext) -> Iterator[Finding]:
    """Notes of offers of redress that wait for a second person."""
    for offer in redress_in(case.journal):
        if offer.waits:
            number = next(place for place, event in enumerate(case.journal) if event.id == offer.id)
            what = msg("redress offered by {by} ({id}) waits to be approved: {kind} {amount}", by=offer.offer.by,
                       id=offer.id, kind=REDRESS_KINDS.get(offer.kind, offer.kind), amount=offer.amount)  # fmt: skip
            yield Finding(finding_at(case, WAITS, ("journal", number), what).place, WAITS, what, is_note=True)


def grouped(notes: Iterable[Finding]) -> Iterator[Finding]:
    """The notes of each code as one, at the first place, which says how many there are."""
    by_code: dict[str, list[Finding]] = {}
    for each in sorted(notes, key=Finding.sort_key):
        by_code.setdefault(each.code, []).append(each)
    for code, found in by_code.items():
        what = counted(
            "{what} (before the casebook checked its rules: {count} event)",
            "{what} (before the casebook checked its rules: {count} events)",
            len(found),
            what=found[0].what,
        )
        yield Finding(found[0].place, code, what, is_note=True)
