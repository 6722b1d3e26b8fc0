"""The one door: all of an event is recorded or nothing, once, and never over somebody's hand edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest

from casectl.actions.assign import assign
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.set_ import set_fields
from casectl.core.case.ids import case_path
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.messages import Message, Refused, RepositoryError, UsageError, msg
from casectl.ports.recording import Head, NewCommit, Trailers
from tests.actions.cases import refused
from tests.actions.recording.restless import restless, state
from tests.fakes.context import FakeContext
from tests.fakes.ledger import FakeLedger
from tests.fakes.store import FakeStore

# What is recorded


def test_a_receipt_says_what_was_recorded_and_where() -> None:
    context = FakeContext()
    case = context.open()
    receipt = note(context.later(hours=1), case, "rang twice", EventStamp())
    [event] = receipt.events
    assert (event.kind, event.by, event.text("text")) == ("noted", "ada", "rang twice")
    assert to_seconds(event.at) == to_seconds(context.now)
    assert receipt.case.journal[-1] == event
    assert receipt.commit == context.ledger.head().commit
    assert (receipt.already, receipt.notes) == (False, ())
    assert context.store.files[case_path(case)] == context.ledger.blob(case_path(case))
    assert context.ledger.refreshed[-1] == ((case_path(case),), receipt.commit)
    last = context.ledger.commits[-1]
    assert last.subject == f"{case} noted"
    assert last.trailers == Trailers(case, (event.id,), actor="ada")


def test_an_event_may_be_said_to_have_happened_earlier_but_not_later() -> None:
    context = FakeContext()
    case = context.open(received_at=plus(context.now, -timedelta(days=10)))
    early = plus(context.now, -timedelta(days=9))
    assert to_seconds(note(context, case, "x", EventStamp(early)).events[0].at) == to_seconds(early)
    assert to_seconds(context.ledger.commits[-1].at) == to_seconds(context.now)
    with pytest.raises(UsageError, match="is in the future"):
        note(context, case, "x", EventStamp(plus(context.now, timedelta(hours=1))))


def test_what_was_done_cannot_be_dated_before_the_receipt_until_that_is_put_right() -> None:
    """The refusal names both times and the command that corrects the receipt; then the same is recorded."""
    context = FakeContext()
    case, early = context.open(), EventStamp(plus(context.now, -timedelta(days=9)))
    acts: list[Callable[[], object]] = [
        lambda: note(context, case, "x", early),
        lambda: assign(context, case, HandoffForm("bob", reason="x"), early),
        lambda: escalate(context, case, 0, HandoffForm(reason="x"), early),
        lambda: contact(context, case, Contact("in", "phone", "x"), early),
        lambda: set_fields(context, case, FieldChanges([("about", "x")]), early),
    ]
    for act in acts:
        with refused(context, Refused, "2026-11-14T10:00", "2026-11-23T10:00", f"casectl set {case} received_at="):
            act()
    set_fields(context, case, FieldChanges([("received_at", "2026-11-13")], reason="rang then"), EventStamp())
    for act in acts:
        act()


def test_who_records_in_somebody_elses_name_is_named_in_event_and_commit() -> None:
    context = FakeContext()
    case = context.open()
    context.recorder = "cy"
    [event] = note(context, case, "x", EventStamp()).events
    assert (event.by, event.text("via")) == ("ada", "cy")
    trailers = context.ledger.commits[-1].trailers
    assert (trailers.actor, trailers.via) == ("ada", "cy")


def test_the_rest_of_the_file_is_not_touched() -> None:
    context = FakeContext()
    case = context.open()
    context.rewrite(case, "state: new", "# mine\nstate: 'new'  # too\nmine: [a,   b]")
    context.commit(case)
    before = context.store.files[case_path(case)].decode()
    note(context, case, "x", EventStamp())
    after = context.store.files[case_path(case)].decode()
    assert after.startswith(before.rstrip("\n"))


# Others at work


def test_somebody_elses_commit_in_between_is_kept_and_ours_comes_on_top() -> None:
    context, ledger, case = restless(1)
    other = FakeContext(ledger=ledger, store=context.store, drawn=100)

    def meanwhile() -> None:
        ledger.is_locked = False
        note(other, case, "theirs", EventStamp())
        ledger.is_locked = True

    ledger.meanwhile = meanwhile
    note(context, case, "ours", EventStamp())
    assert [event.text("text") for event in context.case(case).journal[1:]] == ["theirs", "ours"]
    assert not ledger.is_locked


def test_four_moves_are_retried_and_the_fifth_gives_up_with_nothing_recorded() -> None:
    context, _, case = restless(4)
    assert note(context, case, "x", EventStamp()).commit
    context, ledger, case = restless(5)
    before = state(context)
    with pytest.raises(
        RepositoryError, match="other commits were made at the same time again and again, so nothing was recorded"
    ):
        note(context, case, "x", EventStamp())
    assert state(context) == before
    assert (ledger.moves, ledger.is_locked) == (0, False)


def test_what_the_verb_says_is_judged_again_after_somebody_elses_commit() -> None:
    context, ledger, case = restless(1)
    other = FakeContext(ledger=ledger, store=context.store, drawn=100)

    def meanwhile() -> None:
        ledger.is_locked = False
        assign(other, case, HandoffForm("bob"), EventStamp())
        ledger.is_locked = True

    ledger.meanwhile = meanwhile
    with pytest.raises(Refused, match="already belongs to bob"):
        assign(context, case, HandoffForm("bob"), EventStamp())
    assert len(ledger.commits) == 2


def test_a_held_lock_and_an_odd_repository_refuse_everything() -> None:
    context = FakeContext()
    case = context.open()
    before = state(context)
    context.ledger.is_locked = True
    with pytest.raises(RepositoryError, match="another casectl"):
        note(context, case, "x", EventStamp())
    context.ledger.is_locked = False
    context.ledger.trouble = RepositoryError(msg("a merge is under way"))
    with pytest.raises(RepositoryError, match="a merge is under way"):
        note(context, case, "x", EventStamp())
    assert state(context) == before


# After the commit


def test_what_recovery_had_to_say_is_on_the_receipt() -> None:
    class Healing(FakeLedger):
        def recover(self, store: object) -> list[Message]:
            return [msg("finished what was interrupted")]

    context = FakeContext(ledger=Healing())
    assert [str(each) for each in note(context, context.open(), "x", EventStamp()).notes] == [
        "finished what was interrupted"
    ]


@pytest.mark.parametrize("trouble", [RepositoryError(msg("the disk is full")), OSError("the disk is full")])
def test_a_work_tree_that_cannot_be_refreshed_is_a_note_and_the_event_is_recorded(trouble: Exception) -> None:
    context = FakeContext()
    case = context.open()

    class Full(FakeStore):
        def write_many(self, *_: object) -> None:
            raise trouble

    context.store = Full(context.store.files)
    receipt = note(context, case, "x", EventStamp())
    assert receipt.commit == context.ledger.head().commit
    [said] = receipt.notes
    assert "recorded, but the work tree could not be refreshed: the disk is full" in str(said)
    assert context.case(case).journal[-1].kind == "noted"


def test_a_ledger_that_refuses_leaves_everything_as_it_was() -> None:
    class Full(FakeLedger):
        def record(self, head: Head, entries: Iterable[NewCommit], at: datetime) -> list[str]:
            raise RepositoryError(msg("the disk is full"))

    context = FakeContext()
    case = context.open()
    before = state(context)
    context.ledger = Full(commits=context.ledger.commits)
    with pytest.raises(RepositoryError, match="the disk is full"):
        note(context, case, "x", EventStamp())
    assert state(context) == before


def test_a_clock_set_before_the_last_commit_is_reported() -> None:
    """Of two clocks one is wrong: nothing is refused, since nobody here can know which."""
    context = FakeContext()
    case = context.open()
    assert note(context.later(minutes=-4), case, "x", EventStamp()).notes == ()
    [said] = note(context.later(hours=-1), case, "x", EventStamp()).notes
    assert "one of the two computers has the wrong time" in str(said)
