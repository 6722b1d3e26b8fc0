"""A case and its file: what is written is read back, and nothing of the user's is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.core.case.compose import Drift, drift, has_old_next_due, in_order, read_case, with_spelling_of, with_tree
from casectl.core.case.fold import with_event
from casectl.core.case.model import GOVERNED, ORDER, Case, Event
from casectl.core.template.free_fields import free_part
from casectl.core.values.messages import Unreadable
from casectl.core.values.tree import Plain, Tree
from tests.core.cases import life, read_text
from tests.fakes.context import FakeContext

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 21, 1, tzinfo=UTC)

TEXT = """\
# ours
schema: 1
id: C-2611-00000001X
state: new
mine: {a: b}
title: The parcel
template: plain
owner: ada
received_at: 2026-11-21T01:00:00Z
next_due: 2026-11-21 06:00:00 +0100
due:
  answer: 2026-11-21T05:00:00+00:00
  update: 2026-11-22T09:00:00+08:00
follow_ups:
  - {id: f1, at: 2026-11-23T01:00:00Z, what: visit}
journal:
  - id: event1
    at: 2026-11-21T09:00:00+08:00
    by: ada
    event: opened
    template: plain
    to: new
    owner: ada
    clocks: {answer: {due: 2026-11-21T13:00:00+08:00}, update: {due: 2026-11-22T09:00:00+08:00}}
    follow_ups: [{id: f1, at: 2026-11-23T09:00:00+08:00, what: visit}]
