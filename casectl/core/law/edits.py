"""Edits of a case's free part that no event says, judged as the event that `adopt` would record of them.

So nobody does with a text editor and git what `set` and `adopt` refuse. The clocks and follow-ups that would move with
the edit are the event's: without one, what is owed and the field that it comes from say different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from casectl.core.case.fold import with_event
from casectl.core.case.kinds.changed import ADOPTED
from casectl.core.case.model import Case, Event
from casectl.core.case.owed import PROMISE
from casectl.core.case.pins import pins_of, with_pins
from casectl.core.case.renamed_fields import by_both_names
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext, versions_of
from casectl.core.clocks.settings_then import SettingsThen
from casectl.core.law.in_force import InForce, RulesThen
from casectl.core.law.judging import judge
from casectl.core.law.verdict import Fault, Verdict
from casectl.core.law.walking import Evidence, settings_of
from casectl.core.template.free_fields import free_part
from casectl.core.values.messages import CasectlError, Value, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import value_class

_ID = "hand-edit"


@value_class
class HandEdit:
    """The dotted `names` that somebody, `by`, changed at `at` in the free part of the case `old`, to what is in `free`;
    `pins` are the versions of rule files that an event of it would go by.
    """

    old: Case
    free: dict[str, Tree]
    names: Sequence[str]
    by: str
    at: datetime
    pins: Mapping[str, str]


def judge_edit(edit: HandEdit, rules_then: RulesThen, now: datetime) -> tuple[list[Verdict], Verdict | None]:
    """What the law has against an edit; and that it leaves clocks or follow-ups behind, if it does.

    What only marks an event, such as that somebody is alone, is nothing against an edit.
    """
    old, number = edit.old, len(edit.old.journal)
    bare = with_pins(Event(_ID, edit.at, edit.by, ADOPTED.name, {"changed": [*edit.names]}), old.journal, edit.pins)
    force = rules_then(old.header.template, pins_of((*old.journal, bare)), versions_of(old.journal))
    if force is None:
        return [], None
    event = _whole(bare, edit, force, rules_then)
    case = with_event(old, event)
    found = judge(case, rules_then, Evidence(edit.free, now, {_ID: edit.at}, before=free_part(old)), number).verdicts
    lawless = [each for each in found if not each.fault.mark]
    if left := [*_left_behind(event, old)]:
        fault = Fault(msg("the deadlines that depend on it were not updated: {names}", names=left))
        return lawless, Verdict(number, _ID, edit.by, "C100", fault, force.is_law)
    return lawless, None


def _whole(event: Event, edit: HandEdit, force: InForce, rules_then: RulesThen) -> Event:
    """The event with its consequences, as far as they can be worked out: the types of fields have their own check."""
    fields = by_both_names(mapping_of(edit.free.get("fields")), force.template.renamed.fields)
    then = SettingsThen(edit.old.journal, force.casebook, settings_of(rules_then))
    rules = ClockContext(force.template, force.rule_set, fields, force.zone, None, then.late_entries)
    try:
        return with_consequences(event, edit.old, rules)
    except (CasectlError, OverflowError):
        return event


def _left_behind(event: Event, old: Case) -> Iterator[Value]:
    """What an event would do to clocks and follow-ups, by name."""
    yield from event.mapping("clocks")
    ended = {text_of(each) for each in list_of(event.data.get("cancels"))}
    named = {each.what if each.kind == PROMISE else each.rule for each in old.header.follow_ups if each.id in ended}
    for each in map(mapping_of, list_of(event.data.get("follow_ups"))):
        named.add(text_of(each.get("what") if each.get("kind") == PROMISE else each.get("rule")))
    yield from sorted(named)
