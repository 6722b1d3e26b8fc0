"""Rules of letters: what a template has approved goes out as somebody else approved it, and nothing is over before."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.case.fold import effective_events
from casectl.core.case.model import Case, Event, FollowUp
from casectl.core.case.owed import HELD, LETTER
from casectl.core.law.moment import Moment
from casectl.core.law.verdict import Fault
from casectl.core.template.fields import is_blank
from casectl.core.template.model import FINISHED
from casectl.core.values.messages import Message, UsageError, msg


def waiting_letter(case: Case) -> FollowUp | None:
    """The follow-up of a letter that is not out yet: it waits to be approved, to be written again, or to be sent."""
    return next((each for each in case.header.follow_ups if each.kind in (LETTER, HELD)), None)


def draft_of(case: Case) -> Event | None:
    """The letter that waits to be approved or sent; None if none does, or it was sent back."""
    found = next((each for each in reversed(effective_events(case.journal)) if each.kind in _OF_DRAFTS), None)
    return found if found and found.kind == "drafted" and waiting_letter(case) else None


def sent_back(case: Case) -> Event | None:
    """The letter that was sent back and is to be written again; None if there is none."""
    waits = waiting_letter(case)
    found = next((each for each in reversed(effective_events(case.journal)) if each.kind in _OF_DRAFTS), None)
    if found is None or found.kind != "rejected" or waits is None or waits.kind != LETTER:
        return None
    return case.event(found.text("draft"))


def is_sure(case: Case, drafted: Event, name: str) -> bool:
    """Whether that person can mean no other letter than this one, which waits: it is the case's first, or the first
    since the person's own decision. Earlier ones count although they were undone, for somebody may have read them.
    """
    before = [each for each in case.journal[: case.journal.index(drafted)] if each.kind in _OF_DRAFTS]
    return not before or (before[-1].kind != "drafted" and before[-1].by == name)


_OF_DRAFTS = ("drafted", "approved", "rejected")


def approval(moment: Moment) -> Iterator[Fault]:
    """A letter that waits is approved, or sent back with a reason, by somebody else whose role may do that."""
    event, case = moment.event, moment.case
    if event.kind in ("followup_done", "followup_cancelled"):
        yield from _ended_otherwise(moment)
        return
    drafted = draft_of(case)
    if drafted is None or (event.text("draft"), event.text("follow_up")) != (drafted.id, _id_of(case)):
        yield Fault(msg("no such letter of {id} waits to be approved", id=case.id))
        return
    rule = moment.in_force.template.workflow.approval
    people = {drafted.by, drafted.text("via")} - {""}
    if people & set(moment.people):
        yield Fault(
            msg("{name} wrote the letter: somebody else has to approve it", name=drafted.by),
            hint=msg("a colleague can: casectl approve {id} -o FILE", id=case.id)
            if len(moment.in_force.people) > 1
            else msg("casectl.yaml names nobody else; to send letters without a second person, remove approve:"
                     " from templates/{name}.yaml",
                     name=moment.in_force.template.name),
        )  # fmt: skip
    if rule and not {*rule.may} & {*moment.actor.roles}:
        yield Fault(msg("{name} has none of the roles {roles}, which approve letters",
                        name=moment.actor.name, roles=rule.may))  # fmt: skip
    if event.kind == "rejected" and is_blank(event.text("reason")):
        yield Fault(msg("give the reason: --reject REASON"), refusal=UsageError)


def _ended_otherwise(moment: Moment) -> Iterator[Fault]:
    """A letter does not go away as other follow-ups do; who wrote it may drop it."""
    waits = waiting_letter(moment.case)
    if waits is None or moment.event.text("follow_up") != waits.id:
        return
    drafted = draft_of(moment.case)
    if _is_sent(moment, waits, drafted):
        return
    own = waits.who == moment.actor.name or (drafted is not None and drafted.by == moment.actor.name)
    if moment.event.kind == "followup_done" or not own:
        yield Fault(
            msg("a letter of {id} is still waiting for approval", id=moment.case.id),
            hint=_next_step(moment.case),
        )


def _is_sent(moment: Moment, waits: FollowUp, drafted: Event | None) -> bool:
    """Whether a letter that was held back goes out with that: the contact is in the same act, word for word."""
    text = drafted.text("text") if drafted and waits.kind == HELD else None
    return any((each.kind, each.text("text")) == ("contacted", text) for each in moment.act)


def _id_of(case: Case) -> str:
    waits = waiting_letter(case)
    return waits.id if waits else ""


def approved_first(moment: Moment) -> Iterator[Fault]:
    """A letter that the template has approved, by what it is or by the case's state, goes out together with its
    approval, word for word.
    """
    event, state = moment.event, moment.case.header.state
    if not moment.in_force.template.workflow.must_be_approved(event.text("letter"), state):
        return
    approvals = [each for each in moment.act if each.kind == "approved"]
    drafted = moment.case.event(approvals[0].text("draft")) if approvals else None
    if drafted is None or drafted.text("text") != event.text("text"):
        yield Fault(
            msg("a letter that needs approval must go out exactly as it was approved"),
            hint=msg("casectl reply {id} writes it, casectl approve {id} approves it", id=moment.case.id),
        )


def no_letter_waits(moment: Moment) -> Iterator[Fault]:
    """A case is not resolved or closed while a letter waits to be approved, or to be written again."""
    category = moment.in_force.template.workflow.category(moment.after.state)
    if category in FINISHED and waiting_letter(moment.case):
        yield Fault(
            msg("a letter of {id} has not been sent yet", id=moment.case.id),
            hint=_next_step(moment.case),
        )


def _next_step(case: Case) -> Message:
    """How a letter gets out that waits."""
    waits = waiting_letter(case)
    if waits and waits.kind == HELD:
        return msg("casectl deliver sends it when the office is open; casectl approve {id} --now is for a colleague",
                   id=case.id)  # fmt: skip
    return msg("casectl approve {id} -o FILE, or casectl reply {id}", id=case.id)
