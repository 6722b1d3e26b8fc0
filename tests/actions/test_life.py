"""The verbs of a case's life: what each records, and what it refuses without a trace."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casectl.actions import follow_up, hand, tell
from casectl.actions.advance import Given, advance, reopen
from casectl.actions.change import edit_case, set_values
from casectl.actions.hand import HandoffForm
from casectl.actions.new import Opening, open_case
from casectl.actions.proposal import EventStamp
from casectl.actions.undo import undo
from casectl.core.case.ids import case_path
from casectl.core.case.model import Link
from casectl.core.time.instants import elapsed, plus, to_seconds
from casectl.core.values.errors import CasectlError, NotFound, Refused, Unreadable, UsageError
from casectl.core.values.tree import Plain
from tests.fakes.context import GIVEN, NOW, FakeContext

TICKS = ("heard", "sorry")
AT_ONCE = EventStamp()


@pytest.fixture(name="context")
def fake_desk() -> FakeContext:
    return FakeContext()


@contextmanager
def refused(context: FakeContext, kind: type[CasectlError], *said: str) -> Iterator[None]:
    """What is done within is refused, all of `said` is named, and nothing has changed."""
    before = (dict(context.store.files), len(context.ledger.commits))
    with pytest.raises(kind) as error:
        yield
    assert [each for each in said if each not in str(error.value)] == [], str(error.value)
    assert (context.store.files, len(context.ledger.commits)) == before
    assert not context.ledger.is_locked


def kinds(context: FakeContext, case: str) -> list[str]:
    return [event.kind for event in context.case(case).journal]


def worked(context: FakeContext, target: str = "solved") -> str:
    """A case that went as far as `target`: working, solved or closed."""
    case = context.open()
    advance(context, case, "working", Given(ticks=TICKS), AT_ONCE)
    if target != "working":
        tell.contact(context, case, tell.Contact("out", "phone", "it is the lid"), AT_ONCE)
        advance(context, case, "solved", Given([("cause", "a loose lid")]), AT_ONCE)
    if target == "closed":
        follow_up.done(context, case, "call", "fine", AT_ONCE)
        advance(context, case, "closed", Given(), AT_ONCE)
    return case


# new


def test_a_new_case_has_what_was_said_the_defaults_and_an_owner(context: FakeContext) -> None:
    received = plus(NOW, -timedelta(days=1))
    opening = Opening("plain", [*GIVEN, ("customer.age", "040")], received, "bob", "back", 2)
    case = open_case(context, opening, AT_ONCE).case
    assert (case.title, case.header.owner, case.header.team, case.header.level) == (
        "The parcel came open",
        "bob",
        "back",
        2,
    )
    assert case.header.received_at
    assert case.header.opened_at
    assert to_seconds(case.header.received_at) == to_seconds(received)
    assert to_seconds(case.header.opened_at) == to_seconds(NOW)
    assert case.fields["customer"] == {"name": "Flora Fiction", "age": "40"}
    assert case.fields["channel"] == "phone"
    assert case.source.file == case_path(case.id)
    assert context.subjects() == [f"{case.id} opened: plain (new)"]


def test_who_opens_a_case_owns_it_in_the_templates_team(context: FakeContext) -> None:
    header = context.opened().case.header
    assert (header.owner, header.team, header.level) == ("ada", "front", 1)


def test_a_template_with_an_unknown_team_gives_the_owners_own(context: FakeContext) -> None:
    text = context.store.files["templates/plain.yaml"]
    context.store.files["templates/plain.yaml"] = text.replace(b"team: front", b"team: nowhere")
    assert context.opened(owner="bob").case.header.team == "back"


def test_a_case_cannot_be_opened_without_all_that_is_required(context: FakeContext) -> None:
    with refused(
        context, Refused, "a title is needed", "Problem (problem) must be filled", "Name (customer.name) must be filled"
    ):
        open_case(context, Opening("plain", [("problem", "tbd")]), AT_ONCE)


@pytest.mark.parametrize(
    ("opening", "kind", "said"),
    [
        (Opening("plane"), NotFound, "there is no template plane"),
        (Opening("plain", GIVEN, owner="adda"), NotFound, "there is no person adda"),
        (Opening("plain", GIVEN, team="fron"), NotFound, "there is no team fron"),
        (Opening("plain", GIVEN, level=9), UsageError, "there is no level 9; levels are 1, 2, 3"),
        (Opening("plain", GIVEN, plus(NOW, timedelta(seconds=1))), UsageError, "is still to come"),
        (Opening("plain", [*GIVEN, ("colour", "red"), ("channel", "drum")]), UsageError, "there is no field colour"),
    ],
)
def test_a_case_is_not_opened_from_what_is_not_known(
    context: FakeContext, opening: Opening, kind: type[CasectlError], said: str
) -> None:
    with refused(context, kind, said):
        open_case(context, opening, AT_ONCE)


# advance, reopen


def test_a_case_goes_all_the_way_and_comes_back(context: FakeContext) -> None:
    case = worked(context, "closed")
    closed_at = context.case(case).header.closed_at
    assert closed_at
    assert to_seconds(closed_at) == to_seconds(context.now)
    assert context.case(case).header.due == {}
    receipt = reopen(context, case, Given(reason="it came open again"), AT_ONCE)
    assert (receipt.before.state, receipt.case.header.state, receipt.case.header.closed_at) == (
        "closed",
        "working",
        None,
    )
    assert receipt.events[0].text("reason") == "it came open again"


def test_values_and_ticks_given_with_a_step_count_for_it_and_are_named(context: FakeContext) -> None:
    case = context.open()
    [event] = advance(context, case, "working", Given([("customer.age", "3")], TICKS, "so"), AT_ONCE).events
    assert event.data["changed"] == ["fields.customer.age", "checklists.first.heard", "checklists.first.sorry"]
    assert (event.text("to"), event.text("reason")) == ("working", "so")
    assert context.case(case).tree["checklists"] == {"first": {"heard": "yes", "sorry": "yes"}}


def test_a_refused_step_records_neither_the_step_nor_what_was_given_with_it(context: FakeContext) -> None:
    case = context.open()
    with refused(context, Refused, "cannot move from New to Working yet", "Said sorry (first.sorry)"):
        advance(context, case, "working", Given([("cause", "lid")], ["heard"]), AT_ONCE)
    with refused(context, UsageError, "there is no checklist item herd"):
        advance(context, case, "working", Given(ticks=["herd"]), AT_ONCE)
    with refused(context, UsageError, "there is no field couse", "there is no field x"):
        advance(context, case, "working", Given([("couse", "lid"), ("x", "y")]), AT_ONCE)
    with refused(context, NotFound, "there is no state wroking", "did you mean working?"):
        advance(context, case, "wroking", Given(), AT_ONCE)
    with refused(context, Refused, "possible from here: Working (working), Dropped (dropped)"):
        advance(context, case, "solved", Given(), AT_ONCE)


def test_only_what_is_over_is_reopened_and_only_by_who_may(context: FakeContext) -> None:
    case = worked(context, "working")
    with refused(context, Refused, "is in state Working: it is not over"):
        reopen(context, case, Given(), AT_ONCE)
    case = worked(context)
    with refused(context.by("cy"), Refused, "cy may not reopen"):
        reopen(context, case, Given(), AT_ONCE)


# Deadlines, as the template says


def due(context: FakeContext, case: str) -> dict[str, float]:
    """The open deadlines in hours from NOW."""
    return {clock: elapsed(NOW, at) / timedelta(hours=1) for clock, at in context.case(case).header.due.items()}


def test_clocks_start_stop_and_start_anew(context: FakeContext) -> None:
    case = context.open()
    assert due(context, case) == {"answer": 4, "resolve": 48, "update": 24}
    tell.contact(context.later(hours=1), case, tell.Contact("in", "mail", "hurry"), AT_ONCE)
    assert due(context, case) == {"answer": 4, "resolve": 48, "update": 24}
    tell.contact(context.later(hours=1), case, tell.Contact("out", "mail", "we are on it"), AT_ONCE)
    assert due(context, case) == {"resolve": 48, "update": 26}
    advance(context, case, "working", Given(ticks=TICKS), AT_ONCE)
    tell.contact(context.later(hours=1), case, tell.Contact("out", "mail", "solved"), AT_ONCE)
    advance(context, case, "solved", Given([("cause", "lid")]), AT_ONCE)
    assert due(context, case) == {}
    tell.contact(context, case, tell.Contact("out", "mail", "bye"), AT_ONCE)
    assert due(context, case) == {}
    reopen(context.later(hours=1), case, Given(), AT_ONCE)
    assert due(context, case) == {"resolve": 4 + 48, "update": 4 + 24}


def test_a_clock_that_counts_from_the_customers_time_does_so_after_a_change_of_level_too(context: FakeContext) -> None:
    case = open_case(context, Opening("plain", GIVEN, plus(NOW, -timedelta(hours=2))), AT_ONCE).case.id
    assert due(context, case) == {"answer": 2, "resolve": 46, "update": 24}
    hand.escalate(context.later(hours=5), case, 3, HandoffForm(reason="hot"), AT_ONCE)
    assert due(context, case) == {"answer": 2, "resolve": 6, "update": 24}


def test_a_change_of_level_counts_from_the_start_that_stands_not_from_one_that_was_undone(context: FakeContext) -> None:
    case = context.open()
    tell.contact(context.later(hours=2), case, tell.Contact("out", "mail", "to the wrong one"), AT_ONCE)
    undo(context, case, "", AT_ONCE)
    hand.escalate(context, case, 3, HandoffForm(reason="hot"), AT_ONCE)
    assert due(context, case) == {"answer": 4, "resolve": 8, "update": 24}


def test_closing_stops_every_clock_and_leaves_what_was_planned_by_hand(context: FakeContext) -> None:
    case = context.open()
    follow_up.add(context, case, follow_up.NewFollowUp(plus(NOW, timedelta(hours=3)), "visit"), AT_ONCE)
    advance(context.by("cy"), case, "dropped", Given(reason="so"), AT_ONCE)
    assert due(context, case) == {}
    assert [each.what for each in context.case(case).header.follow_ups] == ["visit"]


def test_a_resolved_case_has_its_follow_ups_which_reopening_cancels(context: FakeContext) -> None:
    case = worked(context)
    planned = context.case(case).header.follow_ups
    assert [(each.rule, each.what, each.who) for each in planned] == [
        ("call", "callback", "ada"),
        ("survey", "survey", "ada"),
    ]
    assert len({each.id for each in planned}) == 2
    reopen(context, case, Given(), AT_ONCE)
    assert context.case(case).header.follow_ups == ()
    with refused(context, Refused, "record what the customer was told"):
        advance(context, case, "solved", Given(), AT_ONCE)
    tell.contact(context, case, tell.Contact("out", "phone", "it was the hinge"), AT_ONCE)
    advance(context, case, "solved", Given(), AT_ONCE)
    assert [each.rule for each in context.case(case).header.follow_ups] == ["call", "survey"]


# note, contact, attach, link


def test_a_note_keeps_every_sign_and_every_line_end(context: FakeContext) -> None:
    case = context.open()
    text = "  ‮no: 'x'\r\n# ---\n\ttab\x07"
    tell.note(context, case, text, AT_ONCE)
    assert context.case(case).journal[-1].text("text") == text


@pytest.mark.parametrize("blank", ["", " \n\t", "\u200b\u3000"])
def test_nothing_is_not_recorded(context: FakeContext, blank: str) -> None:
    case = context.open()
    with refused(context, UsageError, "the text is blank"):
        tell.note(context, case, blank, AT_ONCE)
    with refused(context, UsageError, "the text is blank"):
        tell.contact(context, case, tell.Contact("out", "mail", blank), AT_ONCE)


def test_a_contact_goes_by_a_channel_that_the_template_knows(context: FakeContext) -> None:
    case = context.open()
    event = tell.contact(context, case, tell.Contact("in", "Phone", "x"), AT_ONCE).events[0]
    assert dict(event.data) == {"direction": "in", "channel": "phone", "text": "x"}
    assert "channel" not in tell.contact(context, case, tell.Contact("in", "", "x"), AT_ONCE).events[0].data
    with refused(context, UsageError, "drum is not among phone, mail"):
        tell.contact(context, case, tell.Contact("in", "drum", "x"), AT_ONCE)


def test_a_file_is_kept_beside_the_case_with_size_and_hash(context: FakeContext) -> None:
    case = context.open()
    event = tell.attach(context, case, "receipt.pdf", b"\0pdf", AT_ONCE).events[0]
    file = f"attachments/{case}/receipt.pdf"
    assert (event.text("file"), event.text("size")) == (file, "4")
    assert event.text("sha256") == hashlib.sha256(b"\0pdf").hexdigest()
    assert context.store.files[file] == context.ledger.blob(file) == b"\0pdf"
    assert len(context.ledger.commits) == 2


def test_another_file_of_the_same_name_stands_beside_it_and_the_same_one_not_twice(context: FakeContext) -> None:
    case = context.open()
    tell.attach(context, case, "a.txt", b"one", AT_ONCE)
    second = tell.attach(context, case, "a.txt", b"two", AT_ONCE).events[0].text("file")
    assert second.endswith("-a.txt")
    for content in (b"one", b"two"):
        with refused(context, Refused, "is attached already"):
            tell.attach(context, case, "a.txt", content, AT_ONCE)
    context.store.files[f"attachments/{case}/b.txt"] = b"mine, not recorded"
    tell.attach(context, case, "b.txt", b"three", AT_ONCE)
    assert context.store.files[f"attachments/{case}/b.txt"] == b"mine, not recorded"


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


def test_links_are_made_and_taken_back(context: FakeContext) -> None:
    case, other = context.open(), context.open()
    assert tell.link(context, case, "part-of", other, AT_ONCE).case.header.links == (Link("part-of", other),)
    with refused(context, Refused, f"{case} is part of {other} already"):
        tell.link(context, case, "part-of", other, AT_ONCE)
    with refused(context, Refused, f"{case} is not related to {other}"):
        tell.unlink(context, case, "related", other, AT_ONCE)
    assert tell.unlink(context, case, "part-of", other, AT_ONCE).case.header.links == ()
    with refused(context, UsageError, "a case cannot be linked to itself"):
        tell.link(context, case, "related", case, AT_ONCE)
    with refused(context, NotFound, "there is no case nowhere"):
        tell.link(context, case, "related", "nowhere", AT_ONCE)


# assign, handoff, accept, return, escalate


def test_a_case_is_assigned_at_once(context: FakeContext) -> None:
    case = context.open()
    header = hand.assign(context, case, HandoffForm("bob", "back", "yours"), AT_ONCE).case.header
    assert (header.owner, header.team) == ("bob", "back")
    with refused(context, Refused, f"{case} is with bob already"):
        hand.assign(context, case, HandoffForm("bob"), AT_ONCE)
    assert hand.assign(context, case, HandoffForm("bob", "front"), AT_ONCE).case.header.team == "front"


def test_a_handoff_is_an_offer_until_it_is_accepted(context: FakeContext) -> None:
    case = context.open()
    form = HandoffForm("bob", "", "needs a tool", "rang twice", "an answer today", "an old customer")
    receipt = hand.offer(context, case, form, AT_ONCE)
    assert dict(receipt.events[0].data) == {
        "to": "bob", "giver": "ada", "reason": "needs a tool", "tried": "rang twice",
        "expects": "an answer today", "background": "an old customer",
    }  # fmt: skip
    assert receipt.case.header.owner == "ada"
    assert receipt.case.tree["offer"] == {"to": "bob", "by": "ada", "at": "2026-11-23T10:00:00+08:00",
                                          "event": receipt.events[0].id}  # fmt: skip
    accepted = hand.accept(context.by("bob"), case, AT_ONCE).case
    assert (accepted.header.owner, accepted.header.offer, accepted.tree.get("offer")) == ("bob", None, None)


def test_an_offer_to_a_team_is_taken_by_one_of_it(context: FakeContext) -> None:
    case = context.open()
    offered = hand.offer(context, case, HandoffForm(team="back", reason="x"), AT_ONCE).case
    assert offered.tree["offer"] == {"team": "back", "by": "ada", "at": "2026-11-23T10:00:00+08:00",
                                     "event": offered.journal[-1].id}  # fmt: skip
    header = hand.accept(context.by("bob"), case, AT_ONCE).case.header
    assert (header.owner, header.team) == ("bob", "back")


def test_an_offer_is_sent_back_or_taken_back_with_the_reason(context: FakeContext) -> None:
    for person in ("bob", "ada"):
        case = context.by("ada").open()
        hand.offer(context, case, HandoffForm("bob", reason="x"), AT_ONCE)
        receipt = hand.send_back(context.by(person), case, "not mine", AT_ONCE)
        assert (receipt.case.header.owner, receipt.case.header.offer) == ("ada", None)
        assert dict(receipt.events[0].data) == {"to": "ada", "giver": "bob", "reason": "not mine"}


def test_all_that_is_wrong_with_a_handover_is_said_at_once(context: FakeContext) -> None:
    """Nobody mends a person's name only to be told of the team, then of the reason, then of the case."""
    form = HandoffForm("bop", "bakc")
    names = ("there is no person bop in casectl.yaml (did you mean bob?)", "there is no team bakc in casectl.yaml")
    gone = "there is no case nowhere"
    with refused(context, NotFound, *names, gone):
        hand.assign(context, "nowhere", form, AT_ONCE)
    with refused(context, NotFound, *names, "say why", gone):
        hand.offer(context, "nowhere", form, AT_ONCE)
    case = context.open()
    with refused(context, UsageError, "say to whom", "say why"):
        hand.offer(context, case, HandoffForm(), AT_ONCE)
    with refused(context, NotFound, *names, "say why", gone):
        hand.escalate(context, "nowhere", 2, form, AT_ONCE)
    with refused(context, UsageError, "say why", gone):
        hand.send_back(context, "nowhere", " ", AT_ONCE)


