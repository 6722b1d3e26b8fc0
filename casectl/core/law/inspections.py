"""Rules of quality inspections: nobody marks their own work, and a third person decides on an appeal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from casectl.core.case.inspections import Inspection, handlers_of, inspections_in, is_mark
from casectl.core.law.moment import Moment
from casectl.core.law.rule_change import says_who_may
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.template.settings import INSPECT
from casectl.core.time.instants import elapsed
from casectl.core.values.messages import UsageError, counted, msg
from casectl.core.values.tree import text_of


def inspection(moment: Moment) -> Iterator[Fault]:
    """Somebody whose role may, and who never had the case, marks every line of the sheet for one who had it, once."""
    case, person = moment.case, moment.event.text("person")
    yield from _by_another(moment)
    if person not in handlers_of(case):
        yield Fault(
            msg("{person} has never owned {id}: there is nothing of theirs to inspect", person=person, id=case.id),
            hint=msg("casectl show {id} shows who has owned the case", id=case.id),
        )
    if any(each.person == person for each in inspections_in(case.journal)):
        yield Fault(msg("how {person} handled {id} has been inspected", person=person, id=case.id))
    yield from _whole_sheet(moment)


def inspection_appeal(moment: Moment) -> Iterator[Fault]:
    """Whom an inspection is about appeals in person, once, in time and with a reason."""
    found = _meant(moment)
    if found is None:
        yield _unknown(moment)
        return
    if {*moment.people} != {found.person}:
        yield Fault(msg("only {person}, whose work was inspected, can appeal", person=found.person))
    if found.appeal:
        yield Fault(msg("there is an appeal against this inspection already"))
    days = moment.in_force.casebook.inspections.days
    if elapsed(found.event.known_at, moment.known_at) > timedelta(days=days):
        yield Fault(
            counted(
                "an appeal is possible for {count} day after the inspection",
                "an appeal is possible for {count} days after the inspection",
                days,
            )
        )
    if is_blank(moment.event.text("reason")):
        yield Fault(msg("say why: --reason TEXT"), refusal=UsageError)


def inspection_decision(moment: Moment) -> Iterator[Fault]:
    """An appeal is decided once, with a reason, by a third person: not who inspected, nor anybody who had the case."""
    found = _meant(moment)
    if found is None or not found.appeal:
        yield _unknown(moment) if found is None else Fault(msg("nobody has appealed against this inspection"))
        return
    if found.decision:
        yield Fault(msg("the appeal has been decided"))
    if {found.event.by, found.event.text("via")} & {*moment.people}:
        yield Fault(msg("{name} inspected it: somebody else has to decide on the appeal", name=found.event.by))
    yield from _by_another(moment)
    if is_blank(moment.event.text("reason")):
        yield Fault(msg("say why: --reason TEXT"), refusal=UsageError)
    if "marks" in moment.event.data:
        yield from _whole_sheet(moment)


def _by_another(moment: Moment) -> Iterator[Fault]:
    """Who marks, and who typed it, never had the case, and may do it."""
    book, handlers = moment.in_force.casebook, handlers_of(moment.case)
    for name in dict.fromkeys(moment.people):
        if name in handlers:
            yield Fault(
                msg("{name} has owned {id}: somebody else has to do that", name=name, id=moment.case.id),
                hint=msg("a colleague who never had the case can do it"),
            )
    if says_who_may(book, INSPECT) and not book.may(moment.actor, INSPECT):
        yield Fault(
            msg("{name} has no role that may inspect", name=moment.actor.name),
            hint=msg("a role with may: [inspect] in casectl.yaml allows it"),
        )


def _whole_sheet(moment: Moment) -> Iterator[Fault]:
    given = {name: text_of(each) for name, each in moment.event.mapping("marks").items()}
    sheet = moment.in_force.casebook.inspections.names
    wrong = [f"{name}={text}" for name, text in given.items() if name not in sheet or not is_mark(text)]
    missing = [name for name in sheet if name not in given]
    if wrong or missing:
        problems = [*([msg("not on this score sheet, or not a mark from 1 to 5: {marks}",
                           marks=wrong)] if wrong else []),
                    *([msg("without a mark: {marks}", marks=missing)] if missing else [])]  # fmt: skip
        yield Fault(
            msg("every line of the score sheet needs a mark from 1 to 5"),
            problems=tuple(problems),
            hint=msg("casectl inspect sheet shows the lines; --mark NAME=MARK for each"),
            path=("marks",),
            refusal=UsageError,
        )


def _meant(moment: Moment) -> Inspection | None:
    found = next((each for each in inspections_in(moment.case.journal) if each.id == moment.event.text("inspection")),
                 None)  # fmt: skip
    return found if found and found.person == moment.event.text("person") else None


def _unknown(moment: Moment) -> Fault:
    return Fault(msg("{id} has no such inspection", id=moment.case.id))
