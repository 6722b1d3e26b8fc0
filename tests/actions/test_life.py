"""The verbs of a case's life: what each records, and what it refuses without a trace."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from casectl.actions import follow_up, hand, tell
from casectl.actions.advance import Given, advance, reopen
from casectl.actions.change import edit_case, set_values
from casectl.actions.hand import Handover
from casectl.actions.open_case import Opening, open_case
from casectl.actions.proposal import When
from casectl.actions.undo import undo
from casectl.core.case.ids import case_path
from casectl.core.case.model import Link
from casectl.core.values.errors import CasectlError, Misused, NotFound, Refused, Unreadable
from casectl.core.values.tree import Plain
from tests.fakes.desk import GIVEN, NOW, FakeDesk

TICKS = ("heard", "sorry")
AT_ONCE = When()


@pytest.fixture(name="desk")
def fake_desk() -> FakeDesk:
    return FakeDesk()


@contextmanager
def refused(desk: FakeDesk, kind: type[CasectlError], *said: str) -> Iterator[None]:
    """What is done within is refused, all of `said` is named, and nothing has changed."""
    before = (dict(desk.store.files), len(desk.ledger.commits))
    with pytest.raises(kind) as error:
        yield
    assert [each for each in said if each not in str(error.value)] == [], str(error.value)
    assert (desk.store.files, len(desk.ledger.commits)) == before
    assert not desk.ledger.is_locked


def kinds(desk: FakeDesk, case: str) -> list[str]:
    return [event.kind for event in desk.case(case).journal]


def worked(desk: FakeDesk, target: str = "solved") -> str:
    """A case that went as far as `target`: working, solved or closed."""
    case = desk.open()
    advance(desk, case, "working", Given(ticks=TICKS), AT_ONCE)
    if target != "working":
        tell.contact(desk, case, tell.Contact("out", "phone", "it is the lid"), AT_ONCE)
        advance(desk, case, "solved", Given([("cause", "a loose lid")]), AT_ONCE)
    if target == "closed":
        follow_up.done(desk, case, "call", "fine", AT_ONCE)
        advance(desk, case, "closed", Given(), AT_ONCE)
    return case


# new


def test_a_new_case_has_what_was_said_the_defaults_and_an_owner(desk: FakeDesk) -> None:
    received = NOW - timedelta(days=1)
    opening = Opening("plain", [*GIVEN, ("customer.age", "040")], received, "bob", "back", 2)
    case = open_case(desk, opening, AT_ONCE).case
    assert (case.title, case.header.owner, case.header.team, case.header.level) == (
        "The parcel came open",
        "bob",
        "back",
        2,
    )
    assert (case.header.received_at, case.header.opened_at) == (received, NOW)
    assert case.fields["customer"] == {"name": "Flora Fiction", "age": "40"}
    assert case.fields["channel"] == "phone"
    assert case.source.file == case_path(case.id)
    assert desk.subjects() == [f"{case.id} opened: plain (new)"]


def test_who_opens_a_case_owns_it_in_the_templates_team(desk: FakeDesk) -> None:
    header = desk.opened().case.header
    assert (header.owner, header.team, header.level) == ("ada", "front", 1)


def test_a_template_with_an_unknown_team_gives_the_owners_own(desk: FakeDesk) -> None:
    text = desk.store.files["templates/plain.yaml"]
    desk.store.files["templates/plain.yaml"] = text.replace(b"team: front", b"team: nowhere")
    assert desk.opened(owner="bob").case.header.team == "back"


def test_a_case_cannot_be_opened_without_all_that_is_required(desk: FakeDesk) -> None:
    with refused(
        desk, Refused, "a title is needed", "Problem (problem) must be filled", "Name (customer.name) must be filled"
    ):
        open_case(desk, Opening("plain", [("problem", "tbd")]), AT_ONCE)


@pytest.mark.parametrize(
    ("opening", "kind", "said"),
    [
        (Opening("plane"), NotFound, "there is no template plane"),
        (Opening("plain", GIVEN, owner="adda"), NotFound, "there is no person adda"),
        (Opening("plain", GIVEN, team="fron"), NotFound, "there is no team fron"),
        (Opening("plain", GIVEN, level=9), Misused, "there is no level 9; levels are 1, 2, 3"),
        (Opening("plain", GIVEN, NOW + timedelta(seconds=1)), Misused, "is still to come"),
        (Opening("plain", [*GIVEN, ("colour", "red"), ("channel", "drum")]), Misused, "there is no field colour"),
    ],
)
def test_a_case_is_not_opened_from_what_is_not_known(
    desk: FakeDesk, opening: Opening, kind: type[CasectlError], said: str
) -> None:
    with refused(desk, kind, said):
        open_case(desk, opening, AT_ONCE)


# advance, reopen


def test_a_case_goes_all_the_way_and_comes_back(desk: FakeDesk) -> None:
    case = worked(desk, "closed")
    assert desk.case(case).header.closed_at == desk.now
    assert desk.case(case).header.due == {}
    receipt = reopen(desk, case, Given(reason="it came open again"), AT_ONCE)
    assert (receipt.before.state, receipt.case.header.state, receipt.case.header.closed_at) == (
        "closed",
        "working",
        None,
    )
    assert receipt.events[0].text("reason") == "it came open again"


def test_values_and_ticks_given_with_a_step_count_for_it_and_are_named(desk: FakeDesk) -> None:
    case = desk.open()
    [event] = advance(desk, case, "working", Given([("customer.age", "3")], TICKS, "so"), AT_ONCE).events
    assert event.data["changed"] == ["fields.customer.age", "checklists.first.heard", "checklists.first.sorry"]
    assert (event.text("to"), event.text("reason")) == ("working", "so")
    assert desk.case(case).tree["checklists"] == {"first": {"heard": "yes", "sorry": "yes"}}


def test_a_refused_step_records_neither_the_step_nor_what_was_given_with_it(desk: FakeDesk) -> None:
    case = desk.open()
    with refused(desk, Refused, "cannot move from New to Working yet", "Said sorry (first.sorry)"):
        advance(desk, case, "working", Given([("cause", "lid")], ["heard"]), AT_ONCE)
    with refused(desk, Misused, "there is no checklist item herd"):
        advance(desk, case, "working", Given(ticks=["herd"]), AT_ONCE)
    with refused(desk, Misused, "there is no field couse", "there is no field x"):
        advance(desk, case, "working", Given([("couse", "lid"), ("x", "y")]), AT_ONCE)
    with refused(desk, NotFound, "there is no state wroking", "did you mean working?"):
        advance(desk, case, "wroking", Given(), AT_ONCE)
    with refused(desk, Refused, "possible from here: Working (working), Dropped (dropped)"):
        advance(desk, case, "solved", Given(), AT_ONCE)


def test_only_what_is_over_is_reopened_and_only_by_who_may(desk: FakeDesk) -> None:
    case = worked(desk, "working")
    with refused(desk, Refused, "is in state Working: it is not over"):
        reopen(desk, case, Given(), AT_ONCE)
    case = worked(desk)
    with refused(desk.by("cy"), Refused, "cy may not reopen"):
        reopen(desk, case, Given(), AT_ONCE)


# Deadlines, as the template says


def due(desk: FakeDesk, case: str) -> dict[str, float]:
    """The open deadlines in hours from NOW."""
    return {clock: (at - NOW) / timedelta(hours=1) for clock, at in sorted(desk.case(case).header.due.items())}


def test_clocks_start_stop_and_start_anew(desk: FakeDesk) -> None:
    case = desk.open()
    assert due(desk, case) == {"answer": 4, "resolve": 48, "update": 24}
    tell.contact(desk.later(hours=1), case, tell.Contact("in", "mail", "hurry"), AT_ONCE)
    assert due(desk, case) == {"answer": 4, "resolve": 48, "update": 24}
    tell.contact(desk.later(hours=1), case, tell.Contact("out", "mail", "we are on it"), AT_ONCE)
    assert due(desk, case) == {"resolve": 48, "update": 26}
    advance(desk, case, "working", Given(ticks=TICKS), AT_ONCE)
    tell.contact(desk.later(hours=1), case, tell.Contact("out", "mail", "solved"), AT_ONCE)
    advance(desk, case, "solved", Given([("cause", "lid")]), AT_ONCE)
    assert due(desk, case) == {}
    tell.contact(desk, case, tell.Contact("out", "mail", "bye"), AT_ONCE)
    assert due(desk, case) == {}
    reopen(desk.later(hours=1), case, Given(), AT_ONCE)
    assert due(desk, case) == {"resolve": 4 + 48, "update": 4 + 24}


def test_a_clock_that_counts_from_the_customers_time_does_so_after_a_change_of_level_too(desk: FakeDesk) -> None:
    case = open_case(desk, Opening("plain", GIVEN, NOW - timedelta(hours=2)), AT_ONCE).case.id
    assert due(desk, case) == {"answer": 2, "resolve": 46, "update": 24}
    hand.escalate(desk.later(hours=5), case, 3, Handover(reason="hot"), AT_ONCE)
    assert due(desk, case) == {"answer": 2, "resolve": 6, "update": 24}


def test_a_change_of_level_counts_from_the_start_that_stands_not_from_one_that_was_undone(desk: FakeDesk) -> None:
    case = desk.open()
    tell.contact(desk.later(hours=2), case, tell.Contact("out", "mail", "to the wrong one"), AT_ONCE)
    undo(desk, case, "", AT_ONCE)
    hand.escalate(desk, case, 3, Handover(reason="hot"), AT_ONCE)
    assert due(desk, case) == {"answer": 4, "resolve": 8, "update": 24}


def test_closing_stops_every_clock_and_leaves_what_was_planned_by_hand(desk: FakeDesk) -> None:
    case = desk.open()
    follow_up.add(desk, case, follow_up.Plan(NOW + timedelta(hours=3), "visit"), AT_ONCE)
    advance(desk.by("cy"), case, "dropped", Given(reason="so"), AT_ONCE)
    assert due(desk, case) == {}
    assert [each.what for each in desk.case(case).header.follow_ups] == ["visit"]


def test_a_resolved_case_has_its_follow_ups_which_reopening_cancels(desk: FakeDesk) -> None:
    case = worked(desk)
    planned = desk.case(case).header.follow_ups
    assert [(each.rule, each.what, each.who) for each in planned] == [
        ("call", "callback", "ada"),
        ("survey", "survey", "ada"),
    ]
    assert len({each.id for each in planned}) == 2
    reopen(desk, case, Given(), AT_ONCE)
    assert desk.case(case).header.follow_ups == ()
    with refused(desk, Refused, "record what the customer was told"):
        advance(desk, case, "solved", Given(), AT_ONCE)
    tell.contact(desk, case, tell.Contact("out", "phone", "it was the hinge"), AT_ONCE)
    advance(desk, case, "solved", Given(), AT_ONCE)
    assert [each.rule for each in desk.case(case).header.follow_ups] == ["call", "survey"]


# note, contact, attach, link


def test_a_note_keeps_every_sign_and_every_line_end(desk: FakeDesk) -> None:
    case = desk.open()
    text = "  ‮no: 'x'\r\n# ---\n\ttab\x07"
    tell.note(desk, case, text, AT_ONCE)
    assert desk.case(case).journal[-1].text("text") == text


@pytest.mark.parametrize("blank", ["", " \n\t", "\u200b\u3000"])
def test_nothing_is_not_recorded(desk: FakeDesk, blank: str) -> None:
    case = desk.open()
    with refused(desk, Misused, "the text is blank"):
        tell.note(desk, case, blank, AT_ONCE)
    with refused(desk, Misused, "the text is blank"):
        tell.contact(desk, case, tell.Contact("out", "mail", blank), AT_ONCE)


def test_a_contact_goes_by_a_channel_that_the_template_knows(desk: FakeDesk) -> None:
    case = desk.open()
    event = tell.contact(desk, case, tell.Contact("in", "Phone", "x"), AT_ONCE).events[0]
    assert dict(event.data) == {"direction": "in", "channel": "phone", "text": "x"}
    assert "channel" not in tell.contact(desk, case, tell.Contact("in", "", "x"), AT_ONCE).events[0].data
    with refused(desk, Misused, "drum is not among phone, mail"):
        tell.contact(desk, case, tell.Contact("in", "drum", "x"), AT_ONCE)


def test_a_file_is_kept_beside_the_case_with_size_and_hash(desk: FakeDesk) -> None:
    case = desk.open()
    event = tell.attach(desk, case, "receipt.pdf", b"\0pdf", AT_ONCE).events[0]
    file = f"attachments/{case}/receipt.pdf"
    assert (event.text("file"), event.text("size")) == (file, "4")
    assert event.text("sha256") == hashlib.sha256(b"\0pdf").hexdigest()
    assert desk.store.files[file] == desk.ledger.blob(file) == b"\0pdf"
    assert len(desk.ledger.commits) == 2


def test_another_file_of_the_same_name_stands_beside_it_and_the_same_one_not_twice(desk: FakeDesk) -> None:
    case = desk.open()
    tell.attach(desk, case, "a.txt", b"one", AT_ONCE)
    second = tell.attach(desk, case, "a.txt", b"two", AT_ONCE).events[0].text("file")
    assert second.endswith("-a.txt")
    for content in (b"one", b"two"):
        with refused(desk, Refused, "is attached already"):
            tell.attach(desk, case, "a.txt", content, AT_ONCE)
    desk.store.files[f"attachments/{case}/b.txt"] = b"mine, not recorded"
    tell.attach(desk, case, "b.txt", b"three", AT_ONCE)
    assert desk.store.files[f"attachments/{case}/b.txt"] == b"mine, not recorded"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("收据 (1).pdf", "收据 (1).pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("-rf", "rf"),
        (".git", "git"),
        ("a\x1b[2J\n.txt", "a_[2J_.txt"),
        ("..", "file"),
        ("投" * 100 + ".pdf", "投" * 65 + ".pdf"),
        ("." * 150 + "x" * 100, "x" * 100),
    ],
)
def test_a_files_name_is_made_harmless_and_fits_any_file_system(name: str, kept: str) -> None:
    assert tell.safe_name(name) == kept
    assert len(tell.safe_name(name).encode()) <= 200


def test_links_are_made_and_taken_back(desk: FakeDesk) -> None:
    case, other = desk.open(), desk.open()
    assert tell.link(desk, case, "part-of", other, AT_ONCE).case.header.links == (Link("part-of", other),)
    with refused(desk, Refused, f"{case} is part of {other} already"):
        tell.link(desk, case, "part-of", other, AT_ONCE)
    with refused(desk, Refused, f"{case} is not related to {other}"):
        tell.unlink(desk, case, "related", other, AT_ONCE)
    assert tell.unlink(desk, case, "part-of", other, AT_ONCE).case.header.links == ()
    with refused(desk, Misused, "a case cannot be linked to itself"):
        tell.link(desk, case, "related", case, AT_ONCE)
    with refused(desk, NotFound, "there is no case nowhere"):
        tell.link(desk, case, "related", "nowhere", AT_ONCE)


# assign, handoff, accept, return, escalate


def test_a_case_is_assigned_at_once(desk: FakeDesk) -> None:
    case = desk.open()
    header = hand.assign(desk, case, Handover("bob", "back", "yours"), AT_ONCE).case.header
    assert (header.owner, header.team) == ("bob", "back")
    with refused(desk, Refused, f"{case} is with bob already"):
        hand.assign(desk, case, Handover("bob"), AT_ONCE)
    assert hand.assign(desk, case, Handover("bob", "front"), AT_ONCE).case.header.team == "front"


def test_a_handoff_is_an_offer_until_it_is_accepted(desk: FakeDesk) -> None:
    case = desk.open()
    form = Handover("bob", "", "needs a tool", "rang twice", "an answer today", "an old customer")
    receipt = hand.offer(desk, case, form, AT_ONCE)
    assert dict(receipt.events[0].data) == {
        "to": "bob", "giver": "ada", "reason": "needs a tool", "tried": "rang twice",
        "expects": "an answer today", "background": "an old customer",
    }  # fmt: skip
    assert receipt.case.header.owner == "ada"
    assert receipt.case.tree["offer"] == {"to": "bob", "by": "ada", "at": "2026-11-23T10:00:00+08:00",
                                          "event": receipt.events[0].id}  # fmt: skip
    accepted = hand.accept(desk.by("bob"), case, AT_ONCE).case
    assert (accepted.header.owner, accepted.header.offer, accepted.tree.get("offer")) == ("bob", None, None)


def test_an_offer_to_a_team_is_taken_by_one_of_it(desk: FakeDesk) -> None:
    case = desk.open()
    offered = hand.offer(desk, case, Handover(team="back", reason="x"), AT_ONCE).case
    assert offered.tree["offer"] == {"team": "back", "by": "ada", "at": "2026-11-23T10:00:00+08:00",
                                     "event": offered.journal[-1].id}  # fmt: skip
    header = hand.accept(desk.by("bob"), case, AT_ONCE).case.header
    assert (header.owner, header.team) == ("bob", "back")


def test_an_offer_is_sent_back_or_taken_back_with_the_reason(desk: FakeDesk) -> None:
    for person in ("bob", "ada"):
        case = desk.by("ada").open()
        hand.offer(desk, case, Handover("bob", reason="x"), AT_ONCE)
        receipt = hand.send_back(desk.by(person), case, "not mine", AT_ONCE)
        assert (receipt.case.header.owner, receipt.case.header.offer) == ("ada", None)
        assert dict(receipt.events[0].data) == {"to": "ada", "giver": "bob", "reason": "not mine"}


def test_all_that_is_wrong_with_a_handover_is_said_at_once(desk: FakeDesk) -> None:
    """Nobody mends a person's name only to be told of the team, then of the reason, then of the case."""
    form = Handover("bop", "bakc")
    names = ("there is no person bop in casectl.yaml (did you mean bob?)", "there is no team bakc in casectl.yaml")
    gone = "there is no case nowhere"
    with refused(desk, NotFound, *names, gone):
        hand.assign(desk, "nowhere", form, AT_ONCE)
    with refused(desk, NotFound, *names, "say why", gone):
        hand.offer(desk, "nowhere", form, AT_ONCE)
    case = desk.open()
    with refused(desk, Misused, "say to whom", "say why"):
        hand.offer(desk, case, Handover(), AT_ONCE)
    with refused(desk, NotFound, *names, "say why", gone):
        hand.escalate(desk, "nowhere", 2, form, AT_ONCE)
    with refused(desk, Misused, "say why", gone):
        hand.send_back(desk, "nowhere", " ", AT_ONCE)


