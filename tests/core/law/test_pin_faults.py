"""An event goes by the rules that were committed before it: no older ones, and none that no commit had."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from casectl.core.case.event import Event
from casectl.core.law.pin_faults import pin_faults
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