def test_what_is_nobodys_to_give_or_take_is_refused(context: FakeContext) -> None:
    case = context.open()
    with refused(context, UsageError, "say to whom"):
        hand.offer(context, case, HandoffForm(reason="x"), AT_ONCE)
    with refused(context, UsageError, "say why"):
        hand.offer(context, case, HandoffForm("bob", reason=" "), AT_ONCE)
    with refused(context, NotFound, "there is no person bop", "did you mean bob?"):
        hand.offer(context, case, HandoffForm("bop", reason="x"), AT_ONCE)
    with refused(context, NotFound, "there is no team bakc"):
        hand.assign(context, case, HandoffForm("bob", "bakc"), AT_ONCE)
    with refused(context.by("bob"), Refused, "belongs to ada"):
        hand.offer(context, case, HandoffForm("cy", reason="x"), AT_ONCE)
    with refused(context, Refused, "is not on offer"):
        hand.accept(context, case, AT_ONCE)
    with refused(context, UsageError, "say why"):
        hand.send_back(context, case, "", AT_ONCE)
    with refused(context, UsageError, "say why"):
        hand.escalate(context, case, 0, HandoffForm(), AT_ONCE)


@pytest.mark.parametrize(
    "verb",
    [
        lambda context, case: hand.assign(context, case, HandoffForm("bob"), AT_ONCE),
        lambda context, case: hand.offer(context, case, HandoffForm("bob", reason="x"), AT_ONCE),
        lambda context, case: hand.escalate(context, case, 0, HandoffForm(reason="x"), AT_ONCE),
    ],
)
def test_a_closed_case_is_not_handed_about(context: FakeContext, verb: Callable[[FakeContext, str], object]) -> None:
    case = worked(context, "closed")
    with refused(context, Refused, f"{case} is Closed: it is over", f"casectl reopen {case}"):
        verb(context, case)