def test_what_is_nobodys_to_give_or_take_is_refused(desk: FakeDesk) -> None:
    case = desk.open()
    with refused(desk, Misused, "say to whom"):
        hand.offer(desk, case, Handover(reason="x"), AT_ONCE)
    with refused(desk, Misused, "say why"):
        hand.offer(desk, case, Handover("bob", reason=" "), AT_ONCE)
    with refused(desk, NotFound, "there is no person bop", "did you mean bob?"):
        hand.offer(desk, case, Handover("bop", reason="x"), AT_ONCE)
    with refused(desk, NotFound, "there is no team bakc"):
        hand.assign(desk, case, Handover("bob", "bakc"), AT_ONCE)
    with refused(desk.by("bob"), Refused, "belongs to ada"):
        hand.offer(desk, case, Handover("cy", reason="x"), AT_ONCE)
    with refused(desk, Refused, "is not on offer"):
        hand.accept(desk, case, AT_ONCE)
    with refused(desk, Misused, "say why"):
        hand.send_back(desk, case, "", AT_ONCE)
    with refused(desk, Misused, "say why"):
        hand.escalate(desk, case, 0, Handover(), AT_ONCE)


@pytest.mark.parametrize(
    "verb",
    [
        lambda desk, case: hand.assign(desk, case, Handover("bob"), AT_ONCE),
        lambda desk, case: hand.offer(desk, case, Handover("bob", reason="x"), AT_ONCE),
        lambda desk, case: hand.escalate(desk, case, 0, Handover(reason="x"), AT_ONCE),
    ],
)
def test_a_closed_case_is_not_handed_about(desk: FakeDesk, verb: Callable[[FakeDesk, str], object]) -> None:
    case = worked(desk, "closed")
    with refused(desk, Refused, f"{case} is Closed: it is over", f"casectl reopen {case}"):
        verb(desk, case)


