"""Rules of redress: above the limit of a role a second person approves it, and no more is paid than was offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.case.kinds.redress import REDRESS_KINDS
from casectl.core.case.model import Event
from casectl.core.case.redress import APPROVED, PAID, REFUSED, Redress, currency_of, granted, redress_in, total
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.template.person import Person
from casectl.core.template.redress_settings import RedressSettings
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.money import is_stored


def authority(settings: RedressSettings, person: Person, amount: str) -> tuple[str, bool]:
    """The role of somebody whose limit allows an amount, the sum of all in the case; and whether it is above all.

    An amount in another currency than a limit is above it. Where no role has a limit, nothing is above.
    """
    if not settings.limits or not amount:
        return "", False
    for role, limit in settings.limits:
        if role in person.roles and currency_of(limit) == currency_of(amount) and total([limit]) >= total([amount]):
            return role, False
    return "", True


def redress_offer(moment: Moment) -> Iterator[Fault]:
    """An offer is of a known kind and of an amount above nought, and says whether somebody else has to approve it."""
    event, amount = moment.event, moment.event.text("amount")
    if event.text("kind") not in REDRESS_KINDS:
        yield Fault(msg("the kind of redress must be one of {kinds}", kinds=list(REDRESS_KINDS)), refusal=UsageError)
    if amount and (not is_stored(amount) or total([amount]) <= 0):
        yield Fault(msg("{amount} is not an amount that can be paid", amount=amount), refusal=UsageError)
        return
    role, above = authority(moment.in_force.casebook.redress, moment.actor, with_the_rest(moment.case.journal, amount))
    if (event.text("authority"), event.text("above") == "yes") != (role, above):
        yield Fault(
            msg("{name} may not grant {amount} alone in this case", name=moment.actor.name, amount=amount)
            if above
            else msg("{name} may grant {amount} alone in this case", name=moment.actor.name, amount=amount),
            hint=msg("casectl redress offer {id} records it correctly", id=moment.case.id),
        )


def redress_step(moment: Moment) -> Iterator[Fault]:
    """What was offered is approved by a second person where that is needed, answered once, and paid up to its sum."""
    event, case_id = moment.event, moment.case.id
    found = next((each for each in redress_in(moment.case.journal) if each.id == event.text("offer")), None)
    if found is None or found.kind != event.text("kind"):
        yield Fault(msg("{id} has no such offer of redress", id=case_id))
    elif event.kind == APPROVED:
        yield from _approval(moment, found)
    elif found.waits and event.kind != REFUSED:
        yield Fault(
            msg("the {kind} is above what {name} may grant alone", kind=REDRESS_KINDS[found.kind], name=found.offer.by),
            hint=msg("somebody whose role allows it has to approve it: casectl redress approve {id} {offer}",
                     id=case_id, offer=found.id),
        )  # fmt: skip
    elif event.kind == PAID:
        yield from _payment(moment, found)
    elif found.answer:
        yield Fault(msg("the offer was answered already"))
    elif event.kind == REFUSED and found.payments:
        yield Fault(msg("it was already paid, so it cannot be refused"))
    elif event.kind == REFUSED and is_blank(event.text("reason")):
        yield Fault(msg("say why: --reason TEXT"), refusal=UsageError)


def _approval(moment: Moment, found: Redress) -> Iterator[Fault]:
    by, book = moment.actor, moment.in_force.casebook
    if not found.waits:
        yield Fault(msg("{id} has no such offer waiting for approval", id=moment.case.id))
    if {found.offer.by, found.offer.text("via")} & {*moment.people}:
        yield Fault(msg("{name} offered it: somebody else has to approve it", name=found.offer.by))
    all_of_it = f"{granted(moment.case.journal, currency_of(found.amount))} {currency_of(found.amount)}"
    role, above = authority(book.redress, by, all_of_it)
    if above:
        yield Fault(
            msg("{amount} for one case is more than {name} may grant", name=by.name, amount=all_of_it),
            hint=msg("see limits, under redress, in casectl.yaml for a role that may grant it"),
        )
    elif role != moment.event.text("authority"):
        yield Fault(msg("the approval names a role other than the one whose limit allows it"))


def _payment(moment: Moment, found: Redress) -> Iterator[Fault]:
    amount, paid = moment.event.text("amount"), [each.text("amount") for each in found.payments]
    if found.is_refused:
        yield Fault(msg("the offer was refused"))
    elif currency_of(amount) != currency_of(found.amount) or (amount and not is_stored(amount)):
        yield Fault(msg("{amount} is not what was offered: {offer}", amount=amount or "-", offer=found.amount or "-"),
                    refusal=UsageError)  # fmt: skip
    elif found.is_settled or total([*paid, amount]) > total([found.amount]) or (amount and total([amount]) <= 0):
        yield Fault(
            msg("{offer} was offered, of which {paid} is paid", offer=found.amount or "-", paid=f"{total(paid)}"),
            hint=msg("casectl redress offer {id} KIND AMOUNT offers more", id=moment.case.id),
        )


def with_the_rest(journal: Sequence[Event], amount: str) -> str:
    """An amount with all that a case has already in its currency, other than what was refused."""
    return f"{granted(journal, currency_of(amount)) + total([amount])} {currency_of(amount)}" if amount else ""
