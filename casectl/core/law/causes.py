"""Rules of root causes: they are those of the settings, and whom one names disputes it instead of naming another."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.causes import root_cause
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.template.person import Person
from casectl.core.values.messages import UsageError, msg


def cause(moment: Moment) -> Iterator[Fault]:
    """A cause is one of the settings; a responsibility is not passed on, or decided, by whom the one before names."""
    event, book, before = moment.event, moment.in_force.casebook, root_cause(moment.case.journal)
    code = event.text("cause")
    if code not in [each.code for each in book.causes]:
        yield Fault(
            msg("there is no cause {code} in casectl.yaml", code=code),
            hint=msg("casectl help settings shows how causes: are written"),
            refusal=UsageError,
        )
    if before is None:
        return
    named = any(_is_named(person, before.responsible) for person in _people(moment))
    own = not {before.found.by, before.found.text("via")}.isdisjoint(moment.people)
    if before.dispute and (named or own):
        yield Fault(
            msg("the responsibility is disputed: the decision has to come from somebody who is not named in the"
                " cause and did not record it"),
            hint=msg("a colleague can decide: casectl cause {id} CAUSE --responsible WHO", id=moment.case.id),
        )  # fmt: skip
    elif named and not own and before.responsible != event.text("responsible"):
        yield Fault(
            msg("the cause names {who}: somebody else has to decide who is responsible", who=before.responsible),
            hint=msg("if you do not agree: casectl cause {id} --dispute REASON", id=moment.case.id),
        )


def cause_dispute(moment: Moment) -> Iterator[Fault]:
    """Whom a cause names, or one of the team that it names, disputes it, once and with the reason."""
    case_id, before = moment.case.id, root_cause(moment.case.journal)
    if before is None or not before.responsible:
        yield Fault(msg("{id} names nobody as responsible", id=case_id))
        return
    if before.dispute:
        yield Fault(
            msg("the responsibility in {id} is disputed already", id=case_id),
            hint=msg(
                "somebody who is not named as responsible has to decide: casectl cause {id} CAUSE --responsible WHO",
                id=case_id,
            ),
        )
    if before.responsible != moment.event.text("responsible") or not _is_named(moment.actor, before.responsible):
        yield Fault(
            msg("the cause names {who} as responsible, and nobody else can dispute it", who=before.responsible),
            hint=msg("you can add what you know: casectl note {id} TEXT", id=case_id),
        )
    if is_blank(moment.event.text("reason")):
        yield Fault(msg("a dispute needs a reason"), refusal=UsageError)


def _is_named(person: Person, responsible: str) -> bool:
    return bool(responsible) and responsible in (person.name, *person.teams)


def _people(moment: Moment) -> tuple[Person, ...]:
    return (moment.actor, *([moment.keyboard] if moment.keyboard else []))
