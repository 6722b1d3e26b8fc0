"""The check that asks the law of every event of a case (`casectl.core.law`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casectl.core.case.model import Case
from casectl.core.checks.context import CheckContext, finding_at
from casectl.core.law.judging import judge
from casectl.core.law.verdict import Verdict
from casectl.core.law.walking import Evidence
from casectl.core.template.free_fields import free_part
from casectl.core.values.findings import Finding
from casectl.core.values.messages import Message, counted, msg

BEFORE_THE_LAW = ("C041", "C090", "C091", "C092", "C093")
"""The codes of rules that held before casebooks had a law, so that they are findings wherever they are broken."""


def law(case: Case, context: CheckContext) -> Iterator[Finding]:
    """No event breaks a rule; what was recorded before the casebook had its law is a note."""
    evidence = Evidence(free_part(case), context.now, imported=context.imported)
    for each in judge(case, context.rules_then, evidence).verdicts:
        place = finding_at(case, each.code, ("journal", each.number, *each.fault.path), each.fault.what)
        yield Finding(place.place, each.code, _said(each), is_note=is_note(each))


def is_note(verdict: Verdict) -> bool:
    """Whether a verdict is only a note: the event is older than the casebook's law, and the rule came with it."""
    return not verdict.under_law and verdict.code not in BEFORE_THE_LAW


def grouped(notes: Iterable[Finding]) -> Iterator[Finding]:
    """The notes of each code as one, at the first place, which says how many there are."""
    by_code: dict[str, list[Finding]] = {}
    for each in sorted(notes, key=Finding.sort_key):
        by_code.setdefault(each.code, []).append(each)
    for code, found in by_code.items():
        what = counted(
            "{what} (before the casebook had its law: {count} event)",
            "{what} (before the casebook had its law: {count} events)",
            len(found),
            what=found[0].what,
        )
        yield Finding(found[0].place, code, what, is_note=True)


def _said(verdict: Verdict) -> Message:
    """What is wrong with an event, with all that was missing."""
    problems = verdict.fault.problems
    what = verdict.fault.what
    return (
        msg("{person}: {what}: {problems}", person=verdict.person, what=what, problems=problems)
        if problems
        else (msg("{person}: {what}", person=verdict.person, what=what))
    )
