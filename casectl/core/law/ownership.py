"""Rules of ownership: who may hand off, accept, return, assign and escalate a case, and take an event back."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.acts import next_taken_back, of_people, same_act
from casectl.core.case.contacts import RETURNED
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.fold import effective_events
from casectl.core.case.inspections import handlers_of
from casectl.core.case.model import Offer
from casectl.core.case.surveys import is_answer
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.absences import absence_on, away_until
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.nearest import a_few
from casectl.core.workflow.permissions import not_ones_own


def not_over(moment: Moment) -> Iterator[Fault]:
    """A closed case is reopened before it is given to anybody or escalated."""
    case, workflow = moment.case, moment.in_force.template.workflow
    if workflow.category(case.header.state) == "closed":
        yield Fault(
            msg("{id} is already {state}", id=case.id, state=workflow.title(case.header.state)),
            hint=msg("to take it up again: casectl reopen {id}", id=case.id),
        )


def of_a_colleague(moment: Moment) -> Iterator[Fault]:
    """A case that somebody else owns is assigned and changed by whom the template lets, with the reason it asks for.

    Of steps the rule of steps says this.
    """
    case, is_assigned = moment.case, moment.event.kind == "assigned"
    missing = tuple(not_ones_own(moment.as_it_was, "assign" if is_assigned else "work"))
    if not missing:
        return
    if is_assigned:
        what = msg("{id} belongs to {owner}, and this assignment is not allowed", id=case.id, owner=case.header.owner)
    else:
        what = msg("{id} belongs to {owner}, and this change is not allowed", id=case.id, owner=case.header.owner)
    yield Fault(what, missing, msg("the owner offers it: casectl handoff {id} NAME --reason TEXT", id=case.id))


def offer(moment: Moment) -> Iterator[Fault]:
    """The owner offers a case, or anybody one that nobody owns: once, and to somebody else."""
    case, header, to = moment.case, moment.case.header, moment.event.text("to")
    giver = moment.event.text("giver") or moment.event.by
    if header.offer:
        yield Fault(
            msg("{id} is already offered to {name}", id=case.id, name=_recipient(moment, header.offer)),
            hint=msg("whoever offered it can withdraw it: casectl return {id} --reason TEXT", id=case.id),
        )
    elif header.owner and header.owner != moment.event.by:
        yield Fault(
            msg("{id} belongs to {owner}, who alone can hand it over", id=case.id, owner=header.owner),
            hint=msg("a supervisor can give it to somebody: casectl assign {id} NAME --reason TEXT", id=case.id),
        )
    elif giver != moment.event.by:
        yield Fault(msg("{by} cannot offer {id} for {giver}", by=moment.event.by, id=case.id, giver=giver))
    elif to and to == header.owner:
        yield Fault(msg("{id} already belongs to {owner}", id=case.id, owner=to))


def receiver_away(moment: Moment) -> Iterator[Fault]:
    """Nobody gives a case to somebody who is away; who takes one is back."""
    event, receiver = moment.event, moment.in_force.people.get(moment.event.text("to"))
    day = event.at.astimezone(moment.in_force.zone).date()
    absence = absence_on(receiver.away, day) if receiver and receiver.name != event.by else None
    if receiver is None or absence is None:
        return
    way = msg("casectl handoff {id} {name} --reason TEXT", id=moment.case.id, name=absence.deputy)
    yield Fault(away_until(receiver.name, absence), hint=way if absence.deputy else None)


def acceptance(moment: Moment) -> Iterator[Fault]:
    """Who it was offered to accepts a case, or somebody of the team, and nobody for somebody else."""
    case, taker, found = moment.case, moment.actor, moment.case.header.offer
    if found is None:
        yield _not_on_offer(moment)
    elif found.to and found.to != taker.name:
        yield Fault(
            msg("{id} is offered to {to}, not to {name}", id=case.id, to=found.to, name=taker.name),
            hint=msg("{to} accepts it, or {by} withdraws it", to=found.to, by=found.by),
        )
    elif not found.to and found.team not in taker.teams:
        what = msg("{id} is offered to team {team}, and {name} is not in it", id=case.id,
                   team=moment.in_force.casebook.title_of_team(found.team),
                   name=taker.name)  # fmt: skip
        yield Fault(what, hint=_who_accepts(moment, found))
    elif found.by in moment.settings.names_of(taker.name):
        yield Fault(msg("{name} offered {id} and cannot accept it", name=taker.name, id=case.id))
    elif (to := moment.event.text("to")) and to != taker.name:
        yield Fault(msg("{name} cannot accept {id} for {to}", name=taker.name, id=case.id, to=to))
    elif (team := moment.event.text("team")) and team != found.team:
        title = moment.in_force.casebook.title_of_team(team)
        yield Fault(msg("{id} was not offered to team {team}", id=case.id, team=title))


def _who_accepts(moment: Moment, offer: Offer) -> Message:
    """Who can accept an offer to a team, and who can end it."""
    team = [person.name for person in moment.in_force.people.values() if offer.team in person.teams]
    back = msg("{by} can withdraw it: casectl return {id} --reason TEXT", by=offer.by, id=moment.case.id)
    return msg("{people} can accept it, or {back}", people=a_few(team), back=back) if team else back


def sending_back(moment: Moment) -> Iterator[Fault]:
    """Only the two sides of an offer end it without an acceptance."""
    case, sender, found = moment.case, moment.actor, moment.case.header.offer
    if found is None:
        yield _not_on_offer(moment)
        return
    if moment.event.text("unanswered") == "yes":
        yield from _answered_in_time(moment, found)
        return
    is_recipient = found.to == sender.name or (not found.to and found.team in sender.teams)
    if not is_recipient and found.by != sender.name:
        to = _recipient(moment, found)
        yield Fault(msg("the handoff of {id} is between {by} and {to}", id=case.id, by=found.by, to=to))


def _answered_in_time(moment: Moment, offer: Offer) -> Iterator[Fault]:
    """An offer goes back by itself only when the time has passed that the template gives for an answer."""
    length, calendar = moment.in_force.template.offer_back_after, moment.in_force.rule_set.calendar
    if not length:
        yield Fault(msg("an offer of {id} is not returned automatically", id=moment.case.id))
    elif to_seconds(moment.event.at) < to_seconds(back_at := calendar.after(offer.at, parse_duration(length))):
        at = format_instant(back_at, moment.in_force.zone)
        yield Fault(msg("the offer of {id} may be answered until {at}", id=moment.case.id, at=at))


def _recipient(moment: Moment, offer: Offer) -> Value:
    """The person or the team to whom a case is offered."""
    return offer.to or moment.in_force.casebook.title_of_team(offer.team)


def _not_on_offer(moment: Moment) -> Fault:
    return Fault(
        msg("{id} is not offered to anybody", id=moment.case.id),
        hint=msg("casectl handoff --pending lists open offers"),
    )


def level_raised(moment: Moment) -> Iterator[Fault]:
    """A level is one of the template's, and only goes up."""
    case, names = moment.case, [name for name, _ in moment.in_force.template.levels]
    wanted = moment.after.level
    if names and str(wanted) not in names:
        yield Fault(msg("there is no level {level}; levels are {levels}", level=wanted, levels=names))
    elif wanted <= case.header.level:
        yield Fault(msg("{id} is already at level {level}", id=case.id, level=case.header.level))


