"""The subject of an event says what happened, and never contains any text of the complaint."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.event_subject import subject, word
from casectl.core.case.model import Event, Header
from casectl.core.values.tree import Tree

AT = datetime(2026, 11, 21, tzinfo=UTC)
BEFORE = Header(state="new", owner="zhang.wei", level=1)


def event(kind: str, **data: Tree) -> Event:
    return Event("event1", AT, "ada", kind, data)


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (event("opened", template="plain", to="new"), "opened: plain (new)"),
        (event("advanced", to="working"), "advanced: new → working"),
        (event("reopened", to="working"), "reopened: new → working"),
        (event("offered", to="li.na", giver="ada"), "offered: ada → li.na"),
        (event("offered", team="back"), "offered: zhang.wei → back"),
        (event("assigned", to="li.na"), "assigned: zhang.wei → li.na"),
        (event("accepted", to="李娜", giver="ada"), "accepted: ada → 李娜"),
        (event("returned", to="ada"), "returned"),
        (event("escalated", level="3"), "escalated: level 1 → 3"),
        (event("contacted", direction="out", channel="phone"), "contacted: out, phone"),
        (event("contacted", direction="in"), "contacted: in"),
        (event("linked", type="part-of", case="C-2611-00000001X"), "linked: part-of C-2611-00000001X"),
        (event("undone", undoes="event0"), "undone: event0"),
        (event("followup_done", follow_up="f1", outcome="secret"), "followup_done: f1"),
        (event("noted", text="secret"), "noted"),
        (event("attached", file="attachments/secret"), "attached"),
    ],
)
def test_a_subject_says_in_a_few_words_what_happened(happened: Event, said: str) -> None:
    assert subject(BEFORE, happened) == said


texts = st.one_of(st.text(), st.sampled_from(["a\nActor: eve", "\x1b[2J", "-x", "--", "‮abc", "x" * 90, "a b"]))


@given(st.sampled_from([*EVENT_KINDS, "unknown"]), st.dictionaries(st.sampled_from(
    ["to", "team", "giver", "level", "template", "direction", "channel", "type", "case", "undoes", "follow_up", "text"]
), texts), texts)  # fmt: skip
def test_whatever_an_event_says_its_subject_keeps_its_form(kind: str, data: dict[str, Tree], by: str) -> None:
    found = subject(BEFORE, Event("event1", AT, by, kind, data))
    assert found.startswith(kind)
    assert found.isprintable()


@pytest.mark.parametrize("text", ["", "-x", ".x", "_x", "a b", "a\n", "\u202eabc", "x" * 81, "a/b"])
def test_what_is_not_one_harmless_word_is_left_out(text: str) -> None:
    assert word(text) == ""
