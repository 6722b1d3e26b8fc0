"""undo records a reversal and never rewrites; adopt turns a hand edit into events, or says why not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions import follow_up, hand, tell
from casectl.actions.adopt import adopt
from casectl.actions.advance import Given, advance
from casectl.actions.change import set_values
from casectl.actions.proposal import EventStamp
from casectl.actions.undo import undo
from casectl.core.case.event import Event
from casectl.core.case.ids import case_path
from casectl.core.values.errors import CasectlError, NotFound, Refused, Unreadable, UsageError
from tests.fakes.context import FakeContext

AT_ONCE = EventStamp()


@pytest.fixture(name="context")
def fake_desk() -> FakeContext:
    return FakeContext()


def happened(context: FakeContext, case: str) -> list[tuple[str, str]]:
    """Kind and what was entered or meant, event by event after the opening."""
    return [(event.kind, event.text("to") or event.text("level")) for event in context.case(case).journal[1:]]


def refused(context: FakeContext, verb: Callable[[], object], kind: type[CasectlError], said: str) -> None:
    before = (dict(context.store.files), len(context.ledger.commits))
    with pytest.raises(kind, match=said):
        verb()
    assert (context.store.files, len(context.ledger.commits)) == before


# undo

UNDOABLE: dict[str, Callable[[FakeContext, str], object]] = {
    "noted": lambda context, case: tell.note(context, case, "x", AT_ONCE),
    "contacted": lambda context, case: tell.contact(context, case, tell.Contact("out", "phone", "x"), AT_ONCE),
    "changed": lambda context, case: set_values(
        context, case, Given([("cause", "lid"), ("tags", "")], ["heard"]), AT_ONCE
    ),
    "advanced": lambda context, case: advance(
        context, case, "working", Given([("cause", "x")], ["heard", "sorry"]), AT_ONCE
    ),
    "assigned": lambda context, case: hand.assign(context, case, hand.HandoffForm("bob", "back"), AT_ONCE),
    "offered": lambda context, case: hand.offer(context, case, hand.HandoffForm("bob", reason="x"), AT_ONCE),
    "escalated": lambda context, case: hand.escalate(context, case, 3, hand.HandoffForm(reason="x"), AT_ONCE),
    "linked": lambda context, case: tell.link(context, case, "related", context.case_ids()[-1], AT_ONCE),
    "followup_cancelled": lambda context, case: follow_up.cancel(context, case, "", "x", AT_ONCE),
}


@pytest.mark.parametrize("kind", UNDOABLE)
def test_an_undone_event_still_stands_and_header_and_fields_are_as_before(context: FakeContext, kind: str) -> None:
    case = context.open([("tags", "a, b")])
    context.open()
    if kind == "followup_cancelled":
        follow_up.add(context, case, follow_up.NewFollowUp(context.now, "ring"), AT_ONCE)
    before = context.case(case)
    UNDOABLE[kind](context, case)
    event = context.case(case).journal[-1]
    receipt = undo(context.later(minutes=9), case, "a slip", AT_ONCE)
    after = receipt.case
    assert (after.header, after.fields) == (before.header, before.fields)
    assert {key: value for key, value in after.tree.items() if key != "journal"} == {
        key: value for key, value in before.tree.items() if key != "journal"
    }
    assert (event.kind, after.journal[-2]) == (kind, event)
    assert dict(receipt.events[0].data) == {"undoes": event.id, "what": kind, "reason": "a slip"}


def test_undo_goes_back_one_event_at_a_time_as_far_as_they_are_ones_own(context: FakeContext) -> None:
    case = context.open()
    for text in ("one", "two"):
        tell.note(context, case, text, AT_ONCE)
    for _ in range(2):
        undo(context, case, "", AT_ONCE)
    assert [event.text("undoes") for event in context.case(case).journal[-2:]] == [
        event.id for event in reversed(context.case(case).journal[1:3])
    ]
    refused(context, lambda: undo(context, case, "", AT_ONCE), Refused, "opened cannot be taken back")


def test_what_is_somebody_elses_or_final_is_not_taken_back(context: FakeContext) -> None:
    case = context.open()
    tell.attach(context, case, "a", b"x", AT_ONCE)
    refused(context, lambda: undo(context, case, "", AT_ONCE), Refused, "attached cannot be taken back")
    hand.offer(context, case, hand.HandoffForm("bob", reason="x"), AT_ONCE)
    refused(context.by("bob"), lambda: undo(context, case, "", AT_ONCE), Refused, r"\(offered\) is ada's, not yours")
    hand.accept(context, case, AT_ONCE)
    refused(context, lambda: undo(context, case, "", AT_ONCE), Refused, "accepted cannot be taken back")


def test_what_has_changed_again_since_is_not_put_back_over_it(context: FakeContext) -> None:
    case = context.open()
    set_values(context, case, Given([("cause", "lid")]), AT_ONCE)
    context.rewrite(case, "cause: lid", "cause: hinge")
    context.commit(case)
    refused(context, lambda: undo(context, case, "", AT_ONCE), Refused, "has changed again since")


# adopt


def test_a_hand_edit_of_fields_becomes_an_event_that_names_them(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "title: The", "# as she said\nmine:   [a]\ntitle: A")
    edited = context.store.files[case_path(case)].decode()
    receipt = adopt(context, case, "she rang", AT_ONCE)
    assert dict(receipt.events[0].data) == {"changed": ["title", "mine"], "reason": "she rang"}
    assert context.store.files[case_path(case)].decode().startswith(edited.rstrip("\n"))
    assert context.store.files[case_path(case)] == context.ledger.blob(case_path(case))


ADOPTED: list[tuple[list[tuple[str, str]], list[tuple[str, str]]]] = [
    ([("owner: ada", "owner: bob")], [("adopted", ""), ("assigned", "bob")]),
    ([("team: front", "team: back")], [("adopted", ""), ("assigned", "ada")]),
    ([("level: 1", "level: 3")], [("adopted", ""), ("escalated", "3")]),
    ([("journal:", "checklists: {first: {heard: yes, sorry: yes}}\njournal:"), ("state: new", "state: working")],
     [("adopted", ""), ("advanced", "working")]),
    ([("next_due: 2026", "next_due: 2027")], [("adopted", "")]),
    ([("owner: ada\n", "owner: bob\n"), ("team: front", "team: back"), ("level: 1", "level: 2")],
     [("adopted", ""), ("assigned", "bob"), ("assigned", "bob"), ("escalated", "2")]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "events"), ADOPTED)
@pytest.mark.parametrize("committed", [False, True])
def test_a_hand_edit_of_the_header_becomes_the_events_it_amounts_to(
    context: FakeContext, changes: list[tuple[str, str]], events: list[tuple[str, str]], committed: bool
) -> None:
    """Whether it was committed with plain git or only lies in the work tree."""
    case = context.open()
    for old, new in changes:
        context.rewrite(case, old, new)
    if committed:
        context.commit(case)
    adopt(context, case, "", AT_ONCE)
    assert happened(context, case) == events
    tell.note(context, case, "and it goes on", AT_ONCE)


REFUSED: list[tuple[list[tuple[str, str]], type[CasectlError], str]] = [
    ([], Refused, "has no hand edit to adopt"),
    ([("state: new", "state: working")], Refused, "cannot move from New to Working yet"),
    ([("state: new", "state: solved")], Refused, "possible from here: Working .working., Dropped .dropped."),
    ([("owner: ada", "owner: eve")], NotFound, "there is no person eve"),
    ([("team: front", "team: sales")], NotFound, "there is no team sales"),
    ([("level: 1", "level: 9")], Refused, "there is no level 9"),
    ([("channel: phone", "channel: drum")], UsageError, "channel: drum is not among"),
    (
        [("  answer: 2026", "  answer: 2027")],
        Refused,
        "due of C-2611-00000001X was edited by hand, and only a verb can",
    ),
    (
        [("template: plain\nstate", "template: other\nstate")],
        Refused,
        "template of C-2611-00000001X was edited by hand",
    ),
    ([("by: ada", "by: bob")], Refused, "the journal of C-2611-00000001X was altered"),
    ([("id: C-2611-00000001X", "id: C-2611-000000024")], Refused, "says that it is C-2611-000000024"),
]


@pytest.mark.parametrize(("changes", "kind", "said"), REFUSED)
def test_what_cannot_be_adopted_is_refused_and_the_edit_stays(
    context: FakeContext, changes: list[tuple[str, str]], kind: type[CasectlError], said: str
) -> None:
    case = context.open()
    for old, new in changes:
        context.rewrite(case, old, new)
    refused(context, lambda: adopt(context, case, "", AT_ONCE), kind, said)


def test_an_event_written_by_hand_is_not_adopted(context: FakeContext) -> None:
    """Or the workflow could be gone around with an editor."""
    case = context.open()
    forged = "  - {id: forged, at: 2026-11-23T10:00:00+08:00, by: cy, event: advanced, to: closed}\n"
    context.store.files[case_path(case)] += forged.encode()
    context.rewrite(case, "state: new", "state: closed")
    refused(context, lambda: adopt(context, case, "", AT_ONCE), Refused, "it grows through verbs alone")


def test_a_file_that_was_never_recorded_is_adopted_whole(context: FakeContext) -> None:
    case = context.open()
    written = context.store.files[case_path(case)]
    context.ledger.commits.clear()
    receipt = adopt(context, case, "written on a train", AT_ONCE)
    assert [event.kind for event in receipt.case.journal] == ["opened", "adopted"]
    assert context.store.files[case_path(case)].startswith(written.rstrip())
    assert context.subjects() == [f"{case} adopted"]


def test_a_file_that_is_gone_cannot_be_adopted(context: FakeContext) -> None:
    case = context.open()
    del context.store.files[case_path(case)]
    refused(context, lambda: adopt(context, case, "", AT_ONCE), NotFound, f"{case}.yaml is not in the work tree")


def test_a_committed_edit_that_the_workflow_forbids_is_put_back_by_hand_and_adopted(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "state: new", "state: closed")
    context.commit(case)
    with pytest.raises(Refused, match="put it back by hand"):
        tell.note(context, case, "x", EventStamp())
    with pytest.raises(Refused, match="put state: new back by hand, and adopt again"):
        adopt(context, case, "", EventStamp())
    context.rewrite(case, "state: closed", "state: new")
    receipt = adopt(context, case, "a slip", EventStamp())
    assert [(event.kind, event.data["changed"]) for event in receipt.events] == [("adopted", ["state"])]
    tell.note(context, case, "goes on", EventStamp())
    with pytest.raises(Refused, match="no hand edit"):
        adopt(context, case, "", EventStamp())


def test_a_verb_on_a_hand_edit_that_cannot_be_read_says_where_it_is_wrong(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "title: ", "title: [")
    verbs: list[Callable[[], object]] = [
        lambda: tell.note(context, case, "x", EventStamp()),
        lambda: adopt(context, case, "", EventStamp()),
    ]
    for verb in verbs:
        with pytest.raises(Unreadable, match=rf"{case_path(case)}:\d+:\d+: "):
            verb()


def test_adopting_with_the_same_event_id_happens_once(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "title: The", "title: A")
    adopt(context, case, "", EventStamp(event_id="adopt-1"))
    assert adopt(context, case, "", EventStamp(event_id="adopt-1")).already
    assert [event.id for event in context.case(case).journal][1:] == ["adopt-1"]


def test_an_adopted_edit_can_be_taken_back(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "title: The", "title: A")
    adopt(context, case, "", AT_ONCE)
    undo(context, case, "", AT_ONCE)
    last: Event = context.case(case).journal[-1]
    assert (last.text("what"), context.case(case).title) == ("adopted", "The parcel came open")
