"""approve lets a letter go out that somebody else wrote; until then nothing is resolved."""

from __future__ import annotations

import pytest

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.agenda import AgendaFilter, agenda
from casectl.actions.approve import Approval, approve, reject, waiting
from casectl.actions.contact import Contact, contact
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.outgoing import Envelope
from casectl.actions.recording.proposal import EventDraft, Proposal
from casectl.actions.recording.record import record
from casectl.actions.reply import Wanted, draft, reply
from casectl.actions.undo import undo
from casectl.core.values.messages import NotFound, Refused, UsageError
from casectl.core.values.value_class import replace
from tests.actions.cases import AT_ONCE, case_in, refused
from tests.contracts.letters import APPROVED, SCRIPT
from tests.fakes.context import SETTINGS, TEMPLATE, FakeContext

TEXT = Approval(Envelope())


@pytest.fixture
def desk() -> FakeContext:
    """A casebook in which a boss approves holding letters; Cy is one."""
    desk = FakeContext(templates={"plain": APPROVED})
    desk.store.files["scripts/holding.yaml"] = SCRIPT
    return desk


def _drafted(desk: FakeContext, case: str, text: str = "Dear Flora, wait") -> None:
    letter = replace(draft(desk.by("ada"), case, Wanted(channel="phone")), text=text)
    assert reply(desk, letter, AT_ONCE).content is None


def test_a_letter_goes_out_in_the_act_of_its_approval_word_for_word(desk: FakeContext) -> None:
    """Until then the customer was not told anything, and the roles that approve owe it."""
    case = case_in(desk, "working")
    _drafted(desk, case)
    assert [each.kind for each in desk.case(case).journal][-1] == "drafted"
    assert [task.owed.kind for task in agenda(desk, AgendaFilter("cy")).tasks] == ["letter"]
    done = approve(desk.by("cy"), case, TEXT, AT_ONCE)
    assert [each.kind for each in done.receipt.events] == ["approved", "contacted"]
    assert (done.content, done.receipt.events[1].text("text")) == (b"Dear Flora, wait\n", "Dear Flora, wait")
    assert desk.case(case).header.follow_ups == ()


def test_nobody_approves_a_letter_of_their_own_nor_without_the_role(desk: FakeContext) -> None:
    case = desk.open()
    _drafted(desk, case)
    with refused(desk, Refused, "ada wrote the letter"):
        approve(desk, case, TEXT, AT_ONCE)
    with refused(desk.by("bob"), Refused, "bob has none of the roles boss"):
        approve(desk, case, TEXT, AT_ONCE)
    desk.person, desk.recorder = "cy", "ada"
    with refused(desk, Refused, "ada wrote the letter"):
        approve(desk, case, TEXT, AT_ONCE)


def test_what_was_sent_back_is_owed_by_its_writer_and_nothing_is_resolved_meanwhile(desk: FakeContext) -> None:
    """Neither is it put away as another follow-up is; a plain contact does not take its place."""
    case = case_in(desk, "working")
    _drafted(desk, case)
    contact(desk, case, Contact("out", "phone", "told"), AT_ONCE)
    solved = FieldChanges([("cause", "a loose lid")])
    with refused(desk, Refused, "has not been sent yet"):
        advance(desk, case, "solved", solved, AT_ONCE)
    with refused(desk.by("cy"), UsageError, "--reject REASON"):
        reject(desk, case, " ", AT_ONCE)
    reject(desk, case, "Say when", AT_ONCE)
    [owed] = desk.case(case).header.follow_ups
    assert (owed.who, owed.note) == ("ada", "Say when")
    with refused(desk.by("ada"), Refused, "a letter of"):
        followup.done(desk, case, owed.id, followup.Outcome(), AT_ONCE)
    with refused(desk, Refused, "has not been sent yet"):
        advance(desk, case, "solved", solved, AT_ONCE)
    _drafted(desk, case, "Dear Flora, tomorrow")
    approve(desk.by("cy"), case, TEXT, AT_ONCE)
    with refused(desk, NotFound, "no letter waiting for approval"):
        approve(desk, case, TEXT, AT_ONCE)
    advance(desk.by("ada"), case, "solved", solved, AT_ONCE)


def test_nobody_approves_a_text_unseen_that_was_written_after_the_one_they_read(desk: FakeContext) -> None:
    """Whoever wrote it, and although the earlier one was undone: the draft's event says which one is meant."""
    case = desk.open()
    _drafted(desk, case)
    read = waiting(desk, case)[1].id
    _drafted(desk, case, "Dear Flora, never")
    for meant in ("", read):
        with refused(desk.by("cy"), Refused, "written by ada at", "--show"):
            approve(desk, case, replace(TEXT, draft=meant), AT_ONCE)
    undo(desk.by("ada"), case, "no", AT_ONCE)
    _drafted(desk, case, "Dear Flora, soon")
    with refused(desk.by("cy"), Refused, "written by ada at"):
        approve(desk, case, TEXT, AT_ONCE)
    approve(desk, case, replace(TEXT, draft=waiting(desk, case)[1].id), AT_ONCE)
    _drafted(desk, case, "Dear Flora, today")
    approve(desk.by("cy"), case, TEXT, AT_ONCE)


def test_a_letter_takes_the_place_of_a_colleagues_only_where_that_is_asked_for(desk: FakeContext) -> None:
    case = desk.open()
    _drafted(desk, case)
    theirs = replace(draft(desk.by("bob"), case, Wanted(channel="phone")), text="Dear Flora, no")
    with refused(desk, Refused, "that ada wrote at", "--replace"):
        reply(desk, theirs, AT_ONCE)
    reply(desk, replace(theirs, wanted=replace(theirs.wanted, replaces=True)), AT_ONCE)
    assert waiting(desk, case)[1].text("text") == "Dear Flora, no"
    assert len(desk.case(case).header.follow_ups) == 1


def test_where_a_final_response_is_due_every_letter_is_approved_whatever_it_is_called() -> None:
    """Nobody gets round an approval by another name for the letter; in other states it goes out as it is."""
    approve_there = "  initial: new\n  approve: {letters: [final], states: [working], may: [boss]}\n"
    desk = FakeContext(templates={"plain": TEMPLATE.replace("  initial: new\n", approve_there)})
    desk.store.files["scripts/holding.yaml"] = SCRIPT
    first, case = desk.open(), case_in(desk, "working")
    assert reply(desk, draft(desk, first, Wanted(channel="phone")), AT_ONCE).content is not None
    _drafted(desk, case)
    forged = EventDraft("contacted", {"direction": "out", "letter": "holding", "text": "Dear Flora, wait"})
    with refused(desk, Refused, "exactly as it was approved"):
        record(desk, case, lambda *_: Proposal([forged]), AT_ONCE)
    done = approve(desk.by("cy"), case, TEXT, AT_ONCE).receipt
    assert [each.kind for each in done.events] == ["approved", "contacted"]


def test_a_desk_of_one_is_told_how_letters_go_out_without_approval() -> None:
    desk = FakeContext(templates={"plain": APPROVED})
    alone = "".join(line for line in SETTINGS.splitlines(keepends=True) if not line.startswith(("  bob:", "  cy:")))
    desk.store.files |= {"scripts/holding.yaml": SCRIPT, "casectl.yaml": alone.encode()}
    case = desk.open()
    _drafted(desk, case)
    with refused(desk, Refused, "ada wrote the letter", "remove approve: from templates/plain.yaml"):
        approve(desk, case, TEXT, AT_ONCE)
