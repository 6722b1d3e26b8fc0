"""An event's id stands in one case only."""

from __future__ import annotations

from casectl.core.history.known_events import KnownEvents


def test_an_id_in_two_cases_is_told_also_after_it_was_kept() -> None:
    known = KnownEvents()
    assert not known.add("e1", "cases/a.yaml")
    assert not known.add("e1", "cases/a.yaml")
    assert not known.add("e2", "cases/b.yaml")
    again = KnownEvents(known.to_bytes())
    assert not again.add("e2", "cases/b.yaml")
    assert again.add("e1", "cases/b.yaml")
