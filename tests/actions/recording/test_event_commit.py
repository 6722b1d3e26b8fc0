"""The commit of an event names the case, every event and who acted, in a form that nothing typed can break."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from casectl.actions.recording.event_commit import event_commit
from casectl.core.case.model import Event, Header
from casectl.ports.recording import Trailers

AT = datetime(2026, 11, 21, tzinfo=UTC)
BEFORE = Header(state="new", owner="zhang.wei", level=1)


def test_trailers_name_the_case_every_event_and_who_acted() -> None:
    events = [
        Event("event1", AT, "ada", "escalated", {"level": "2"}),
        Event("event1-2", AT, "ada", "offered", {"to": "bob"}),
    ]
    found = event_commit({"a": b"x"}, "C-1", BEFORE, events, via="cy")
    assert (found.files, found.subject) == ({"a": b"x"}, "C-1 escalated: level 1 → 2")
    assert found.trailers == Trailers("C-1", ("event1", "event1-2"), actor="ada", via="cy")


@given(st.one_of(st.text(), st.sampled_from(["a\nActor: eve", "\x1b[2J", "-x", "a b"])))
def test_for_every_actor_each_value_is_one_harmless_word_or_empty(by: str) -> None:
    found = event_commit({}, "C-1", BEFORE, [Event("event1", AT, by, "noted", {"text": by})])
    actor = found.trailers.actor
    assert found.trailers == Trailers("C-1", ("event1",), actor=actor)
    assert actor in (by, "")
    assert actor.isprintable()