"""


def grown_tree(case: Case, event: Event) -> dict[str, Tree]:
    """The tree of the case after one more event."""
    return with_tree(with_event(case, event), None, ZONE).tree


@settings(max_examples=40)
@given(life)
def test_a_new_tree_is_read_as_the_case_that_it_was_made_from(context: FakeContext) -> None:
    for id in context.case_ids():
        case = context.case(id)
        whole = replace(Case.unopened(id, case.source.file), header=case.header, journal=case.journal)
        made = with_tree(whole, free_part(case), context.zone)
        again = read_case(made.source)
        assert again == made
        assert (again.id, again.title, again.header, again.journal) == (id, case.title, case.header, case.journal)
        assert again.tree == case.tree
        assert list(again.tree) == list(case.tree)


def test_an_instant_that_says_the_same_stays_as_the_user_wrote_it() -> None:
    case = read_text(TEXT)
    assert drift(case, ZONE) == drift(case, UTC) == []
    noted = Event("event2", AT, "ada", "noted", {"text": "x"})
    grown = grown_tree(case, noted)
    assert {key: grown[key] for key in case.tree if key != "journal"} == {
        key: case.tree[key] for key in case.tree if key != "journal"
    }


def test_an_instant_that_moved_is_written_in_the_casebooks_zone() -> None:
    later: Tree = {"answer": {"due": Plain("2026-11-21T06:00:00+00:00")}}
    grown = grown_tree(read_text(TEXT), Event("event2", AT, "ada", "noted", {"clocks": later}))
    assert grown["due"] == {"answer": "2026-11-21T14:00:00+08:00", "update": "2026-11-22T09:00:00+08:00"}
    assert grown["next_due"] == "2026-11-21T14:00:00+08:00"


def test_events_are_added_behind_the_old_ones_which_stay_as_they_are() -> None:
    case = read_text(TEXT)
    grown = grown_tree(case, Event("event2", AT, "bob", "noted", {"text": "x"}))
    old, new = case.tree["journal"], grown["journal"]
    assert isinstance(old, list)
    assert isinstance(new, list)
    assert new[:-1] == old
    assert new[-1] == {
        "id": "event2", "at": "2026-11-21T09:00:00+08:00", "by": "bob", "event": "noted", "text": "x",
    }  # fmt: skip


def test_a_growing_case_keeps_the_order_of_its_file_and_what_casectl_does_not_know() -> None:
    case = read_text(TEXT)
    moved = Event("event2", AT, "ada", "noted", {"team": "front", "level": "2"})
    assert list(grown_tree(case, moved)) == [
        "schema", "id", "state", "mine", "title", "template", "owner", "team", "level", "received_at", "next_due",
        "due", "follow_ups", "journal",
    ]  # fmt: skip


def test_the_free_part_is_replaced_as_a_whole_where_it_is_given() -> None:
    grown = with_tree(read_text(TEXT), {"title": "New", "fields": {"a": "b"}}, ZONE).tree
    assert grown["title"] == "New"
    assert "mine" not in grown
    assert list(grown)[-3:] == ["fields", "follow_ups", "journal"]


@given(st.lists(st.sampled_from([*ORDER, "own", "x-1", "zz"]), unique=True), st.sets(st.sampled_from([*ORDER, "new"])))
def test_the_order_of_a_file_is_kept_and_new_keys_come_before_the_journal(old: list[str], added: set[str]) -> None:
    like: dict[str, Tree] = dict.fromkeys(old, "")
    tree: dict[str, Tree] = {**like, **dict.fromkeys(added, "")}
    found = list(in_order(tree, like))
    assert set(found) == set(tree)
    assert [key for key in found if key in old] == old
    if "journal" in old and old[-1] == "journal":
        assert found[-1] == "journal"
    assert list(in_order(tree)) == [key for key in ORDER if key in tree][: -1 if "journal" in tree else None] + [
        key for key in tree if key not in ORDER
    ] + (["journal"] if "journal" in tree else [])


@pytest.mark.parametrize(
    ("new", "old", "kept"),
    [
        (Plain("2026-11-21T09:00:00+08:00"), "2026-11-21T01:00:00Z", True),
        (Plain("2026-11-21T09:00:00+08:00"), "2026-11-21T01:00:01Z", False),
        (Plain("2026-11-21T09:00:00+08:00"), "soon", False),
        (Plain("2"), "02", False),
        ("2026-11-21T09:00:00+08:00", "2026-11-21T01:00:00Z", False),
        (Plain("2026-11-21T09:00:00+08:00"), [], False),
    ],
)
def test_only_an_instant_may_be_said_in_other_words(new: Tree, old: Tree, kept: bool) -> None:
    assert with_spelling_of(new, old) == (old if kept else new)
    assert with_spelling_of({"a": [{"id": "x", "at": new}]}, {"a": [{"id": "y"}, {"id": "x", "at": old}]}) == {
        "a": [{"id": "x", "at": old if kept else new}]
    }


# Drift

TAMPERED: dict[str, tuple[str, str]] = {
    "template": ("template: plain\n", "template: other\n"),
    "state": ("state: new", "state: closed"),
    "owner": ("owner: ada\n", "owner: eve\n"),
    "team": ("owner: ada\n", "owner: ada\nteam: back\n"),
    "level": ("owner: ada\n", "owner: ada\nlevel: 2\n"),
    "received_at": ("received_at: 2026-11-21T01:00:00Z", "received_at: 2026-11-21T01:00:01Z"),
    "closed_at": ("owner: ada\n", "owner: ada\nclosed_at: 2026-11-21T01:00:00Z\n"),
    "source": ("owner: ada\n", "owner: ada\nsource: {name: a, id: b}\n"),
    "offer": ("owner: ada\n", "owner: ada\noffer: {to: bob}\n"),
    "next_due": ("next_due: 2026-11-21 06:00:00 +0100", "next_due: 2026-11-21 06:00:00 +0200"),
    "due": ("  answer: 2026-11-21T05:00:00+00:00\n", ""),
    "paused": ("owner: ada\n", "owner: ada\npaused: {answer: asked}\n"),
    "provisional": ("owner: ada\n", "owner: ada\nprovisional: [answer]\n"),
    "unconfirmed": ("owner: ada\n", "owner: ada\nunconfirmed: [answer]\n"),
    "follow_ups": ("what: visit}\njournal", "what: visits}\njournal"),
    "conflicts": ("owner: ada\n", "owner: ada\nconflicts: [{about: title, event: e1}]\n"),
    "links": ("owner: ada\n", "owner: ada\nlinks: [{type: related, case: C-1}]\n"),
}


@pytest.mark.parametrize("key", [key for key in GOVERNED if key not in ("schema", "id")])
def test_a_governed_key_that_was_tampered_with_is_named(key: str) -> None:
    old, new = TAMPERED[key]
    assert TEXT.count(old)
    case = read_text(TEXT.replace(old, new, 1))
    assert [each.key for each in drift(case, ZONE)] == [key]


VISIT_FIRST = TEXT.replace("2026-11-23T01:00:00Z", "2026-11-21T00:00:00Z").replace(
    "2026-11-23T09:00:00+08:00", "2026-11-21T08:00:00+08:00"
)


def test_the_next_due_of_0_1_0_is_no_difference_until_the_next_event_writes_it() -> None:
    """It left out the follow-ups; any other value is reported, and so is the right one of another case."""
    case = read_text(VISIT_FIRST)
    assert has_old_next_due(case, ZONE)
    assert drift(case, ZONE) == []
    grown = grown_tree(case, Event("event2", AT, "ada", "noted", {"text": "x"}))
    assert grown["next_due"] == "2026-11-21T08:00:00+08:00"
    wrong = VISIT_FIRST.replace("06:00:00 +0100", "07:00:00 +0100")
    assert [each.key for each in drift(read_text(wrong), ZONE)] == ["next_due"]
    without = VISIT_FIRST.replace("next_due: 2026-11-21 06:00:00 +0100\n", "")
    assert [each.key for each in drift(read_text(without), ZONE)] == ["next_due"]
    assert not has_old_next_due(read_text(TEXT), ZONE)


def test_all_that_was_tampered_with_is_named_with_what_the_journal_says() -> None:
    case = read_text(TEXT.replace("owner: ada\n", "owner: eve\n", 1).replace("state: new\n", "", 1))
    assert drift(case, ZONE) == [Drift("state", "-", "new"), Drift("owner", "eve", "ada")]


# What cannot be read


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("schema: 1", "schema: 2", ":2:1: schema 2 is not supported by this version"),
        ("schema: 1", "x: 1", "yaml: schema ? is not supported by this version"),
        ("journal:", "diary:", "there is no journal"),
        ("    by: ada\n", "", ":17:5: an event is missing by"),
        ("id: event1", "id: é1", ":17:5: é1 is not an event id"),
        ("at: 2026-11-21T09:00:00+08:00\n    by", "at: noon\n    by", ":18:5: noon is not an instant with an offset"),
        ("    to: new\n", "    to: new\n    level: x\n", ":16:1: x is not a level"),
    ],
)
def test_a_file_that_is_no_case_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(Unreadable) as refused:
        read_text(TEXT.replace(old, new, 1))
    assert said in str(refused.value)
    assert "git checkout -- cases/2026/11/C-2611-00000001X.yaml" in str(refused.value.hint)
    assert refused.value.place