def test_escalating_raises_the_level_and_may_offer_the_case_in_the_same_commit(desk: FakeDesk) -> None:
    case = desk.open()
    assert hand.escalate(desk, case, 0, Handover(reason="hot"), AT_ONCE).case.header.level == 2
    receipt = hand.escalate(desk, case, 3, Handover("cy", reason="hotter"), AT_ONCE)
    assert [event.kind for event in receipt.events] == ["escalated", "offered"]
    assert (receipt.case.header.level, receipt.case.header.offer and receipt.case.header.offer.to) == (3, "cy")
    assert len(desk.ledger.commits) == 3
    with refused(desk, Refused, "there is no level 4; levels are 1, 2, 3"):
        hand.escalate(desk, case, 0, Handover(reason="x"), AT_ONCE)
    with refused(desk, Refused, "is at level 3 already"):
        hand.escalate(desk, case, 2, Handover(reason="x"), AT_ONCE)


def test_an_escalation_whose_offer_is_refused_records_no_half_of_it(desk: FakeDesk) -> None:
    case = desk.open()
    hand.offer(desk, case, Handover("bob", reason="x"), AT_ONCE)
    with refused(desk, Refused, "is offered to bob already"):
        hand.escalate(desk, case, 0, Handover("cy", reason="x"), AT_ONCE)


