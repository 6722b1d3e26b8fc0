"""A case that a newer casectl has written, with a kind of event that is not known here, is worked on as any other."""

from __future__ import annotations

import pytest

from casectl.actions.check import check
from casectl.actions.edit import edit
from casectl.actions.note import note
from casectl.actions.recording.proposal import EventStamp
from casectl.actions.undo import undo
from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.event_subject import subject
from casectl.core.case.ids import case_path
from casectl.core.history.event_summary import event_summary
from casectl.core.query.case_facts import excerpt_of
from casectl.core.template.labels import Labels
from casectl.core.values.tree import Tree
from tests.core.law.desk import event, opened, said
from tests.fakes.context import FakeContext

BLOCK = """\
  - id: event9
    at: 2026-11-23T10:00:00+08:00
    by: ada
    event: surveyed
    owner: bob
    text: would buy again
    score: "9"
"""


def newer() -> tuple[FakeContext, str]:
    """A recorded case whose last event is of an unknown kind, and makes bob the owner."""
    context = FakeContext()
    case = context.open()
    path = case_path(case)
    text = context.store.files[path].decode().replace("owner: ada", "owner: bob", 1)
    context.store.files[path] = (text + BLOCK).encode()
    context.commit(case)
    return context, case


def test_its_details_count_and_it_is_shown_by_its_name() -> None:
    """The details of any event have their effect; the wording is the bare name."""
    context, id = newer()
    case = context.case(id)
    event, before = case.journal[-1], context.case(id).header
    assert case.header.owner == "bob"
    assert subject(before, event) == "surveyed"
    assert str(event_summary(before, event, Labels({}, {}, {}))) == "surveyed"


def test_its_text_is_searched() -> None:
    """By the names of the details that are searched in known kinds."""
    context, id = newer()
    assert "would buy again" in str(excerpt_of(context.case(id))["text"])


def test_it_survives_other_verbs_byte_for_byte() -> None:
    """A note, an edit and an undo leave its block as it is."""
    context, id = newer()
    note(context, id, "noted here", EventStamp())
    edit(context, id, lambda text: text.replace(b"title: The", b"title: A"), EventStamp())
    undo(context, id, "", EventStamp())
    assert BLOCK in context.store.files[case_path(id)].decode()
    assert context.case(id).header.owner == "bob"


def test_check_names_it_and_nothing_else() -> None:
    """One finding: the kind is not known."""
    context, _ = newer()
    assert [(each.code, str(each.what)) for each in check(context).findings] == [
        ("C061", "surveyed is not a kind of event")
    ]


@pytest.mark.parametrize("kind", [*EVENT_KINDS, "surveyed"])
def test_undo_takes_back_what_the_row_of_its_kind_allows(kind: str) -> None:
    """An unknown kind too: its details are known, and count no more."""
    data: dict[str, Tree] = {"undoes": "event0"} if kind == "undone" else {}
    found = said(opened(), event(1, kind, **data), event(2, "undone", undoes="event1", what=kind))
    never = ("opened", "attached", "accepted", "undone", "merged", "renamed", "rekeyed", "restored")
    others = ("approved", "rejected", "reminded", "redress_approved", "inspection_decided")
    allowed = kind not in (*never, *others, "survey_answered")  # what the customer answered, by nobody who had the case
    refusals = ("cannot be undone", "last event", "somebody else must undo the customer's answer")
    assert (found == []) == allowed
    assert allowed or any(why in each for each in found for why in refusals)