def test_escalating_raises_the_level_and_may_offer_the_case_in_the_same_commit(context: FakeContext) -> None:
    case = context.open()
    assert hand.escalate(context, case, 0, HandoffForm(reason="hot"), AT_ONCE).case.header.level == 2
    receipt = hand.escalate(context, case, 3, HandoffForm("cy", reason="hotter"), AT_ONCE)
    assert [event.kind for event in receipt.events] == ["escalated", "offered"]
    assert (receipt.case.header.level, receipt.case.header.offer and receipt.case.header.offer.to) == (3, "cy")
    assert len(context.ledger.commits) == 3
    with refused(context, Refused, "there is no level 4; levels are 1, 2, 3"):
        hand.escalate(context, case, 0, HandoffForm(reason="x"), AT_ONCE)
    with refused(context, Refused, "is at level 3 already"):
        hand.escalate(context, case, 2, HandoffForm(reason="x"), AT_ONCE)


def test_an_escalation_whose_offer_is_refused_records_no_half_of_it(context: FakeContext) -> None:
    case = context.open()
    hand.offer(context, case, HandoffForm("bob", reason="x"), AT_ONCE)
    with refused(context, Refused, "is offered to bob already"):
        hand.escalate(context, case, 0, HandoffForm("cy", reason="x"), AT_ONCE)


