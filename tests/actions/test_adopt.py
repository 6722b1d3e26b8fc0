"""adopt turns a hand edit into events, or says why not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.actions.adopt import adopt
from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.ids import case_path
from casectl.core.values.messages import CasectlError, NotFound, Refused, Unreadable, UsageError
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext


def happened(context: FakeContext, case: str) -> list[tuple[str, str]]:
    """Kind and what was entered or meant, event by event after the opening."""
    return [(event.kind, event.text("to") or event.text("level")) for event in context.case(case).journal[1:]]


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
    """Whether it was committed with plain git or is only in the work tree."""
    case = context.open()
    for old, new in changes:
        context.rewrite(case, old, new)
    if committed:
        context.commit(case)
    adopt(context, case, "", AT_ONCE)
    assert happened(context, case) == events
    note(context, case, "and it goes on", AT_ONCE)


REFUSED: list[tuple[list[tuple[str, str]], type[CasectlError], str]] = [
    ([], Refused, "has no hand edit to adopt"),
    ([("state: new", "state: working")], Refused, "cannot move from New to Working yet"),
    ([("state: new", "state: solved")], Refused, "possible from here: Working (working), Dropped (dropped)"),
    ([("owner: ada", "owner: eve")], NotFound, "there is no person eve"),
    ([("team: front", "team: sales")], NotFound, "there is no team sales"),
    ([("level: 1", "level: 9")], Refused, "there is no level 9"),
    ([("channel: phone", "channel: drum")], UsageError, "channel: drum is not one of"),
    (
        [("  answer: 2026", "  answer: 2027")],
        Refused,
        "due of C-2611-00000001X was edited by hand, which cannot be adopted",
    ),
    (
        [("template: plain\nstate", "template: other\nstate")],
        Refused,
        "template of C-2611-00000001X was edited by hand",
    ),
    ([("by: ada", "by: bob")], Refused, "the journal of C-2611-00000001X was edited by hand"),
    ([("id: C-2611-00000001X", "id: C-2611-000000024")], Refused, "contains a different id"),
]


@pytest.mark.parametrize(("changes", "kind", "said"), REFUSED)
def test_what_cannot_be_adopted_is_refused_and_the_edit_stays(
    context: FakeContext, changes: list[tuple[str, str]], kind: type[CasectlError], said: str
) -> None:
    case = context.open()
    for old, new in changes:
        context.rewrite(case, old, new)
    with refused(context, kind, said):
        adopt(context, case, "", AT_ONCE)


def test_an_event_written_by_hand_is_not_adopted(context: FakeContext) -> None:
    """Or the workflow could be gone around with an editor."""
    case = context.open()
    forged = "  - {id: forged, at: 2026-11-23T10:00:00+08:00, by: cy, event: advanced, to: closed}\n"
    context.store.files[case_path(case)] += forged.encode()
    context.rewrite(case, "state: new", "state: closed")
    with refused(context, Refused, "only casectl commands add to it"):
        adopt(context, case, "", AT_ONCE)


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
    with refused(context, NotFound, f"{case}.yaml is not in the work tree"):
        adopt(context, case, "", AT_ONCE)


def test_a_committed_edit_that_the_workflow_forbids_is_put_back_by_hand_and_adopted(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "state: new", "state: closed")
    context.commit(case)
    with pytest.raises(Refused, match=f"casectl adopt --refold {case}"):
        note(context, case, "x", AT_ONCE)
    with pytest.raises(Refused, match=f"casectl adopt --refold {case} reverts the edit"):
        adopt(context, case, "", AT_ONCE)
    context.rewrite(case, "state: closed", "state: new")
    receipt = adopt(context, case, "a slip", AT_ONCE)
    assert [(event.kind, event.data["changed"]) for event in receipt.events] == [("adopted", ["state"])]
    note(context, case, "goes on", AT_ONCE)
    with pytest.raises(Refused, match="no hand edit"):
        adopt(context, case, "", AT_ONCE)


def test_a_verb_on_a_hand_edit_that_cannot_be_read_says_where_it_is_wrong(context: FakeContext) -> None:
    case = context.open()
    context.rewrite(case, "title: ", "title: [")
    verbs: list[Callable[[], object]] = [
        lambda: note(context, case, "x", AT_ONCE),
        lambda: adopt(context, case, "", AT_ONCE),
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


FORMS: list[tuple[str, str]] = [
    ("title: ", "# rings after five\ntitle: "),
    ("title: ", "\n\ntitle: "),
    ("title: The parcel came open", "title: 'The parcel came open'"),
    ("title: The parcel came open\n", "title:    The parcel came open   \n"),
    ("schema: 1\n", "---\nschema: 1\n"),
    ("state: new\nowner: ada\n", "owner: ada\nstate: new\n"),
    ("  customer:\n    name: Flora Fiction\n", "  customer: {name: Flora Fiction}\n"),
    ("  customer:\n    name: Flora Fiction\n", "  customer:\n        name: Flora Fiction\n"),
    ("title: The parcel came open", "title: >-\n  The parcel\n  came open"),
    ("    by: ada\n", "    by: ada  # Ada Testwell\n"),
]
"""Edits that change a file, and nothing that it says."""


@pytest.mark.parametrize(("old", "new"), FORMS)
def test_an_edit_of_form_alone_is_adopted_and_stays(context: FakeContext, old: str, new: str) -> None:
    """A verb refuses it until then, and adds to it afterwards."""
    case = context.open()
    context.rewrite(case, old, new)
    with pytest.raises(Refused, match=f"casectl adopt {case}"):
        note(context, case, "x", AT_ONCE)
    receipt = adopt(context, case, "tidied", AT_ONCE)
    assert dict(receipt.events[0].data) == {"form": "yes", "reason": "tidied"}
    assert new in context.store.files[case_path(case)].decode()
    note(context, case, "goes on", AT_ONCE)
    with pytest.raises(Refused, match="no hand edit"):
        adopt(context, case, "", AT_ONCE)


def test_a_lost_last_line_feed_is_adopted(context: FakeContext) -> None:
    case = context.open()
    path = case_path(case)
    context.store.files[path] = context.store.files[path].rstrip(b"\n")
    adopt(context, case, "", AT_ONCE)
    note(context, case, "goes on", AT_ONCE)


def test_line_ends_of_another_system_are_no_edit(context: FakeContext) -> None:
    """A checkout on Windows may have made them; the file is recorded with line feeds, also a new one."""
    case = context.open()
    path = case_path(case)
    context.store.files[path] = context.store.files[path].replace(b"\n", b"\r\n")
    with pytest.raises(Refused, match="no hand edit"):
        adopt(context, case, "", AT_ONCE)
    context.ledger.commits.clear()
    adopt(context, case, "", AT_ONCE)
    assert b"\r" not in (context.ledger.blob(path) or b"")


def test_the_reason_given_is_the_reason_that_the_step_needs(context: FakeContext) -> None:
    case = context.by("cy").open()
    context.rewrite(case, "state: new", "state: dropped")
    with pytest.raises(Refused, match="say why"):
        adopt(context, case, "", AT_ONCE)
    receipt = adopt(context, case, "bye", AT_ONCE)
    assert [(event.kind, event.text("reason")) for event in receipt.events] == [("adopted", "bye"), ("advanced", "bye")]


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize(
    ("old", "new"),
    [("state: new", "state: closed"), ("id: C-2611-00000001X", "id: C-2611-000000024"),
     ("  answer: 2026", "  answer: 2027"), ("template: plain\nstate", "template: other\nstate"),
     ("received_at: 2026", "received_at: 2025")],
)  # fmt: skip
def test_a_header_is_written_again_from_the_journal(context: FakeContext, old: str, new: str, committed: bool) -> None:
    """Whatever was edited there, committed or not; what was edited elsewhere is recorded."""
    case = context.open()
    context.rewrite(case, old, new)
    context.rewrite(case, "title: The", "# as she said\ntitle: A")
    if committed:
        context.commit(case)
    receipt = adopt(context, case, "a slip", AT_ONCE, refold=True)
    assert receipt.events[0].data["refolded"]
    assert old in context.store.files[case_path(case)].decode()
    assert "# as she said\ntitle: A" in context.store.files[case_path(case)].decode()
    note(context, case, "goes on", AT_ONCE)


def test_a_merge_made_by_hand_is_ended_by_writing_the_header_again(context: FakeContext) -> None:
    """Both clones' events are in the journal, and one clone's header above them."""
    case = context.open()
    path = case_path(case)
    before = context.store.files[path]
    assign_event = b"  - {id: elsewhere, at: 2026-11-23T10:00:00+08:00, by: cy, event: assigned, to: bob}\n"
    context.store.files[path] = before + assign_event
    context.commit(case)
    with pytest.raises(Refused, match=f"casectl adopt --refold {case}"):
        note(context, case, "x", AT_ONCE)
    receipt = adopt(context, case, "", AT_ONCE, refold=True)
    assert "owner" in [*receipt.events[0].data["refolded"]]
    assert context.case(case).tree["owner"] == "bob"
    note(context, case, "goes on", AT_ONCE)


def test_a_file_that_was_committed_unreadable_and_mended_is_to_be_committed(context: FakeContext) -> None:
    """No verb can compare it with what was recorded; the hint leads out, not to adopt again."""
    case = context.open()
    context.rewrite(case, "title: The", "title: [The")
    context.commit(case)
    context.rewrite(case, "title: [The", "title: The")
    with pytest.raises(Refused, match="the committed version cannot be read") as caught:
        adopt(context, case, "", AT_ONCE)
    assert f"git commit -m fixed {case_path(case)}" in str(caught.value)
    context.commit(case)
    assert note(context, case, "on with it", AT_ONCE).events


def test_a_file_without_room_for_the_names_of_its_new_keys_is_named_with_the_way_out(context: FakeContext) -> None:
    """Found by use: 20,000 own keys were refused without saying where."""
    case = context.open()
    context.rewrite(case, "journal:\n", "".join(f"x-{number}: v\n" for number in range(20_000)) + "journal:\n")
    with refused(context, UsageError, case_path(case), "more than 50000 values", "(20000): adopt fewer at a time"):
        adopt(context, case, "", AT_ONCE)