# followup


def test_a_follow_up_is_planned_done_and_cancelled(desk: FakeDesk) -> None:
    case = desk.open()
    at = NOW + timedelta(days=2)
    planned = follow_up.add(
        desk, case, follow_up.Plan(at, "ring back", note="after five"), AT_ONCE
    ).case.header.follow_ups
    assert [(each.at, each.what, each.who, each.note) for each in planned] == [(at, "ring back", "ada", "after five")]
    follow_up.add(desk, case, follow_up.Plan(at, "visit", "bob"), AT_ONCE)
    receipt = follow_up.done(desk, case, "ring back", "all well", AT_ONCE)
    assert dict(receipt.events[0].data) == {"follow_up": planned[0].id, "what": "ring back", "outcome": "all well"}
    receipt = follow_up.cancel(desk, case, "", "moved away", AT_ONCE)
    assert receipt.events[0].text("what") == "visit"
    assert receipt.case.header.follow_ups == ()


def test_follow_ups_of_two_event_ids_that_end_alike_are_two(desk: FakeDesk) -> None:
    case = desk.open()
    for event_id in ("monday-followup", "friday-followup"):
        follow_up.add(desk, case, follow_up.Plan(NOW + timedelta(days=1), "ring"), When(event_id=event_id))
    first, second = desk.case(case).header.follow_ups
    assert first.id != second.id
    follow_up.done(desk, case, first.id, "", AT_ONCE)
    assert desk.case(case).header.follow_ups == (second,)