# followup


def test_a_follow_up_is_planned_done_and_cancelled(context: FakeContext) -> None:
    case = context.open()
    at = plus(NOW, timedelta(days=2))
    planned = follow_up.add(
        context, case, follow_up.NewFollowUp(at, "ring back", note="after five"), AT_ONCE
    ).case.header.follow_ups
    assert [to_seconds(each.at) for each in planned] == [to_seconds(at)]
    assert [(each.what, each.who, each.note) for each in planned] == [("ring back", "ada", "after five")]
    follow_up.add(context, case, follow_up.NewFollowUp(at, "visit", "bob"), AT_ONCE)
    receipt = follow_up.done(context, case, "ring back", "all well", AT_ONCE)
    assert dict(receipt.events[0].data) == {"follow_up": planned[0].id, "what": "ring back", "outcome": "all well"}
    receipt = follow_up.cancel(context, case, "", "moved away", AT_ONCE)
    assert receipt.events[0].text("what") == "visit"
    assert receipt.case.header.follow_ups == ()


def test_follow_ups_of_two_event_ids_that_end_alike_are_two(context: FakeContext) -> None:
    case = context.open()
    for event_id in ("monday-followup", "friday-followup"):
        follow_up.add(
            context, case, follow_up.NewFollowUp(plus(NOW, timedelta(days=1)), "ring"), EventStamp(event_id=event_id)
        )
    first, second = context.case(case).header.follow_ups
    assert first.id != second.id
    follow_up.done(context, case, first.id, "", AT_ONCE)
    assert context.case(case).header.follow_ups == (second,)


