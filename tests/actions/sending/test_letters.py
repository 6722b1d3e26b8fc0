"""Letters are recorded before they are sent, sent at most once, and held back while the office is closed."""

from __future__ import annotations

from email import message_from_string
from typing import cast

import pytest

from casectl.actions import followup
from casectl.actions.approve import Approval, approve
from casectl.actions.check import check
from casectl.actions.contact import Contact, contact
from casectl.actions.deliver import deliver
from casectl.actions.mail import take_in
from casectl.actions.recording.outgoing import Envelope, Post
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.remind import unsure
from casectl.actions.reply import Wanted, Written, draft, reply
from casectl.actions.sending.letters import send
from casectl.actions.today import TodayFilter, today
from casectl.actions.undo import undo
from casectl.adapters.mail.parsing import mail_in
from casectl.core.history.for_customer import customer_view
from casectl.core.values.messages import Refused, UsageError
from casectl.core.values.value_class import replace
from casectl.ports.sending import HELD, REFUSED, SENT, Dispatch, Outcome, Outgoing
from tests.actions.cases import AT_ONCE, refused
from tests.actions.mailing.letters import bounce
from tests.actions.test_remind import cut_in_the_ledger_too
from tests.contracts.letters import APPROVED, SCRIPT
from tests.fakes.context import SETTINGS, FakeContext
from tests.fakes.dispatch import CutOffError, FakeSender, Steps, fake_dispatch

BY_MAIL = Wanted(is_email=True, channel="mail", recipient="Flora <flora@example.org>")


@pytest.fixture
def desk() -> FakeContext:
    """On Monday at ten."""
    return _desk()


def _desk() -> FakeContext:
    desk = FakeContext(settings=f"{SETTINGS}remind: {{host: here}}\n")
    desk.store.files["scripts/holding.yaml"] = SCRIPT
    return desk


def _send(desk: FakeContext, letter: Written, dispatch: Dispatch, when: EventStamp = AT_ONCE) -> Outgoing | None:
    return send(desk, dispatch, lambda: reply(desk, letter, when, Post(dispatch.outbox)))[1]


def _sent(dispatch: Dispatch) -> list[Outgoing]:
    return cast("FakeSender", dispatch.letters).sent


def test_a_letter_is_sent_as_it_is_on_record_and_once_however_often_it_is_said(desk: FakeContext) -> None:
    case, dispatch, once = desk.open(), fake_dispatch(), EventStamp(event_id="letter-1")
    letter = draft(desk, case, BY_MAIL)
    for _ in range(2):
        message = _send(desk, letter, dispatch, once)
        assert (message and message.state) == SENT
    [sent] = _sent(dispatch)
    event = desk.case(case).event("letter-1")
    assert event
    assert (sent.address, sent.person) == ("flora@example.org", "Flora <flora@example.org>")
    assert message_from_string(sent.letter)["Message-ID"] == event.text("message_id")
    with refused(desk, UsageError, "is recorded with the current time"):
        _send(desk, letter, dispatch, EventStamp(at=desk.now))


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at_night", [False, True])
def test_wherever_it_is_cut_off_a_letter_on_record_is_sent_once_or_listed(*, after: bool, at_night: bool) -> None:
    """One that was held back is no contact before the office opens, and one that is not on record is never sent."""
    for last in range(1, 10):
        desk, dispatch = _desk(), fake_dispatch(steps := Steps(last, after))
        case = desk.open()
        letter = draft(desk, case, BY_MAIL)
        cut_in_the_ledger_too(desk, steps)
        try:
            _send(desk.later(hours=12 if at_night else 0), letter, dispatch)
            assert at_night == (not _sent(dispatch))
            assert at_night == (desk.case(case).journal[-1].kind == "drafted")
            deliver(desk.later(hours=13), dispatch)
        except CutOffError:
            steps.last = 0
            deliver(desk.later(days=1), dispatch)
        told = [each for each in desk.case(case).journal if each.kind == "contacted"]
        open_ones = unsure(dispatch)
        assert len(_sent(dispatch)) <= len(told) <= 1, last
        assert len(_sent(dispatch)) + len(open_ones) >= len(told), last


def test_a_letter_written_at_night_goes_out_when_the_office_opens(desk: FakeContext) -> None:
    """It is owed until then, and the time that counts is that at which it is sent."""
    case, dispatch = desk.open(), fake_dispatch()
    message = _send(desk.later(hours=12), draft(desk, case, BY_MAIL), dispatch)
    assert (message and message.state) == HELD
    [owed] = desk.case(case).header.follow_ups
    assert (owed.kind, owed.who, owed.at.isoformat()) == ("held letter", "ada", "2026-11-24T09:00:00+08:00")
    assert deliver(desk, dispatch) == ([], [])
    with refused(desk, Refused, "a letter of", "casectl deliver sends it"):
        followup.done(desk, case, owed.id, followup.Outcome(), AT_ONCE)
    desk.later(hours=11, minutes=30)
    [[sent], troubles] = deliver(desk, dispatch)
    assert (sent.state, troubles) == (SENT, [])
    told = desk.case(case).journal[-2]
    assert (told.kind, told.at.isoformat()) == ("contacted", "2026-11-24T09:30:00+08:00")
    assert desk.case(case).header.follow_ups == ()
    assert deliver(desk, dispatch) == ([], [])


