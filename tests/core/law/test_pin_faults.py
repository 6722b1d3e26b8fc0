"""An event goes by the rules that were committed before it: no older ones, and none that no commit had."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.case.model import Event
from casectl.core.law.pin_faults import clock_faults, pin_faults
from casectl.core.values.tree import Tree

PARENT = {"casectl.yaml": "s2", "templates/t.yaml": "t1"}


def event(under: dict[str, Tree]) -> Event:
    return Event("e", datetime(2026, 11, 23, tzinfo=UTC), "ada", "noted", {"under": under} if under else {})


@pytest.mark.parametrize(
    ("pins", "under", "wrong"),
    [
        ({"casectl.yaml": "s1", "templates/t.yaml": "t1"}, {"casectl.yaml": "s2"}, []),
        (PARENT, {}, []),
        ({**PARENT, "templates/other.yaml": "o"}, {}, []),
        ({"casectl.yaml": "s1", "templates/t.yaml": "t1"}, {}, [()]),
        (PARENT, {"casectl.yaml": "s3"}, [("under", "casectl.yaml")]),
        (PARENT, {"casectl.yaml": "s1", "templates/t.yaml": "x"}, [("under", path) for path in PARENT]),
        ({}, {}, [(), ()]),
    ],
)
def test_every_file_is_in_the_version_of_the_parent(
    pins: dict[str, str], under: dict[str, Tree], wrong: list[tuple[str, ...]]
) -> None:
    assert [fault.path for fault in pin_faults(pins, event(under), PARENT)] == wrong


FILES = {**PARENT, "calendars/office.yaml": "c2"}


@pytest.mark.parametrize(
    ("kind", "rules", "known", "wrong"),
    [
        ("opened", {"calendar": "office", "templates/t.yaml": "t1", "calendars/office.yaml": "c2"}, {}, []),
        ("opened", {"templates/t.yaml": "made up"}, {}, []),  # its own pin says it
        ("opened", {"calendars/office.yaml": "made up"}, {}, ["calendars/office.yaml"]),
        ("opened", {"calendars/none.yaml": "x"}, {}, ["calendars/none.yaml"]),
        ("recomputed", {"templates/t.yaml": "t0", "calendars/office.yaml": "c2"}, {"templates/t.yaml": "t0"}, []),
        ("recomputed", {"templates/t.yaml": "t0"}, {}, ["templates/t.yaml"]),
        ("recomputed", {"calendars/office.yaml": "c1"}, {"calendars/office.yaml": "c0"}, ["calendars/office.yaml"]),
    ],
)  # fmt: skip
def test_clocks_count_by_files_of_the_parent_or_as_before(
    kind: str, rules: dict[str, Tree], known: dict[str, str], wrong: list[str]
) -> None:
    """Found by use: a case opened under a calendar of one's own had other deadlines, and nothing said so."""
    opened = Event("e", datetime(2026, 11, 23, tzinfo=UTC), "ada", kind, {"rules": rules})
    assert [fault.path for fault in clock_faults(opened, known, FILES)] == [("rules", path) for path in wrong]