def test_a_follow_up_that_says_nothing_lies_behind_or_is_for_nobody_is_refused(desk: FakeDesk) -> None:
    case = desk.open()
    with refused(desk, Misused, "is over: a follow-up lies ahead"):
        follow_up.add(desk, case, follow_up.Plan(NOW - timedelta(seconds=1), "ring"), AT_ONCE)
    with refused(desk, Misused, "say what is to be done"):
        follow_up.add(desk, case, follow_up.Plan(NOW + timedelta(1), " "), AT_ONCE)
    with refused(desk, NotFound, "there is no person eve"):
        follow_up.add(desk, case, follow_up.Plan(NOW + timedelta(1), "ring", "eve"), AT_ONCE)
    with refused(desk, Misused, "say why"):
        follow_up.cancel(desk, case, "", "", AT_ONCE)


def test_which_follow_up_is_meant_must_be_clear(desk: FakeDesk) -> None:
    case = desk.open()
    with refused(desk, NotFound, "has no open follow-up"):
        follow_up.done(desk, case, "", "", AT_ONCE)
    case = worked(desk)
    with refused(desk, NotFound, "has several open follow-ups", "call", "survey"):
        follow_up.done(desk, case, "", "", AT_ONCE)
    with refused(desk, NotFound, "has no open follow-up visit", "open are"):
        follow_up.done(desk, case, "visit", "", AT_ONCE)
    with refused(desk, NotFound, "f may mean several follow-ups", "(call, 2026-"):
        follow_up.done(desk, case, "f", "", AT_ONCE)
    assert follow_up.done(desk, case, "callback", "", AT_ONCE).events[0].text("what") == "callback"