def test_a_follow_up_that_says_nothing_lies_behind_or_is_for_nobody_is_refused(context: FakeContext) -> None:
    case = context.open()
    with refused(context, UsageError, "is over: a follow-up lies ahead"):
        follow_up.add(context, case, follow_up.NewFollowUp(plus(NOW, -timedelta(seconds=1)), "ring"), AT_ONCE)
    with refused(context, UsageError, "say what is to be done"):
        follow_up.add(context, case, follow_up.NewFollowUp(plus(NOW, timedelta(1)), " "), AT_ONCE)
    with refused(context, NotFound, "there is no person eve"):
        follow_up.add(context, case, follow_up.NewFollowUp(plus(NOW, timedelta(1)), "ring", "eve"), AT_ONCE)
    with refused(context, UsageError, "say why"):
        follow_up.cancel(context, case, "", "", AT_ONCE)


def test_which_follow_up_is_meant_must_be_clear(context: FakeContext) -> None:
    case = context.open()
    with refused(context, NotFound, "has no open follow-up"):
        follow_up.done(context, case, "", "", AT_ONCE)
    case = worked(context)
    with refused(context, NotFound, "has several open follow-ups", "call", "survey"):
        follow_up.done(context, case, "", "", AT_ONCE)
    with refused(context, NotFound, "has no open follow-up visit", "open are"):
        follow_up.done(context, case, "visit", "", AT_ONCE)
    with refused(context, NotFound, "f may mean several follow-ups", "(call, 2026-"):
        follow_up.done(context, case, "f", "", AT_ONCE)
    assert follow_up.done(context, case, "callback", "", AT_ONCE).events[0].text("what") == "callback"


