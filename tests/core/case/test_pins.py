"""From a journal alone it is known which settings and templates held for each event, and a version is written once."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.model import Event
from casectl.core.case.pins import UNDER, pins_of, with_pins
from casectl.core.values.tree import Tree

AT = datetime(2026, 11, 23, tzinfo=UTC)
VERSIONS = st.fixed_dictionaries({"casectl.yaml": st.sampled_from("ab"), "templates/t.yaml": st.sampled_from("ab")})


def event(kind: str = "noted", **data: Tree) -> Event:
    return Event("e", AT, "ada", kind, data)


@given(st.lists(VERSIONS, min_size=1))
def test_every_event_is_known_to_have_been_recorded_under_the_versions_of_then(versions: list[dict[str, str]]) -> None:
    journal: list[Event] = []
    for present in versions:
        journal.append(with_pins(event(), journal, present))
        assert pins_of(journal) == present
    written = [each.mapping(UNDER) for each in journal]
    before = [{}, *versions[:-1]]
    assert written == [
        {path: now[path] for path in now if then.get(path) != now[path]}
        for then, now in zip(before, versions, strict=True)
    ]


def test_what_the_clocks_of_a_new_case_name_is_not_written_twice() -> None:
    """Calendars are the clocks' own affair; and later the clocks may go by other versions than the workflow."""
    opened = event("opened", rules={"calendar": "office", "templates/t.yaml": "a", "calendars/office.yaml": "c"})
    first = with_pins(opened, [], {"casectl.yaml": "s", "templates/t.yaml": "a"})
    assert first.data[UNDER] == {"casectl.yaml": "s"}
    moved = event("recomputed", rules={"calendar": "office", "templates/t.yaml": "z"})
    assert pins_of([first, moved]) == {"casectl.yaml": "s", "templates/t.yaml": "a"}


def test_nothing_is_added_where_nothing_changed() -> None:
    first = with_pins(event(), [], {"casectl.yaml": "s"})
    assert with_pins(event(), [first], {"casectl.yaml": "s"}) == event()
    assert with_pins(event(), [first], {}) == event()
