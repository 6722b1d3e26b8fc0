"""reconcile: decide what a merge left open."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find, named, read
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal, require_reason
from casectl.actions.recording.record import record
from casectl.core.case.contacts import CONTACTED
from casectl.core.case.ids import case_path
from casectl.core.case.model import JOINED, TOOK_OVER, Case, Conflict
from casectl.core.merge.answers import ANSWERED
from casectl.core.merge.undecided import both_sides, value_now
from casectl.core.reports import Receipt
from casectl.core.template.free_fields import changed_keys, free_part, with_changes
from casectl.core.template.model import Template
from casectl.core.values.messages import CasectlError, Message, NotFound, Refused, Typed, msg
from casectl.core.values.tree import Tree, set_in, text_of
from casectl.core.values.value_class import value_class

_MORE = ANSWERED | {"state", "owner", "due", JOINED, TOOK_OVER}
"""What conflicts may be about that is more than a value of the free part."""


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

    return record(context, _meant(context, case_ref), propose, when)


def _meant(context: Recording, case_ref: str) -> str:
    """The case that is named: one that was joined to another is meant itself, as long as something is open in it."""
    found = named(context, case_ref)
    with suppress(CasectlError):  # one that cannot be read is no other one
        return found if read(context, found).header.conflicts else find(context, case_ref)
    return found


def _details(merge: str, chosen: Sequence[Conflict], changed: Sequence[str], reason: str) -> dict[str, Tree]:
    about: list[Tree] = [each.about for each in chosen if each.event == merge]
    names: dict[str, Tree] = {"changed": [*changed]} if changed else {}
    return {"merge": merge, "about": about, **names, "reason": reason}


def _chosen(case: Case, about: Sequence[str]) -> list[Conflict]:
    open_ones = case.header.conflicts
    if not open_ones:
        raise Refused(msg("no merge of {id} is waiting for a decision", id=case.id))
    known = [each.about for each in open_ones]
    unknown = [name for name in about if name not in known and f"fields.{name}" not in known]
    if unknown:
        raise NotFound(
            msg("no decision is needed on {names} in {id}", names=unknown, id=case.id),
            hint=msg("still to be decided: {known}", known=known),
        )
    return [each for each in open_ones if not about or {each.about, each.about.removeprefix("fields.")} & {*about}]


def _taken(case: Case, template: Template, chosen: Sequence[Conflict]) -> dict[str, Tree]:
    """The free part with the other side's values. Raises Refused, naming the verbs, for what is no value."""
    free, problems = free_part(case), list[Message]()
    for conflict in chosen:
        value, kind = text_of(both_sides(case, conflict).other.get("is")), conflict.about.partition(".")[0]
        if typed := _verb(case, template, conflict):
            problems.append(msg("{about}: {command}", about=conflict.about, command=Typed(typed)))
        elif kind in _MORE:
            continue
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


def _verb(case: Case, template: Template, conflict: Conflict) -> str:
    """The command that makes the other side's value count, where that is more than a value and does not count yet."""
    kind, _, name = conflict.about.partition(".")
    kept, other = both_sides(case, conflict)
    value, into, workflow = text_of(other.get("is")), text_of(kept.get("is")), template.workflow
    if value == value_now(case, conflict.about):
        return ""
    if kind == "state":
        steps = {step.target for step in workflow.steps_from(case.header.state)}
        is_over = workflow.category(case.header.state) == "closed" and value not in steps
        return f"casectl reopen {case.id} --reason TEXT" if is_over else f"casectl advance {case.id} {value}"
    if kind == "owner":
        owner, _, to = value.partition(" → ")
        return f"casectl handoff {case.id} {to} --reason TEXT" if to else f"casectl assign {case.id} {owner}"
    if kind == "due":
        return f"casectl override {case.id} {name} --due '{value}' --reason TEXT"
    if kind == JOINED:
        verb = "merge" if value == CONTACTED else "show"
        return f"casectl {verb} {case_path(case.id)}{f' {into} --reason TEXT' if verb == 'merge' else ''}"
    is_over = kind == TOOK_OVER and workflow.category(case.header.state) == "closed"
    return f"casectl reopen {case.id} --reason TEXT" if is_over else ""