# set and edit


def test_set_changes_fields_and_ticks_and_names_them(context: FakeContext) -> None:
    case = context.open()
    receipt = set_values(context, case, Given([("cause", "lid"), ("channel", "")], ["heard"], "heard"), AT_ONCE)
    assert dict(receipt.events[0].data) == {
        "changed": ["fields.channel", "fields.cause", "checklists.first.heard"], "reason": "heard",
    }  # fmt: skip
    assert "channel" not in receipt.case.fields
    with refused(context, Refused, "says all that already"):
        set_values(context, case, Given([("cause", "lid")], ["heard"]), AT_ONCE)
    with refused(context, UsageError, "state is governed by the journal"):
        set_values(context, case, Given([("state", "closed")]), AT_ONCE)


def edit(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def test_nothing_takes_away_what_a_case_must_say(context: FakeContext) -> None:
    case = worked(context)
    for given in (Given([("problem", ""), ("cause", "")]), Given([("problem", " "), ("cause", "tbd")])):
        with refused(context, Refused, "Problem (problem) must be filled for opening", "Cause (cause) must be filled"):
            set_values(context, case, given, AT_ONCE)
    fresh = context.open()
    with refused(context, Refused, "Problem (problem) must be filled for opening"):
        advance(context, fresh, "working", Given([("problem", "")], TICKS), AT_ONCE)
    for line in (b"title: The parcel came open\n", b"  problem: The parcel came open\n"):
        with refused(context, Refused, "would lack what it must say"):
            edit_case(context, case, lambda text, line=line: text.replace(line, b""), AT_ONCE)  # type: ignore[misc]
    set_values(context, case, Given([("about", "lids")]), AT_ONCE)
    set_values(context, case, Given([("about", "")]), AT_ONCE)
    assert "about" not in context.case(case).fields


def test_what_was_missing_before_does_not_stand_in_the_way(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "  problem: The parcel came open\n", "")
    context.commit(case)
    set_values(context, case, Given([("about", "lids")]), AT_ONCE)
    assert context.case(case).fields["about"] == "lids"


def test_an_edit_records_what_it_changed_in_the_free_part(context: FakeContext) -> None:
    case = context.open()
    receipt = edit_case(context, case, edit("title: The", "mine: 1\ntitle: A"), AT_ONCE)
    assert receipt.events[0].data["changed"] == ["title", "mine"]
    assert (receipt.case.title, receipt.case.tree["mine"]) == ("A parcel came open", "1")


def test_an_edit_keeps_the_comments_and_the_form_that_it_gave_the_file(context: FakeContext) -> None:
    case = context.open()
    edit_case(
        context, case, edit("title: The parcel came open", "# rang twice\ntitle:   'A  parcel'   # was: The"), AT_ONCE
    )
    text = context.store.files[case_path(case)].decode()
    assert "\n# rang twice\ntitle:   'A  parcel'   # was: The" in text


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ("state: new", "state: closed", Refused, "cannot be edited: state"),
        ("by: ada", "by: bob", Refused, "cannot be edited: journal"),
        ("channel: phone", "channel: drum", UsageError, "channel: drum is not among phone, mail"),
        ("channel: phone", "channel: [phone", Unreadable, ":2"),
        ("nothing", "nothing", Refused, "nothing was changed"),
        ("title:", "# a comment\ntitle:", Refused, "says all that already"),
    ],
)
def test_an_edit_of_what_may_not_be_edited_is_refused(
    context: FakeContext, old: str, new: str, kind: type[CasectlError], said: str
) -> None:
    case = context.open()
    with refused(context, kind, said):
        edit_case(context, case, edit(old, new), AT_ONCE)
    with refused(context, Refused, "nothing was changed"):
        edit_case(context, case, lambda _: None, AT_ONCE)