# set and edit


def test_set_changes_fields_and_ticks_and_names_them(desk: FakeDesk) -> None:
    case = desk.open()
    receipt = set_values(desk, case, Given([("cause", "lid"), ("channel", "")], ["heard"], "heard"), AT_ONCE)
    assert dict(receipt.events[0].data) == {
        "changed": ["fields.channel", "fields.cause", "checklists.first.heard"], "reason": "heard",
    }  # fmt: skip
    assert "channel" not in receipt.case.fields
    with refused(desk, Refused, "says all that already"):
        set_values(desk, case, Given([("cause", "lid")], ["heard"]), AT_ONCE)
    with refused(desk, Misused, "state is governed by the journal"):
        set_values(desk, case, Given([("state", "closed")]), AT_ONCE)


def edit(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def test_nothing_takes_away_what_a_case_must_say(desk: FakeDesk) -> None:
    case = worked(desk)
    for given in (Given([("problem", ""), ("cause", "")]), Given([("problem", " "), ("cause", "tbd")])):
        with refused(desk, Refused, "Problem (problem) must be filled for opening", "Cause (cause) must be filled"):
            set_values(desk, case, given, AT_ONCE)
    fresh = desk.open()
    with refused(desk, Refused, "Problem (problem) must be filled for opening"):
        advance(desk, fresh, "working", Given([("problem", "")], TICKS), AT_ONCE)
    for line in (b"title: The parcel came open\n", b"  problem: The parcel came open\n"):
        with refused(desk, Refused, "would lack what it must say"):
            edit_case(desk, case, lambda text, line=line: text.replace(line, b""), AT_ONCE)  # type: ignore[misc]
    set_values(desk, case, Given([("about", "lids")]), AT_ONCE)
    set_values(desk, case, Given([("about", "")]), AT_ONCE)
    assert "about" not in desk.case(case).fields


def test_what_was_missing_before_does_not_stand_in_the_way(desk: FakeDesk) -> None:
    case = desk.open()
    desk.rewrite(case, "  problem: The parcel came open\n", "")
    desk.commit(case)
    set_values(desk, case, Given([("about", "lids")]), AT_ONCE)
    assert desk.case(case).fields["about"] == "lids"


def test_an_edit_records_what_it_changed_in_the_free_part(desk: FakeDesk) -> None:
    case = desk.open()
    receipt = edit_case(desk, case, edit("title: The", "mine: 1\ntitle: A"), AT_ONCE)
    assert receipt.events[0].data["changed"] == ["title", "mine"]
    assert (receipt.case.title, receipt.case.tree["mine"]) == ("A parcel came open", "1")


def test_an_edit_keeps_the_comments_and_the_form_that_it_gave_the_file(desk: FakeDesk) -> None:
    case = desk.open()
    edit_case(
        desk, case, edit("title: The parcel came open", "# rang twice\ntitle:   'A  parcel'   # was: The"), AT_ONCE
    )
    text = desk.store.files[case_path(case)].decode()
    assert "\n# rang twice\ntitle:   'A  parcel'   # was: The" in text


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("state: new", "state: closed", Refused, "cannot be edited: state"),
        ("by: ada", "by: bob", Refused, "cannot be edited: journal"),
        ("channel: phone", "channel: drum", Misused, "channel: drum is not among phone, mail"),
        ("channel: phone", "channel: [phone", Unreadable, ":2"),
        ("nothing", "nothing", Refused, "nothing was changed"),
        ("title:", "# a comment\ntitle:", Refused, "says all that already"),
    ],
)
def test_an_edit_of_what_may_not_be_edited_is_refused(
    desk: FakeDesk, old: str, new: str, kind: type[CasectlError], said: str
) -> None:
    case = desk.open()
    with refused(desk, kind, said):
        edit_case(desk, case, edit(old, new), AT_ONCE)
    with refused(desk, Refused, "nothing was changed"):
        edit_case(desk, case, lambda _: None, AT_ONCE)


