"""The summary of an event says what it did, by titles, in one line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.case.event_kinds import EVENT_KINDS
from casectl.core.case.model import Event, FollowUp, Header
from casectl.core.history.event_summary import event_summary
from casectl.core.template.labels import Label, Labels
from casectl.core.values.messages import LocalizedText
from casectl.core.values.tree import Tree

AT = datetime(2026, 11, 21, tzinfo=UTC)
BEFORE = Header(state="new", owner="ann", level=1, follow_ups=(FollowUp("f1", AT, "callback", "ann", "callback_24h"),))
TERMS = Labels(
    {"new": Label(LocalizedText.of("New")), "closed": Label(LocalizedText.of("Closed"))},
    {"answer": Label(LocalizedText.of("First answer"))},
    {"callback_24h": Label(LocalizedText.of("Call back after 24 hours"))},
    {"plain": Label(LocalizedText.of("Complaint"))},
    {
        "channel": Label(LocalizedText.of("Channel")),
        "customer": Label(LocalizedText.of("Customer")),
        "customer.name": Label(LocalizedText.of("Name")),
    },
    {"channel=phone": Label(LocalizedText.of("Telephone"))},
    ticks={"first.heard": Label(LocalizedText.of("Heard out"))},
    teams={"after-sales": Label(LocalizedText.of("After-sales"))},
)


def event(kind: str, **data: Tree) -> Event:
    return Event("event1", AT, "ann", kind, data)


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (event("opened", template="plain", to="new", owner="ann"), "opened: Complaint (New), with ann"),
        (event("opened", template="plain", to="new"), "opened: Complaint (New)"),
        (event("advanced", to="closed"), "advanced: New → Closed"),
        (event("advanced", to="elsewhere"), "advanced: New → elsewhere"),
        (event("offered", team="after-sales"), "offered: ann → After-sales"),
        (event("offered", to="after-sales"), "offered: ann → after-sales"),
        (event("returned", giver="ben", to="ann"), "returned: ben → ann"),
        (event("escalated", level="3"), "escalated: level 1 → 3"),
        (event("contacted", direction="in", channel="phone"), "contact: from the customer, Telephone"),
        (event("contacted", direction="out", channel="fax"), "contact: to the customer, fax"),
        (event("linked", type="part-of", case="C-2611-00000001X"), "linked: part of C-2611-00000001X"),
        (event("linked", type="kin-of", case="C-2611-00000001X"), "linked: kin-of C-2611-00000001X"),
        (event("attached", file="attachments/C-1/invoice.txt"), "attached: attachments/C-1/invoice.txt"),
        (event("changed", changed=["title", "fields.a.b"]), "changed: title, a.b"),
        (
            event("changed", changed=["fields.customer.name", "checklists.first.heard", "checklists.first.sorry"]),
            "changed: Name (Customer), Heard out, checklists.first.sorry",
        ),
        (event("changed", changed=["a", "b", "c", "d", "e"]), "changed: a, b, c, +2"),
        (event("followup_added", follow_ups=[{"what": "ring"}]), "follow-up added: ring"),
        (event("followup_done", follow_up="f1", what="callback"), "follow-up done: Call back after 24 hours"),
        (event("followup_done", follow_up="f2", what="ring"), "follow-up done: ring"),
        (event("paused", clock=["answer"]), "clock paused: First answer"),
        (event("undone", undoes="event0", what="advanced"), "undone: advanced"),
        (event("noted", text="a long story"), "noted"),
        (event("newer"), "newer"),
    ],
)
def test_what_happened_is_said_with_what_there_is_to_say(happened: Event, said: str) -> None:
    """States, clocks, follow-ups, templates, channels and links by their titles, the bare name where there is none."""
    assert str(event_summary(BEFORE, happened, TERMS)) == said


@pytest.mark.parametrize("kind", EVENT_KINDS)
def test_an_event_that_lacks_its_details_still_has_a_summary(kind: str) -> None:
    """Journals may be written by hand, or by an older casectl."""
    assert str(event_summary(Header(), event(kind), Labels({}, {}, {}))).startswith(str(EVENT_KINDS[kind].title))
