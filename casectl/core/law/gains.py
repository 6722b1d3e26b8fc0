"""Who gains never decides alone: a regulatory deadline is put off, other than as its own rule says, by somebody else.

An event gains if a run of a regulatory clock is due later after it, or owed no more, or not missed any more, also by
the date of what was recorded too late (a stop, a pause, a new start). A run that has expired is owed as before, so that
what ends it other than its own stop gains too. What the clock's rule itself says (a stop, a withdrawal, a pause, going
on, an extension, starting anew, reopening) has rules of its own, but no time counts as a pause for which an owner had
withdrawn the complaint. Nobody gains where another duty that is due no later begins with the event, or goes on in the
case that this one was joined to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from casectl.core.case.acts import act_id
from casectl.core.case.fold import before_each, effective_events, fold
from casectl.core.case.model import JOINED, RETYPED, UNDONE, Event
from casectl.core.clocks.runs import NO_ROW, Run
from casectl.core.law.moment import Moment
from casectl.core.law.rule_change import says_who_may
from casectl.core.law.verdict import Fault, Remark
from casectl.core.template.clock_rules import Clock, titled_clause
from casectl.core.template.settings import CLOCKS, Casebook
from casectl.core.time.instants import format_instant, parse_instant, to_seconds
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of

ALONE, OWN = "alone", "own"
"""The details that mark what somebody decided alone since there is nobody else, and what an owner decided."""

_BY_ITS_RULE = ("resumed", "extended_by", "extended_to", "repeat")
"""What shows in a record that the clock's own rule put the deadline off."""


def gained(moment: Moment) -> Iterator[tuple[Clock, Run]]:
    """The regulatory clocks, each with its run before, that an event puts off, ends or makes good."""
    before = (moment.former or moment.in_force).rule_set
    for name, run in moment.runs.items() if before.has_regulatory and moment.runs_after is not moment.runs else ():
        clock = before.clock(name)
        if clock and clock.kind == "regulatory" and _gains(moment, run, moment.runs_after.get(name)):
            yield clock, run


def _gains(moment: Moment, run: Run, after: Run | None) -> bool:
    if moment.event.kind == UNDONE:
        return _gains_by_undoing(moment, run, after)
    if moment.event.kind == "confirmed":
        return run.claim is not None and "late" not in mapping_of(moment.event.mapping("clocks").get(run.clock))
    record = mapping_of(moment.event.mapping("clocks").get(run.clock))
    if not record or after is None:
        return False
    if not run.is_open:
        return after.is_open and _is_later(after, run) and _was_withdrawn_by_owner(moment, run)
    if "restarted" in record:
        is_in_time = to_seconds(moment.event.at) <= to_seconds(run.due)
        return is_in_time and _is_past(moment, run) and _is_too_late(moment, run)
    if any(key in record for key in _BY_ITS_RULE):
        return False
    if "paused" in record and after.pause and not run.pause:
        return _is_too_late(moment, run)
    if "stopped" in record and (moment.event.kind in (RETYPED, JOINED) or text_of(record.get("excused")) == NO_ROW):
        return not _owed_as_soon(moment, run)
    if _ends_too_late(moment, run, record):
        return True
    return after.events[: len(run.events)] == run.events and _is_later(after, run)


def _ends_too_late(moment: Moment, run: Run, record: Mapping[str, Tree]) -> bool:
    """Whether a run ended in time by the date of an event that was recorded after the deadline, and later than the
    casebook lets an event count by its date.
    """
    is_in_time = "stopped" in record and "late" not in record and not run.pause
    return is_in_time and _is_past(moment, run) and _is_too_late(moment, run)


def _is_too_late(moment: Moment, run: Run) -> bool:
    """Whether the event was recorded later than what happens to a run may be to count by its date."""
    return moment.is_much_later(moment.event.at, moment.known_at, run)


def _is_past(moment: Moment, run: Run) -> bool:
    """Whether a run was over due when the event was recorded."""
    return to_seconds(run.due) < to_seconds(moment.known_at)