def test_a_letter_that_was_held_back_is_dropped_with_its_draft(desk: FakeContext) -> None:
    case, dispatch = desk.open(), fake_dispatch()
    _send(desk.later(hours=12), draft(desk, case, BY_MAIL), dispatch)
    undo(desk, case, "not like that", AT_ONCE)
    assert deliver(desk.later(hours=12), dispatch) == ([], [])
    assert (dispatch.outbox.messages(), _sent(dispatch)) == ([], [])


def test_a_letter_that_is_refused_for_good_is_on_record_as_undelivered(desk: FakeContext) -> None:
    case, dispatch = desk.open(), fake_dispatch()._replace(letters=_Refusing())
    message = _send(desk, draft(desk, case, BY_MAIL), dispatch)
    assert (message and message.state) == REFUSED
    told, filed = desk.case(case).journal[-2:]
    assert (filed.kind, filed.text("sort"), filed.text("text")) == ("filed", "bounce", "550 nobody here")
    assert filed.text("message_id") == told.text("message_id")


def test_a_letter_that_never_arrived_is_no_contact_and_its_owner_owes_one_until_it_goes_out(desk: FakeContext) -> None:
    """Another letter that is refused does not count either; the row in today says how the customer is told."""
    case, dispatch = desk.open(), fake_dispatch()._replace(letters=_Refusing())
    for _ in range(2):
        _send(desk, draft(desk, case, BY_MAIL), dispatch)
        [owed] = desk.case(case).header.follow_ups
        assert (owed.kind, owed.what, owed.who) == ("undelivered letter", "holding", desk.case(case).header.owner)
    told = {step.what for step in customer_view(desk.case(case), desk.template("plain"), {}).history}
    assert "contact_out" not in told
    rows = today(desk, TodayFilter(owed.who)).rows
    assert ("contact", case, "out", "TEXT") in {row.next for row in rows}
    contact(desk, case, Contact("out", "phone", "told"), AT_ONCE)
    assert desk.case(case).header.follow_ups == ()
    assert not [*check(desk).findings]


def test_the_clocks_that_a_refused_letter_stopped_run_on_as_if_it_had_never_gone(desk: FakeContext) -> None:
    """Their deadlines are those of before, nobody takes the refusal back, and check agrees."""
    case, dispatch = desk.open(), fake_dispatch()._replace(letters=_Refusing())
    before = _due(desk, case)
    _send(desk.later(minutes=30), draft(desk, case, BY_MAIL), dispatch)
    assert _due(desk, case) == before
    with refused(desk, Refused, "a record that a letter was not delivered cannot be undone"):
        undo(desk, case, "never mind", AT_ONCE)
    assert not [*check(desk).findings]


@pytest.mark.parametrize(("action", "is_lost"), [("failed", True), ("Failed", True), ("delayed", False), ("", False)])
def test_a_report_that_comes_by_mail_counts_as_a_refusal_if_nothing_is_tried_again(
    desk: FakeContext, action: str, *, is_lost: bool
) -> None:
    """Once for each letter, however many reports come."""
    case, dispatch = desk.open(), fake_dispatch()
    before = _due(desk, case)
    _send(desk.later(minutes=30), draft(desk, case, BY_MAIL), dispatch)
    letter = desk.case(case).journal[-1].text("message_id")
    report = bounce(letter).replace(b"Action: failed", f"Action: {action}".encode())
    for number in range(2):
        take_in(desk.later(minutes=5), [mail_in(b"Message-ID: <%d@mx.example.com>\r\n%b" % (number, report))], b"")
    header = desk.case(case).header
    assert [each.kind for each in header.follow_ups] == (["undelivered letter"] if is_lost else [])
    assert (_due(desk, case) == before) == is_lost
    assert [event.kind for event in desk.case(case).journal].count("filed") == 2
    assert not [*check(desk).findings]


def _due(desk: FakeContext, case: str) -> dict[str, str]:
    return {clock: at.isoformat() for clock, at in desk.case(case).header.due.items()}


class _Refusing(FakeSender):
    def send(self, message: Outgoing) -> Outcome:
        return Outcome(REFUSED, "550 nobody here")


def test_an_approved_letter_is_sent_in_the_act_of_its_approval_and_not_at_night() -> None:
    desk = FakeContext(templates={"plain": APPROVED})
    desk.store.files["scripts/holding.yaml"] = SCRIPT
    case, dispatch = desk.open(), fake_dispatch()
    assert _send(desk, draft(desk, case, BY_MAIL), dispatch) is None
    wanted = Approval(Envelope(True, "flora@example.org"))

    def approved(*, at_once: bool = False) -> Outgoing | None:
        post = Post(dispatch.outbox, at_once)
        return send(desk, dispatch, lambda: approve(desk.by("cy"), case, wanted, AT_ONCE, post))[1]

    with refused(desk.later(hours=12), Refused, "the office is closed until 2026-11-24 09:00"):
        approved()
    message = approved(at_once=True)
    assert (message and message.state, len(_sent(dispatch))) == (SENT, 1)


def test_reminders_of_another_machine_are_left_alone_where_letters_are_sent() -> None:
    desk = FakeContext()
    desk.store.files["scripts/holding.yaml"] = SCRIPT
    case, dispatch = desk.open(), fake_dispatch()
    with refused(desk, Refused, "names no machine"):
        deliver(desk, dispatch)
    _send(desk, draft(desk, case, BY_MAIL), dispatch)
    reminder = replace(_sent(dispatch)[0], id="remind-1", letter="", state="waiting", next_at=desk.now)
    dispatch.outbox.write(reminder)
    assert deliver(desk, dispatch) == ([], [])