def taken_back(moment: Moment) -> Iterator[Fault]:
    """Only one's own last event is taken back, or a join with nothing after it that bears upon it; and only one of a
    kind that can be. What a customer answered to a survey is taken back by anybody who never had the case, and by
    nobody else, since it is about them.
    """
    case, by, undoes = moment.case, moment.event.by, moment.event.text("undoes")
    done = of_people(effective_events(case.journal))
    last = next(reversed(done), case.journal[0])
    if undoes in next_taken_back(done):
        last = case.event(undoes) or last
    title: Message = kind_of(last.kind).title
    if last.id != undoes:
        yield Fault(
            msg("the last event of {id} is {last} ({kind}), not {other}", id=case.id, last=last.id, kind=title,
                other=undoes or "-"),
            hint=msg("you can only undo your own last event"),
        )  # fmt: skip
    elif any(map(is_answer, same_act(done, last))):
        yield from _about_nobody_here(moment)
    elif last.by != by:
        yield Fault(
            msg("the last event of {id} ({kind}) is {by}'s, not yours", id=case.id, kind=title, by=last.by),
            hint=msg("you can only undo your own last event"),
        )
    elif RETURNED in last.data:
        yield Fault(
            msg("a record that a letter was not delivered cannot be undone"),
            hint=msg(
                "once the customer has been told in another way, record that: casectl contact {id} out TEXT", id=case.id
            ),
        )
    elif not kind_of(last.kind).may_be_undone:
        yield Fault(
            msg("{kind} cannot be undone", kind=title),
            hint=msg(
                "record the correction instead, for example with casectl note {id} TEXT or casectl set {id}"
                " FIELD=VALUE --reason TEXT",
                id=case.id,
            ),
        )


def _about_nobody_here(moment: Moment) -> Iterator[Fault]:
    """Who takes an answer to a survey back, and who typed that, never had the case."""
    handlers = handlers_of(moment.case)
    for name in (each for each in dict.fromkeys(moment.people) if each in handlers):
        yield Fault(
            msg("{name} has owned {id}, so somebody else must undo the customer's answer", name=name,
                id=moment.case.id),
            hint=msg("a colleague who never had the case can do it: casectl undo {id} --reason TEXT",
                     id=moment.case.id),
        )  # fmt: skip
