"""Events that came to stand after a change of the rules of which who recorded them did not know.

``git pull --rebase`` puts them there. What the rules from before the change allow, and those after it as well, has
broken neither: it is told, and is no fault. Whoever gains by the older ones has broken the newer ones.
"""

from __future__ import annotations

from collections.abc import Collection

from casectl.core.case.event import Event
from casectl.core.case.model import Case
from casectl.core.case.pins import UNDER
from casectl.core.law.in_force import RulesThen
from casectl.core.law.judging import judge
from casectl.core.law.pin_faults import Before, templates_after
from casectl.core.law.walking import Evidence
from casectl.core.values.tree import text_of
from casectl.core.values.value_class import replace


def lawful_by_both(
    case: Case, events: Collection[int], before: Before, rules_then: RulesThen, evidence: Evidence
) -> set[int]:
    """Which of the events of a case, given by number, are lawful by the rules that they name, and by those that were
    committed `before` them.

    What cannot be judged is not known to be; nor is what lets clocks count by other rules from then on.
    """
    lawful = {each for each in events if not _counts_otherwise(case.journal[each], before)}
    for each in (case, _as_recorded_there(case, events, before)) if lawful else ():
        found = judge(each, rules_then, evidence, min(events))
        lawful -= {verdict.number for verdict in found.verdicts} | {left.number for left in found.unjudged}
    return lawful


def _counts_otherwise(event: Event, before: Before) -> bool:
    """Whether clocks count by other versions from the event on than by those of the rules before it."""
    rules = event.mapping("rules")
    return any(before.files().get(path) != text_of(version) for path, version in rules.items() if "/" in path)


def _as_recorded_there(case: Case, events: Collection[int], before: Before) -> Case:
    """The case with these events as if they had been recorded under the rules before them."""
    templates = templates_after(case)
    journal = tuple(
        _going_by(event, before, templates[number]) if number in events else event
        for number, event in enumerate(case.journal)
    )
    return replace(case, journal=journal)


def _going_by(event: Event, before: Before, template: str) -> Event:
    return replace(event, data={**event.data, UNDER: {**event.mapping(UNDER), **before.pins(template)}})
