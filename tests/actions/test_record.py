"""The one door: all of an event is recorded or nothing, once, and never over somebody's hand edit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

import pytest

from casectl.actions import follow_up, hand, tell
from casectl.actions.advance import Given, advance, reopen
from casectl.actions.change import set_values
from casectl.actions.open_case import Opening, open_case
from casectl.actions.proposal import When
from casectl.actions.tell import note
from casectl.actions.undo import undo
from casectl.core.case.ids import case_path
from casectl.core.reports import Receipt
from casectl.core.values.errors import Misused, NotFound, Refused, RepositoryTrouble, Unreadable
from casectl.core.values.messages import Message, msg
from casectl.ports import Entry, Head
from tests.actions.restless import restless, state
from tests.fakes.desk import GIVEN, FakeDesk
from tests.fakes.ledger import FakeLedger
from tests.fakes.store import FakeStore

# What is recorded


def test_a_receipt_says_what_was_recorded_and_where_it_stands() -> None:
    desk = FakeDesk()
    case = desk.open()
    receipt = note(desk.later(hours=1), case, "rang twice", When())
    [event] = receipt.events
    assert (event.kind, event.by, event.at, event.text("text")) == ("noted", "ada", desk.now, "rang twice")
    assert receipt.case.journal[-1] == event
    assert receipt.commit == desk.ledger.head().commit
    assert (receipt.already, receipt.notes) == (False, ())
    assert desk.store.files[case_path(case)] == desk.ledger.blob(case_path(case))
    assert desk.ledger.refreshed[-1] == ((case_path(case),), receipt.commit)
    assert desk.ledger.commits[-1].message == f"{case} noted\n\nCase: {case}\nEvent: {event.id}\nActor: ada\n"


def test_an_event_may_be_said_to_have_happened_earlier_but_not_later() -> None:
    desk = FakeDesk()
    case = desk.open()
    early = desk.now - timedelta(days=9)
    assert note(desk, case, "x", When(early)).events[0].at == early
    assert desk.ledger.commits[-1].at == desk.now
    with pytest.raises(Misused, match="is still to come"):
        note(desk, case, "x", When(desk.now + timedelta(hours=1)))


def test_who_records_in_somebody_elses_name_stands_in_event_and_commit() -> None:
    desk = FakeDesk()
    case = desk.open()
    desk.recorder = "cy"
    [event] = note(desk, case, "x", When()).events
    assert (event.by, event.text("via")) == ("ada", "cy")
    assert desk.ledger.commits[-1].message.endswith("Actor: ada\nVia: cy\n")


def test_what_else_stands_in_the_file_is_not_touched() -> None:
    desk = FakeDesk()
    case = desk.open()
    desk.rewrite(case, "state: new", "# mine\nstate: 'new'  # too\nmine: [a,   b]")
    desk.commit(case)
    before = desk.store.files[case_path(case)].decode()
    note(desk, case, "x", When())
    after = desk.store.files[case_path(case)].decode()
    assert after.startswith(before.rstrip("\n"))


# The same event id


VERBS: dict[str, Callable[[FakeDesk, str, When], Receipt]] = {
    "note": lambda desk, case, when: tell.note(desk, case, "x", when),
    "contact": lambda desk, case, when: tell.contact(desk, case, tell.Contact("out", "phone", "x"), when),
    "attach": lambda desk, case, when: tell.attach(desk, case, "a.txt", b"x", when),
    "link": lambda desk, case, when: tell.link(desk, case, "related", desk.case_ids()[-1], when),
    "set": lambda desk, case, when: set_values(desk, case, Given([("cause", "lid")]), when),
    "advance": lambda desk, case, when: advance(desk, case, "working", Given(ticks=["heard", "sorry"]), when),
    "assign": lambda desk, case, when: hand.assign(desk, case, hand.Handover("bob"), when),
    "offer": lambda desk, case, when: hand.offer(desk, case, hand.Handover("bob", reason="x"), when),
    "escalate": lambda desk, case, when: hand.escalate(desk, case, 0, hand.Handover("bob", reason="x"), when),
    "followup": lambda desk, case, when: follow_up.add(
        desk, case, follow_up.Plan(desk.now + timedelta(minutes=30), "visit"), when
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_the_same_event_id_twice_is_the_same_as_once(verb: str) -> None:
    """Even an hour later."""
    desk = FakeDesk()
    case = desk.open()
    desk.open()
    first = VERBS[verb](desk, case, When(event_id="retry-1"))
    before = state(desk)
    again = VERBS[verb](desk.later(hours=1), case, When(event_id="retry-1"))
    assert first.events[0].id == "retry-1"
    assert (again.already, again.events, again.commit) == (True, first.events[:1], "")
    assert state(desk) == before


def test_an_event_id_that_stands_for_something_else_is_refused() -> None:
    """Nothing that somebody typed is thrown away with "done already"."""
    desk = FakeDesk()
    case = desk.open()
    again = When(event_id="retry-1")
    note(desk, case, "first", again)
    others: list[Callable[[], object]] = [
        lambda: note(desk, case, "second", again),
        lambda: tell.contact(desk, case, tell.Contact("in", "phone", "first"), again),
        lambda: set_values(desk, case, Given([("about", "lids")]), again),
        lambda: note(desk, case, "x", When(event_id=desk.case(case).journal[0].id)),
    ]
    for other in others:
        with pytest.raises(Refused, match="is recorded already and says something else"):
            other()
    set_values(desk, case, Given([("about", "lids")]), When(event_id="set-1"))
    with pytest.raises(Refused, match="set-1 is recorded already"):
        set_values(desk, case, Given([("about", "doors")]), When(event_id="set-1"))
    note(desk, case, "between", When())
    assert set_values(desk, case, Given([("about", "lids")]), When(event_id="set-1")).already
    set_values(desk, case, Given([("about", "doors")]), When())
    assert set_values(desk, case, Given([("about", "lids")]), When(event_id="set-1")).already
    opened = open_case(desk, Opening("plain", GIVEN), When(event_id="open-2")).case.id
    with pytest.raises(Refused, match="open-2 is recorded already"):
        open_case(desk, Opening("plain", (*GIVEN, ("about", "x"))), When(event_id="open-2"))
    assert open_case(desk, Opening("plain", GIVEN), When(event_id="open-2")).case.id == opened


def test_undo_and_reopen_with_the_same_event_id_happen_once() -> None:
    desk = FakeDesk().by("cy")
    case = desk.open()
    note(desk, case, "x", When())
    undo(desk, case, "", When(event_id="undo-1"))
    assert undo(desk, case, "", When(event_id="undo-1")).already
    advance(desk, case, "dropped", Given(reason="so"), When())
    reopen(desk.by("ada"), case, Given(), When(event_id="open-1"))
    assert reopen(desk, case, Given(), When(event_id="open-1")).already
    assert [event.kind for event in desk.case(case).journal] == ["opened", "noted", "undone", "advanced", "reopened"]


def test_a_case_is_opened_once_for_an_event_id_even_if_the_first_try_never_reached_the_work_tree() -> None:
    desk = FakeDesk()
    opening = Opening("plain", GIVEN)
    first = open_case(desk, opening, When(event_id="retry-1"))
    again = open_case(desk.later(hours=1), opening, When(event_id="retry-1"))
    assert (again.already, again.case.id, again.events) == (True, first.case.id, first.events)
    assert len(desk.ledger.commits) == 1


@pytest.mark.parametrize("bad", ["abc", "a b c d", "-abcd", "a" * 65, "abcd\n"])
def test_a_bad_event_id_is_refused(bad: str) -> None:
    desk = FakeDesk()
    case = desk.open()
    before = state(desk)
    with pytest.raises(Misused, match="cannot be an event id"):
        note(desk, case, "x", When(event_id=bad))
    assert state(desk) == before


def test_an_event_id_that_leaves_no_room_for_a_second_event_is_refused_where_there_are_two() -> None:
    desk = FakeDesk()
    case = desk.open()
    with pytest.raises(Misused, match="cannot be an event id"):
        hand.escalate(desk, case, 0, hand.Handover("bob", reason="x"), When(event_id="a" * 64))
    assert (
        hand.escalate(desk, case, 0, hand.Handover("bob", reason="x"), When(event_id="a" * 62)).events[1].id[-3:]
        == "a-2"
    )


# Others at work


def test_somebody_elses_commit_in_between_is_kept_and_ours_comes_on_top() -> None:
    desk, ledger, case = restless(1)
    other = FakeDesk(ledger=ledger, store=desk.store, drawn=100)

    def meanwhile() -> None:
        ledger.is_locked = False
        note(other, case, "theirs", When())
        ledger.is_locked = True

    ledger.meanwhile = meanwhile
    note(desk, case, "ours", When())
    assert [event.text("text") for event in desk.case(case).journal[1:]] == ["theirs", "ours"]
    assert not ledger.is_locked


def test_four_moves_are_retried_and_the_fifth_gives_up_with_nothing_recorded() -> None:
    desk, _, case = restless(4)
    assert note(desk, case, "x", When()).commit
    desk, ledger, case = restless(5)
    before = state(desk)
    with pytest.raises(RepositoryTrouble, match="other commits kept coming in between"):
        note(desk, case, "x", When())
    assert state(desk) == before
    assert (ledger.moves, ledger.is_locked) == (0, False)


def test_what_the_verb_says_is_judged_anew_after_somebody_elses_commit() -> None:
    desk, ledger, case = restless(1)
    other = FakeDesk(ledger=ledger, store=desk.store, drawn=100)

    def meanwhile() -> None:
        ledger.is_locked = False
        hand.assign(other, case, hand.Handover("bob"), When())
        ledger.is_locked = True

    ledger.meanwhile = meanwhile
    with pytest.raises(Refused, match="is with bob already"):
        hand.assign(desk, case, hand.Handover("bob"), When())
    assert len(ledger.commits) == 2


def test_a_held_lock_and_an_odd_repository_refuse_everything() -> None:
    desk = FakeDesk()
    case = desk.open()
    before = state(desk)
    desk.ledger.is_locked = True
    with pytest.raises(RepositoryTrouble, match="another casectl"):
        note(desk, case, "x", When())
    desk.ledger.is_locked = False
    desk.ledger.trouble = RepositoryTrouble(msg("a merge is under way"))
    with pytest.raises(RepositoryTrouble, match="a merge is under way"):
        note(desk, case, "x", When())
    assert state(desk) == before


# Hand edits


def in_a_commit(old: str, new: str) -> Callable[[FakeDesk, str], object]:
    def edit(desk: FakeDesk, case: str) -> None:
        desk.rewrite(case, old, new)
        desk.commit(case)

    return edit


HAND_EDITS: list[tuple[Callable[[FakeDesk, str], object], str]] = [
    (lambda desk, case: desk.rewrite(case, "problem: The", "problem: A"), "has changes that are not recorded"),
    (lambda desk, case: desk.rewrite(case, "state: new", "state: closed"), "has changes that are not recorded"),
    (lambda desk, case: desk.store.files.pop(case_path(case)), "is not in the work tree|not recorded"),
    (lambda desk, _: desk.ledger.commits.clear(), "has changes that are not recorded"),
    (in_a_commit("state: new", "state: closed"), "state is closed, the journal says new"),
    (in_a_commit("id: C-2611-00000001X", "id: C-2611-000000024"), "says that it is C-2611-000000024"),
]


@pytest.mark.parametrize(("edit", "said"), HAND_EDITS)
@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_recorded_over_a_hand_edit(edit: Callable[[FakeDesk, str], object], said: str, verb: str) -> None:
    desk = FakeDesk()
    case = desk.open()
    desk.open()
    edit(desk, case)
    before = state(desk)
    with pytest.raises((Refused, NotFound), match=said):
        VERBS[verb](desk, case, When())
    assert state(desk) == before


def test_line_ends_that_a_checkout_turned_are_no_hand_edit() -> None:
    desk = FakeDesk()
    case = desk.open()
    desk.store.files[case_path(case)] = desk.store.files[case_path(case)].replace(b"\n", b"\r\n")
    note(desk, case, "x", When())
    assert b"\r" not in desk.store.files[case_path(case)]


def test_a_recorded_file_that_cannot_be_read_is_said_so() -> None:
    desk = FakeDesk()
    case = desk.open()
    desk.store.files[case_path(case)] = b"a: !tag b\n"
    desk.commit(case)
    with pytest.raises(Unreadable, match=r"C-2611-00000001X.yaml:1:"):
        note(desk, case, "x", When())


# After the commit


def test_what_recovery_had_to_say_stands_on_the_receipt() -> None:
    class Healing(FakeLedger):
        def heal(self, store: object) -> list[Message]:
            return [msg("finished what was interrupted")]

    desk = FakeDesk(ledger=Healing())
    assert [str(each) for each in note(desk, desk.open(), "x", When()).notes] == ["finished what was interrupted"]


@pytest.mark.parametrize("trouble", [RepositoryTrouble(msg("the disk is full")), OSError("the disk is full")])
def test_a_work_tree_that_cannot_be_refreshed_is_a_note_and_the_event_is_recorded(trouble: Exception) -> None:
    desk = FakeDesk()
    case = desk.open()

    class Full(FakeStore):
        def write(self, path: str, data: bytes) -> None:
            raise trouble

    desk.store = Full(desk.store.files)
    receipt = note(desk, case, "x", When())
    assert receipt.commit == desk.ledger.head().commit
    [said] = receipt.notes
    assert "recorded, but the work tree could not be refreshed: the disk is full" in str(said)
    assert desk.case(case).journal[-1].kind == "noted"


def test_a_ledger_that_refuses_leaves_everything_as_it_was() -> None:
    class Full(FakeLedger):
        def record(self, head: Head, entries: Iterable[Entry], at: datetime) -> list[str]:
            raise RepositoryTrouble(msg("the disk is full"))

    desk = FakeDesk()
    case = desk.open()
    before = state(desk)
    desk.ledger = Full(commits=desk.ledger.commits)
    with pytest.raises(RepositoryTrouble, match="the disk is full"):
        note(desk, case, "x", When())
    assert state(desk) == before


def test_a_clock_that_stands_before_the_last_commit_is_told() -> None:
    """Of two clocks one is wrong: nothing is refused, since nobody here can know which."""
    desk = FakeDesk()
    case = desk.open()
    assert note(desk.later(minutes=-4), case, "x", When()).notes == ()
    [said] = note(desk.later(hours=-1), case, "x", When()).notes
    assert "one of two clocks is wrong" in str(said)
