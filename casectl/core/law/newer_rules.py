"""Events that came to stand after a change of the rules of which who recorded them did not know.

``git pull --rebase`` puts them there. What the rules from before the change allow, and those after it as well, has
broken neither: it is told, and is no fault. Whoever gains by the older ones has broken the newer ones. A case that was
opened counts by the older ones, as it would after a merge, if no regulatory deadline is later by them.
"""

from __future__ import annotations

from collections.abc import Collection

from casectl.core.case.model import Case, Event
from casectl.core.case.pins import UNDER
from casectl.core.law.deadlines import as_ruled, ruled_by
from casectl.core.law.in_force import RulesThen
from casectl.core.law.judging import judge
from casectl.core.law.moment import Moment
from casectl.core.law.pin_faults import Before, templates_after
from casectl.core.law.table import RULES
from casectl.core.law.verdict import Unjudged
from casectl.core.law.walking import Evidence, moments
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.tree import mapping_of, text_of
from casectl.core.values.value_class import replace

_DEADLINES, _OPENED = RULES["as_ruled"].code, "opened"


def lawful_by_both(
    case: Case, events: Collection[int], before: Before, rules_then: RulesThen, evidence: Evidence
) -> set[int]:
    """Which of the events of a case, given by number, are lawful by the rules that they name, and by those that were
    committed `before` them.

    What cannot be judged is not known to be; nor is what lets clocks count by other rules from then on.
    """
    lawful = {each for each in events if not _counts_otherwise(case.journal[each], before)}
    for each in (case, there := _as_recorded_there(case, events, before)) if lawful else ():
        found = judge(each, rules_then, evidence, min(events))
        faults = {verdict.number for verdict in found.verdicts if each is case or verdict.code != _DEADLINES}
        lawful -= faults | {left.number for left in found.unjudged}
    if lawful:
        later = (each for each in moments(there, rules_then, evidence, min(events)) if each.number in lawful)
        lawful -= {each.number for each in later if isinstance(each, Unjudged) or not _owes_as_soon(each)}
    return lawful


def _counts_otherwise(event: Event, before: Before) -> bool:
    """Whether clocks count by other versions from the event on than by those of the rules before it; of a case that is
    opened by versions that never were in force.
    """
    return any(
        version != before.files().get(path) and not (event.kind == _OPENED and before.had(path, version))
        for path, version in _rules(event).items()
    )


def _rules(event: Event) -> dict[str, str]:
    """The rule files by which clocks count from an event on, each with its version."""
    return {path: text_of(version) for path, version in event.mapping("rules").items() if "/" in path}


def _owes_as_soon(moment: Moment) -> bool:
    """Whether an event records the deadlines that the rules give; where it opens a case, whether no regulatory one is
    missing or later.
    """
    if moment.event.kind != _OPENED:
        return not [*as_ruled(moment)]
    ruled, template = ruled_by(moment), moment.in_force.rule_set.template
    dues = [[_due(each, clock.name) for each in (moment.event, ruled)]
            for clock in template.clocks if clock.kind == "regulatory"]  # fmt: skip
    return all(right is None or (written is not None and written <= right) for written, right in dues)


def _due(event: Event, clock: str) -> float | None:
    """The deadline of a clock by an event, in seconds."""
    due = text_of(mapping_of(event.mapping("clocks").get(clock)).get("due"))
    return to_seconds(parse_instant(due)) if due else None


def _as_recorded_there(case: Case, events: Collection[int], before: Before) -> Case:
    """The case with these events as if they had been recorded under the rules before them."""
    templates = templates_after(case)
    journal = tuple(
        _going_by(event, before, templates[number]) if number in events else event
        for number, event in enumerate(case.journal)
    )
    return replace(case, journal=journal)


def _going_by(event: Event, before: Before, template: str) -> Event:
    data = {**event.data, UNDER: {**event.mapping(UNDER), **before.pins(template)}}
    if event.kind == _OPENED and (rules := _rules(event)):
        data["rules"] = {**event.mapping("rules"), **{path: before.files().get(path, rules[path]) for path in rules}}
    return replace(event, data=data)
