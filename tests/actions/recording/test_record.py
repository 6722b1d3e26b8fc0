"""The one door: all of an event is recorded or nothing, once, and never over somebody's hand edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest

from casectl.actions import followup
from casectl.actions.advance import advance
from casectl.actions.assign import assign
from casectl.actions.attach import attach
from casectl.actions.contact import Contact, contact
from casectl.actions.escalate import escalate
from casectl.actions.handoff import handoff
from casectl.actions.link import link
from casectl.actions.new import Opening, new
from casectl.actions.note import note
from casectl.actions.recording.field_changes import FieldChanges
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.reopen import reopen
from casectl.actions.set_ import set_fields
from casectl.actions.undo import undo
from casectl.core.case.ids import case_path
from casectl.core.reports import Receipt
from casectl.core.time.instants import plus, to_seconds
from casectl.core.values.errors import NotFound, Refused, RepositoryError, Unreadable, UsageError
from casectl.core.values.messages import Message, msg
from casectl.ports import Head, NewCommit
from tests.actions.recording.restless import restless, state
from tests.fakes.context import GIVEN, FakeContext
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
    assert last.trailers == {"Case": (case,), "Event": (event.id,), "Actor": ("ada",)}


def test_an_event_may_be_said_to_have_happened_earlier_but_not_later() -> None:
    context = FakeContext()
    case = context.open()
    early = plus(context.now, -timedelta(days=9))
    assert to_seconds(note(context, case, "x", EventStamp(early)).events[0].at) == to_seconds(early)
    assert to_seconds(context.ledger.commits[-1].at) == to_seconds(context.now)
    with pytest.raises(UsageError, match="is still to come"):
        note(context, case, "x", EventStamp(plus(context.now, timedelta(hours=1))))


def test_who_records_in_somebody_elses_name_is_named_in_event_and_commit() -> None:
    context = FakeContext()
    case = context.open()
    context.recorder = "cy"
    [event] = note(context, case, "x", EventStamp()).events
    assert (event.by, event.text("via")) == ("ada", "cy")
    trailers = context.ledger.commits[-1].trailers
    assert (trailers["Actor"], trailers["Via"]) == (("ada",), ("cy",))


def test_the_rest_of_the_file_is_not_touched() -> None:
    context = FakeContext()
    case = context.open()
    context.rewrite(case, "state: new", "# mine\nstate: 'new'  # too\nmine: [a,   b]")
    context.commit(case)
    before = context.store.files[case_path(case)].decode()
    note(context, case, "x", EventStamp())
    after = context.store.files[case_path(case)].decode()
    assert after.startswith(before.rstrip("\n"))


# The same event id


VERBS: dict[str, Callable[[FakeContext, str, EventStamp], Receipt]] = {
    "note": lambda context, case, when: note(context, case, "x", when),
    "contact": lambda context, case, when: contact(context, case, Contact("out", "phone", "x"), when),
    "attach": lambda context, case, when: attach(context, case, "a.txt", b"x", when),
    "link": lambda context, case, when: link(context, case, "related", context.case_ids()[-1], when),
    "set": lambda context, case, when: set_fields(context, case, FieldChanges([("cause", "lid")]), when),
    "advance": lambda context, case, when: advance(
        context, case, "working", FieldChanges(ticks=["heard", "sorry"]), when
    ),
    "assign": lambda context, case, when: assign(context, case, HandoffForm("bob"), when),
    "offer": lambda context, case, when: handoff(context, case, HandoffForm("bob", reason="x"), when),
    "escalate": lambda context, case, when: escalate(context, case, 0, HandoffForm("bob", reason="x"), when),
    "followup": lambda context, case, when: followup.add(
        context, case, followup.NewFollowUp(plus(context.now, timedelta(minutes=30)), "visit"), when
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_event_id_twice_is_the_same_as_once(verb: str) -> None:
    """Even an hour later."""
    context = FakeContext()
    case = context.open()
    context.open()
    first = VERBS[verb](context, case, EventStamp(event_id="retry-1"))
    before = state(context)
    again = VERBS[verb](context.later(hours=1), case, EventStamp(event_id="retry-1"))
    assert first.events[0].id == "retry-1"
    assert (again.already, again.events, again.commit) == (True, first.events[:1], "")
    assert state(context) == before


def test_an_event_id_of_something_else_is_refused() -> None:
    """Nothing that somebody typed is thrown away with "done already"."""
    context = FakeContext()
    case = context.open()
    again = EventStamp(event_id="retry-1")
    note(context, case, "first", again)
    others: list[Callable[[], object]] = [
        lambda: note(context, case, "second", again),
        lambda: contact(context, case, Contact("in", "phone", "first"), again),
        lambda: set_fields(context, case, FieldChanges([("about", "lids")]), again),
        lambda: note(context, case, "x", EventStamp(event_id=context.case(case).journal[0].id)),
    ]
    for other in others:
        with pytest.raises(Refused, match="is recorded already and says something else"):
            other()
    set_fields(context, case, FieldChanges([("about", "lids")]), EventStamp(event_id="set-1"))
    with pytest.raises(Refused, match="set-1 is recorded already"):
        set_fields(context, case, FieldChanges([("about", "doors")]), EventStamp(event_id="set-1"))
    note(context, case, "between", EventStamp())
    assert set_fields(context, case, FieldChanges([("about", "lids")]), EventStamp(event_id="set-1")).already
    set_fields(context, case, FieldChanges([("about", "doors")]), EventStamp())
    assert set_fields(context, case, FieldChanges([("about", "lids")]), EventStamp(event_id="set-1")).already
    opened = new(context, Opening("plain", GIVEN), EventStamp(event_id="open-2")).case.id
    with pytest.raises(Refused, match="open-2 is recorded already"):
        new(context, Opening("plain", (*GIVEN, ("about", "x"))), EventStamp(event_id="open-2"))
    assert new(context, Opening("plain", GIVEN), EventStamp(event_id="open-2")).case.id == opened


def test_undo_and_reopen_with_the_same_event_id_happen_once() -> None:
    context = FakeContext().by("cy")
    case = context.open()
    note(context, case, "x", EventStamp())
    undo(context, case, "", EventStamp(event_id="undo-1"))
    assert undo(context, case, "", EventStamp(event_id="undo-1")).already
    advance(context, case, "dropped", FieldChanges(reason="so"), EventStamp())
    reopen(context.by("ada"), case, FieldChanges(), EventStamp(event_id="open-1"))
    assert reopen(context, case, FieldChanges(), EventStamp(event_id="open-1")).already
    assert [event.kind for event in context.case(case).journal] == ["opened", "noted", "undone", "advanced", "reopened"]


def test_a_case_is_opened_once_for_an_event_id_even_if_the_first_try_never_reached_the_work_tree() -> None:
    context = FakeContext()
    opening = Opening("plain", GIVEN)
    first = new(context, opening, EventStamp(event_id="retry-1"))
    again = new(context.later(hours=1), opening, EventStamp(event_id="retry-1"))
    assert (again.already, again.case.id, again.events) == (True, first.case.id, first.events)
    assert len(context.ledger.commits) == 1


@pytest.mark.parametrize("bad", ["abc", "a b c d", "-abcd", "a" * 65, "abcd\n"])
def test_a_bad_event_id_is_refused(bad: str) -> None:
    context = FakeContext()
    case = context.open()
    before = state(context)
    with pytest.raises(UsageError, match="cannot be an event id"):
        note(context, case, "x", EventStamp(event_id=bad))
    assert state(context) == before


def test_an_event_id_that_leaves_no_room_for_a_second_event_is_refused_where_there_are_two() -> None:
    context = FakeContext()
    case = context.open()
    with pytest.raises(UsageError, match="cannot be an event id"):
        escalate(context, case, 0, HandoffForm("bob", reason="x"), EventStamp(event_id="a" * 64))
    assert (
        escalate(context, case, 0, HandoffForm("bob", reason="x"), EventStamp(event_id="a" * 62)).events[1].id[-3:]
        == "a-2"
    )


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
    with pytest.raises(RepositoryError, match="other commits kept coming in between"):
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
    with pytest.raises(Refused, match="is with bob already"):
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


# Hand edits


def in_a_commit(old: str, new: str) -> Callable[[FakeContext, str], object]:
    def edit(context: FakeContext, case: str) -> None:
        context.rewrite(case, old, new)
        context.commit(case)

    return edit


HAND_EDITS: list[tuple[Callable[[FakeContext, str], object], str]] = [
    (lambda context, case: context.rewrite(case, "problem: The", "problem: A"), "has changes that are not recorded"),
    (lambda context, case: context.rewrite(case, "state: new", "state: closed"), "has changes that are not recorded"),
    (lambda context, case: context.store.files.pop(case_path(case)), "is not in the work tree|not recorded"),
    (lambda context, _: context.ledger.commits.clear(), "has changes that are not recorded"),
    (in_a_commit("state: new", "state: closed"), "state is closed, the journal says new"),
    (in_a_commit("id: C-2611-00000001X", "id: C-2611-000000024"), "says that it is C-2611-000000024"),
]


@pytest.mark.parametrize(("edit", "said"), HAND_EDITS)
@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_recorded_over_a_hand_edit(edit: Callable[[FakeContext, str], object], said: str, verb: str) -> None:
    context = FakeContext()
    case = context.open()
    context.open()
    edit(context, case)
    before = state(context)
    with pytest.raises((Refused, NotFound), match=said):
        VERBS[verb](context, case, EventStamp())
    assert state(context) == before


def test_line_ends_that_a_checkout_turned_are_no_hand_edit() -> None:
    context = FakeContext()
    case = context.open()
    context.store.files[case_path(case)] = context.store.files[case_path(case)].replace(b"\n", b"\r\n")
    note(context, case, "x", EventStamp())
    assert b"\r" not in context.store.files[case_path(case)]


def test_a_recorded_file_that_cannot_be_read_is_said_so() -> None:
    context = FakeContext()
    case = context.open()
    context.store.files[case_path(case)] = b"a: !tag b\n"
    context.commit(case)
    with pytest.raises(Unreadable, match=r"C-2611-00000001X.yaml:1:"):
        note(context, case, "x", EventStamp())


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
    assert "one of two clocks is wrong" in str(said)
