"""reconcile: decide what a merge left open."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.actions.recording.recorded_text import require_reason
from casectl.core.case.model import Case, Conflict
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_keys, free_part, with_changes
from casectl.core.template.model import Template
from casectl.core.values.errors import NotFound, Refused, UsageError
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, set_in, text_of
from casectl.core.values.value_class import value_class

_VERBS = {
    "state": "casectl advance {id} {value}",
    "owner": "casectl assign {id} {value}",
    "due": "casectl override {id} {name} --due '{value}'",
}
"""The verb that makes the other side's value count, where that is more than a value."""


@value_class
class Decision:
    """What was decided: about what (nothing named: all that is open), whether the `other` side counts, and why."""

    about: tuple[str, ...] = ()
    other: bool = False
    reason: str = ""


def reconcile(context: Recording, case_ref: str, decision: Decision, when: EventStamp) -> Receipt:
    """Settle conflicts of a merge: what counts now is kept, or a value of the other side is taken.

    Raises UsageError without a reason; NotFound for an unknown case or conflict; Refused if nothing is open, or if the
    other side's state, owner or deadline is wanted, which takes a verb of its own.
    """
    require_reason(decision.reason)

    def propose(case: Case, template: Template) -> Proposal:
        chosen = _chosen(case, decision.about)
        free = _taken(case, template, chosen) if decision.other else free_part(case)
        changed = changed_keys(free_part(case), free)
        events = [
            EventDraft("reconciled", _details(each, chosen, changed if not number else (), decision.reason))
            for number, each in enumerate(dict.fromkeys(conflict.event for conflict in chosen))
        ]
        return Proposal(events, free if changed else None)

    return record(context, find(context, case_ref), propose, when)


def _details(merge: str, chosen: Sequence[Conflict], changed: Sequence[str], reason: str) -> dict[str, Tree]:
    about: list[Tree] = [each.about for each in chosen if each.event == merge]
    names: dict[str, Tree] = {"changed": [*changed]} if changed else {}
    return {"merge": merge, "about": about, **names, "reason": reason}


def _chosen(case: Case, about: Sequence[str]) -> list[Conflict]:
    open_ones = case.header.conflicts
    if not open_ones:
        raise Refused(msg("no merge of {id} needs a decision", id=case.id))
    known = [each.about for each in open_ones]
    unknown = [name for name in about if name not in known and f"fields.{name}" not in known]
    if unknown:
        raise NotFound(
            msg("{names} of {id} needs no decision", names=unknown, id=case.id),
            hint=msg("still to be decided: {known}", known=known),
        )
    return [each for each in open_ones if not about or {each.about, each.about.removeprefix("fields.")} & {*about}]


def _taken(case: Case, template: Template, chosen: Sequence[Conflict]) -> dict[str, Tree]:
    """The free part with the other side's values. Raises Refused, naming the verbs, for what is no value."""
    free, problems = free_part(case), list[Message]()
    for conflict in chosen:
        value, kind = other_value(case, conflict), conflict.about.partition(".")[0]
        if kind in _VERBS:
            typed = _VERBS[kind].format(id=case.id, value=value, name=conflict.about.partition(".")[2])
            problems.append(msg("{about}: {command}", about=conflict.about, command=typed))
        elif kind in ("title", "fields"):
            free = with_changes(free, template, [(conflict.about.removeprefix("fields."), value)], ())
        else:
            free = set_in(free, tuple(conflict.about.split(".")), value or None)
    if problems:
        raise Refused(
            msg("the other side's value must be set with its own command"),
            problems=problems,
            hint=msg("then record that it is settled: casectl reconcile {id} --reason TEXT", id=case.id),
        )
    return free


def other_value(case: Case, conflict: Conflict) -> str:
    """What the other side has, as the merge recorded it. Raises UsageError if that is no longer in the journal."""
    event = case.event(conflict.event)
    for each in map(mapping_of, list_of(event.data.get("conflicts")) if event else ()):
        if each.get("about") == conflict.about:
            return text_of(mapping_of(each.get("other")).get("is"))
    raise UsageError(msg("event {event} does not contain the other side's value", event=conflict.event))