def test_what_others_recorded_during_an_edit_is_kept_unless_it_is_the_same_key(context: FakeContext) -> None:
    case = context.open()

    def slow(change: Callable[[bytes], bytes], value: tuple[str, str]) -> Callable[[bytes], bytes]:
        def rewrite(data: bytes) -> bytes:
            set_values(context, case, Given([value]), AT_ONCE)
            return change(data)

        return rewrite

    receipt = edit_case(context, case, slow(edit("title: The", "title: A"), ("cause", "lid")), AT_ONCE)
    assert (receipt.case.title, receipt.case.fields["cause"]) == ("A parcel came open", "lid")
    before = len(context.ledger.commits)
    with pytest.raises(Refused, match="changed by somebody else while you edited: title"):
        edit_case(context, case, slow(edit("title: A", "title: My"), ("title", "Their parcel")), AT_ONCE)
    assert (len(context.ledger.commits), context.case(case).title) == (before + 1, "Their parcel")


def test_sizes_and_levels_are_written_as_numbers(context: FakeContext) -> None:
    case = context.open()
    tell.attach(context, case, "a", b"x" * 7, AT_ONCE)
    assert "    size: 7\n" in context.store.files[case_path(case)].decode()
    assert isinstance(hand.escalate(context, case, 0, HandoffForm(reason="x"), AT_ONCE).events[0].data["level"], Plain)
    assert kinds(context, case) == ["opened", "attached", "escalated"]


TWICE = datetime(2025, 10, 26, 1, 50, tzinfo=ZoneInfo("Europe/London"))
"""01:50 for the first time; the clocks go back at 02:00."""
TWENTY_MINUTES_ON = datetime(2025, 10, 26, 1, 10, fold=1, tzinfo=ZoneInfo("Europe/London"))


def test_a_complaint_is_received_before_it_is_opened_whatever_the_wall_clock_shows() -> None:
    context = FakeContext(now=datetime(2025, 10, 26, 9, tzinfo=UTC))
    header = open_case(context, Opening("plain", GIVEN, TWICE), EventStamp(TWENTY_MINUTES_ON)).case.header
    assert header.received_at
    assert to_seconds(header.received_at) == to_seconds(TWICE)
    with refused(context, UsageError, "is after the case was opened"):
        open_case(context, Opening("plain", GIVEN, TWENTY_MINUTES_ON), EventStamp(TWICE))
