"""A case of the desk in memory, and what the law says of its events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event
from casectl.core.law.in_force import InForce
from casectl.core.law.judging import judge
from casectl.core.law.verdict import Verdict
from casectl.core.law.walking import Evidence
from casectl.core.template.model import Template
from casectl.core.time.instants import plus
from casectl.core.values.tree import Source, Tree
from tests.fakes.context import NOW, FakeContext

DESK = FakeContext()
READY: dict[str, Tree] = {
    "fields": {"cause": "a loose lid", "problem": "It came open", "customer": {"name": "Flora Fiction"}},
    "checklists": {"first": {"heard": "yes", "sorry": "yes"}},
}
"""The free part of a case in which no step lacks anything."""


def event(number: int, kind: str, by: str = "ada", /, **data: Tree) -> Event:
    """The event of this number, an hour after the one before."""
    return Event(f"event{number}", plus(NOW, timedelta(hours=number)), by, kind, data)


def opened(state: str = "new", /, **data: Tree) -> Event:
    """The opening of a case of ada's, in some state."""
    details: dict[str, Tree] = {"template": "plain", "to": state, "owner": "ada", "level": "1", **data}
    return event(0, "opened", **details)


def case_of(*journal: Event, free: Mapping[str, Tree] = READY) -> Case:
    """A case with these events."""
    return Case("C-1", "T", fold(journal), journal, {}, Source("f", {**free}))


def verdicts(
    *journal: Event,
    free: Mapping[str, Tree] = READY,
    template: Template | None = None,
    since: int = 0,
    imported: int = 0,
) -> list[Verdict]:
    """What the law says of these events from number `since` on, that of deadlines aside: these tests record none."""
    template = template or DESK.template("plain")
    in_force = InForce.of(DESK.casebook, template, DESK.rule_set("plain", {}))
    evidence = Evidence({**free}, plus(NOW, timedelta(days=9)), imported=imported)
    found = judge(case_of(*journal), lambda *_: in_force, evidence, since)
    return [each for each in found.verdicts if each.code != "C100"]


def said(*journal: Event, free: Mapping[str, Tree] = READY, template: Template | None = None) -> list[str]:
    """What is wrong with the last of these events, with all that is missing, and the hint in brackets."""
    found = verdicts(*journal, free=free, template=template, since=len(journal) - 1)
    lines = []
    for each in found:
        problems = "".join(f"; {problem}" for problem in each.fault.problems)
        hint = f" [{each.fault.hint}]" if each.fault.hint else ""
        lines.append(f"{each.fault.what}{problems}{hint}")
    return lines