def test_what_others_recorded_during_an_edit_is_kept_unless_it_is_the_same_key(desk: FakeDesk) -> None:
    case = desk.open()

    def slow(change: Callable[[bytes], bytes], value: tuple[str, str]) -> Callable[[bytes], bytes]:
        def rewrite(data: bytes) -> bytes:
            set_values(desk, case, Given([value]), AT_ONCE)
            return change(data)

        return rewrite

    receipt = edit_case(desk, case, slow(edit("title: The", "title: A"), ("cause", "lid")), AT_ONCE)
    assert (receipt.case.title, receipt.case.fields["cause"]) == ("A parcel came open", "lid")
    before = len(desk.ledger.commits)
    with pytest.raises(Refused, match="changed by somebody else while you edited: title"):
        edit_case(desk, case, slow(edit("title: A", "title: My"), ("title", "Their parcel")), AT_ONCE)
    assert (len(desk.ledger.commits), desk.case(case).title) == (before + 1, "Their parcel")


def test_sizes_and_levels_are_written_as_numbers(desk: FakeDesk) -> None:
    case = desk.open()
    tell.attach(desk, case, "a", b"x" * 7, AT_ONCE)
    assert "    size: 7\n" in desk.store.files[case_path(case)].decode()
    assert isinstance(hand.escalate(desk, case, 0, Handover(reason="x"), AT_ONCE).events[0].data["level"], Plain)
    assert kinds(desk, case) == ["opened", "attached", "escalated"]
