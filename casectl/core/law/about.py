"""Rules on whom a complaint is about: that person neither gets nor handles it, and is changed as it is allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from casectl.core.case.model import RENAMED, RETYPED, UNDONE
from casectl.core.law.moment import Moment
from casectl.core.law.unclaimed import claimed_by
from casectl.core.law.verdict import Fault
from casectl.core.template.settings import Person
from casectl.core.values.messages import msg
from casectl.core.values.tree import get_in, text_of
from casectl.core.workflow.permissions import not_permitted

_STATEMENTS = frozenset({"opened", "noted", "attached", "offered", "returned", RENAMED})
"""What anybody may do: say something, hand over papers, and give the case to somebody else. A new name of the state
comes along with whatever is recorded next.
"""
_STEPS = frozenset({"advanced", "reopened"})
_NAMING = frozenset({"changed", "adopted"})


def not_about_receiver(moment: Moment) -> Iterator[Fault]:
    """Nobody is given a case about themselves."""
    event = moment.event
    receiver = moment.in_force.people.get(event.text("to" if event.kind != "opened" else "owner"))
    if receiver and _is_about(moment, receiver):
        yield Fault(msg("the complaint is about {person}, who may not handle it", person=receiver.name))


def handles(kind: str, _: Collection[str]) -> bool:
    """Whether events of a kind may handle a case: people may say what they have to say, and give the case away."""
    return kind not in _STATEMENTS


def not_about_handler(moment: Moment) -> Iterator[Fault]:
    """Nobody handles a case about themselves, by whatever act, nor does another take a step of one that they own.

    They may take a call.
    """
    if not moment.not_to_handle or _is_statement(moment):
        return
    if not moment.before and not any(map(moment.field, moment.not_to_handle)):
        return
    owner = moment.in_force.people.get(moment.case.header.owner) if moment.event.kind in _STEPS else None
    people = {each.name: each for each in (moment.actor, moment.keyboard, owner) if each}
    for person in people.values():
        if _is_about(moment, person):
            yield Fault(
                msg("the complaint is about {person}, who may not handle it", person=person.name),
                hint=msg("somebody else has to do it; {person} can add a note: casectl note {id} TEXT",
                         id=moment.case.id, person=person.name),
            )  # fmt: skip


def _is_statement(moment: Moment) -> bool:
    """Whether the event is a call taken, or takes back one that did not say whom the complaint is about."""
    event = moment.event
    if event.kind == UNDONE:
        return not _names_somebody(moment)
    return event.kind == "contacted" and event.text("direction") == "in"


def _is_about(moment: Moment, person: Person) -> bool:
    """Whether a field that names people who may not handle the case named this person, or does so with the event.

    Who says that a complaint is about themselves does what is right.
    """
    for name in moment.not_to_handle:
        if moment.before and person.is_named_in(text_of(get_in(dict(moment.before), ("fields", *name.split("."))))):
            return True
        if not person.is_named_in(moment.field(name)) or moment.unknown_of([f"fields.{name}"]):
            continue
        if moment.event.kind not in _NAMING or f"fields.{name}" not in claimed_by(moment.event, ()):
            return True
    return False


def _names_somebody(moment: Moment) -> bool:
    """Whether the event changes whom the complaint is about."""
    changed = claimed_by(moment.event, moment.case.journal)
    return any(f"fields.{name}" in changed for name in moment.not_to_handle)


def about_changed(moment: Moment) -> Iterator[Fault]:
    """Whom the complaint is about is changed by whom the template lets, with the reason that it asks for.

    The first value counts as a change too: what a field had before is not in the journal.
    """
    event = moment.event
    if "changed" not in event.data or event.kind == RETYPED:
        return
    if not _names_somebody(moment):
        return
    if missing := tuple(not_permitted(moment.as_it_was, "change_about")):
        what = msg("this change of the person whom {id} is about is not allowed", id=moment.case.id)
        yield Fault(
            what, missing, msg("give the reason: casectl set {id} FIELD=VALUE --reason TEXT", id=moment.case.id)
        )


def not_joined_away(moment: Moment) -> Iterator[Fault]:
    """A case that says whom it is about is not over by being joined to one that may not say so."""
    names = [name for name in moment.not_to_handle if not moment.unknown_of([f"fields.{name}"]) and moment.field(name)]
    if not names:
        return
    case, other = moment.case, moment.event.text("case")
    yield Fault(
        msg("{id} names the person complained about, so it has to stay open, with the other case merged into it",
            id=case.id),
        hint=msg("merge the other case into it: casectl merge {other} {id} --reason TEXT; if {other} also names"
                 " a person, first enter all names in {id} and clear {names} in {other}",
                 other=other, id=case.id, names=names),
    )  # fmt: skip