def _was_withdrawn_by_owner(moment: Moment, run: Run) -> bool:
    """Whether a run fell away since somebody who owned the case in it recorded that the complaint was withdrawn."""
    end = moment.case.event(run.events[-1])
    if end is None or run.verdict != "fell_away":
        return False
    return any(_has_owned(moment, run, each) for each in (end.by, end.text("via")) if each)


def _gains_by_undoing(moment: Moment, run: Run, after: Run | None) -> bool:
    """Whether a deadline gets later; or a late entry that somebody has refused waits again; or a run is owed no more,
    or paused again, that was missed or had gone on for longer than something may be recorded late.
    """
    if _was_refused(moment, run.clock):
        return True
    if after is not None and _is_later(after, run) and after.is_open:
        return True
    is_paused_again = after is not None and after.pause is not None and run.pause is None
    if not run.is_open or (after is not None and after.is_open and not is_paused_again):
        return False
    return (not run.pause and _is_past(moment, run)) or _is_undone_late(moment, run)


def _was_refused(moment: Moment, clock: str) -> bool:
    """Whether what is taken back is that a late entry did not stop a clock."""
    undone = moment.case.event(moment.event.text("undoes"))
    return undone is not None and undone.text("refused") == "yes" and clock in undone.mapping("clocks")


def _is_undone_late(moment: Moment, run: Run) -> bool:
    """Whether what let a run begin or go on, and is taken back by now, was first recorded long ago."""
    journal = moment.case.journal
    left = {each.id for each in effective_events((*journal, moment.event))}
    taken_back = (each for each in journal if each.id not in left and run.clock in each.mapping("clocks"))
    first = next((each for each in taken_back if "due" in mapping_of(each.mapping("clocks")[run.clock])), None)
    return first is not None and moment.is_much_later(first.known_at, moment.known_at, run)


def _is_later(after: Run, before: Run) -> bool:
    return to_seconds(after.due) > to_seconds(before.due)


def _owed_as_soon(moment: Moment, run: Run) -> bool:
    """Whether a run of something regulatory that is due no later begins with the event, or goes on where the case was
    joined to.
    """
    if due := text_of(mapping_of(moment.event.mapping("goes_on").get(run.clock)).get("due")):
        return to_seconds(parse_instant(due)) <= to_seconds(run.due)
    clocks = {each.name for each in moment.in_force.rule_set.template.clocks if each.kind == "regulatory"}
    begun = [each for name, each in moment.runs_after.items() if name in clocks and each.events[0] == moment.event.id]
    return any(each.is_open and not _is_later(each, run) for each in begun)


def decided_by_another(moment: Moment) -> Iterator[Fault]:
    """Who puts off a regulatory deadline may decide on clocks, and has not owned the case in this run of the clock.

    Where the casebook has named one person only as long as the clock ran, it is marked.
    """
    event, people = moment.event, moment.in_force.people
    found = [*gained(moment)] if people and moment.runs_after is not moment.runs else []
    is_alone = len(people) == 1 and all(len(moment.colleagues_in(run)) == 1 for _, run in found)
    if ALONE in event.data and not is_alone:
        yield Fault(msg("there are others in casectl.yaml who can decide"), path=(ALONE,))
    if is_alone and found and ALONE not in event.data and moment.in_force.is_law:
        yield Fault(msg("event {kind} was decided alone, but does not say so", kind=event.kind), mark=ALONE)
    for clock, run in () if is_alone else found:
        is_late = _ends_too_late(moment, run, mapping_of(event.mapping("clocks").get(run.clock)))
        if problem := _may_not(moment, clock, run, moment.people[-1:] if is_late else moment.people):
            what = (
                _TOO_LATE if is_late else msg("this postpones a regulatory deadline: somebody else must decide on it")
            )
            reason = _passed(moment, clock, run) if is_late else _due_later(clock)
            yield Fault(what, (reason, problem), _who_may(moment, run))


_TOO_LATE = msg(
    "this was recorded too late to count from when it happened: somebody else must record it, if necessary with --as"
)


def _passed(moment: Moment, clock: Clock, run: Run) -> Message:
    due, late = format_instant(run.due, moment.in_force.zone), moment.in_force.casebook.late_entry
    return msg(
        "{clock} was due at {due}, and an entry recorded more than {length} later does not count as meeting it",
        clock=titled_clause(clock), due=due, length=str(late),
    )  # fmt: skip


def _may_not(moment: Moment, clock: Clock, run: Run, people: Sequence[str]) -> Message | None:
    """Why these people may not decide. Of a late entry it is enough that who types it may: that confirms it."""
    if owner := next((each for each in people if _has_owned(moment, run, each)), None):
        return _has_owned_said(moment, clock, run, owner)
    if not may_decide(moment, people[0]):
        return msg("{person} has no role with may: [clocks] in casectl.yaml", person=people[0])
    return None


def _has_owned_said(moment: Moment, clock: Clock, run: Run, name: str) -> Message:
    if name in (owners := _owned_as(moment, run, name)):
        return msg("{person} has owned {id} while {clock} ran", person=name, id=moment.case.id, clock=clock.name)
    return msg("{person} has an address that was {owner}'s, who has owned {id} while {clock} ran",
               person=name, owner=min(owners), id=moment.case.id, clock=clock.name)  # fmt: skip


def _has_owned(moment: Moment, run: Run, name: str) -> bool:
    return bool(_owned_as(moment, run, name))


def _owned_as(moment: Moment, run: Run, name: str) -> frozenset[str]:
    """The names by which somebody owned the case in a run of a clock: their own, or others with the same address."""
    owners = _owners_in(moment.case.journal, run)
    return owners & moment.settings.names_of(name, run.events[0]) if owners else owners


def given_for_it(moment: Moment) -> Iterator[Remark]:
    """Who postponed a regulatory deadline and might not when the clock began: it may have been given for this alone."""
    if moment.was_undone:
        return
    name = moment.people[-1] if moment.people else ""
    for _, run in gained(moment):
        began = moment.settings.of(run.events[0])
        if began and began is not moment.in_force.casebook and not may_by(began, name, CLOCKS):
            yield Remark(moment.number, name, CLOCKS)
            return


def may_by(book: Casebook, name: str, permission: str) -> bool:
    """Whether somebody has a permission by some settings: anybody who is in them, where no role says who has it."""
    person = next((each for each in book.people if each.name == name), None)
    return person is not None and (not says_who_may(book, permission) or book.may(person, permission))


def may_decide(moment: Moment, name: str) -> bool:
    """Whether somebody may decide on clocks: anybody, where no role says who may."""
    book = moment.in_force.casebook
    return not says_who_may(book, CLOCKS) or book.may(moment.in_force.person(name), CLOCKS)


def _who_may(moment: Moment, run: Run) -> Message:
    names = [name for name in moment.in_force.people if not _has_owned(moment, run, name) and may_decide(moment, name)]
    if names:
        return msg("who can: {people}", people=names)
    if gone := sorted(moment.colleagues_in(run) - {*moment.in_force.people}):
        return msg("{people} left casectl.yaml while the clock ran: keep somebody in it who can decide", people=gone)
    return msg("somebody with may: [clocks] in casectl.yaml, who has not owned the case, can do it")


def _due_later(clock: Clock) -> Message:
    return msg("it is the deadline of {clock}", clock=titled_clause(clock))


def owner_marked(moment: Moment) -> Iterator[Fault]:
    """A deadline that the owner of the case set by hand says so."""
    owner, event = moment.case.header.owner, moment.event
    is_own = bool(owner) and owner in moment.people and bool(list_of(event.data.get("clock")))
    if is_own and OWN not in event.data and moment.in_force.is_law:
        yield Fault(msg("the owner set a deadline by hand, but the event does not say so"), mark=OWN)
    elif OWN in event.data and not is_own:
        yield Fault(msg("the deadline was not set by the owner"), path=(OWN,))


def _owners_in(journal: Sequence[Event], run: Run) -> frozenset[str]:
    """Everybody who owned a case since the act that began a run of a clock; who did only in that act is not among them.

    Events that were taken back since count as well: an owner for a while is one.
    """
    headers = [*before_each(journal), fold(journal)]
    begun = next((each for each in journal if each.id == run.events[0]), None)
    in_act = [number for number, each in enumerate(journal) if begun and act_id(each) == act_id(begun)]
    first = in_act[-1] if in_act else 0
    return frozenset(each.owner for each in headers[first + 1 :] if each.owner)
