"""What a base has left counts for nothing that comes after it; what was made on top of it does."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from casectl.core.history.base import Base
from casectl.core.template.settings import SETTINGS, Casebook

TEMPLATE = "templates/complaint.yaml"
BASE = Base(
    Casebook("book", "en", ZoneInfo("UTC")), {SETTINGS: "s2", TEMPLATE: "t2"}, datetime(2026, 11, 30, tzinfo=UTC),
    frozenset({(SETTINGS, "s3")}),
)  # fmt: skip


@pytest.mark.parametrize(
    ("versions", "has_left", "instead"),
    [
        ({SETTINGS: "s2", TEMPLATE: "t2"}, False, {SETTINGS: "s2", TEMPLATE: "t2"}),
        ({SETTINGS: "s1", TEMPLATE: "t2"}, True, {SETTINGS: "s2", TEMPLATE: "t2"}),
        ({SETTINGS: "s2", TEMPLATE: "t1"}, True, {SETTINGS: "s2", TEMPLATE: "t2"}),
        ({SETTINGS: "s3", TEMPLATE: "t2"}, False, {SETTINGS: "s3", TEMPLATE: "t2"}),
        ({SETTINGS: "s3", TEMPLATE: "t1"}, True, {SETTINGS: "s3", TEMPLATE: "t2"}),
        ({TEMPLATE: "t2"}, True, {SETTINGS: "s2", TEMPLATE: "t2"}),
        ({SETTINGS: "s2", "templates/gone.yaml": "g1"}, False,
         {SETTINGS: "s2", TEMPLATE: "t2", "templates/gone.yaml": "g1"}),
    ],
)  # fmt: skip
def test_old_versions_give_way_to_those_of_the_base(
    versions: dict[str, str], has_left: bool, instead: dict[str, str]
) -> None:
    """Nothing else does: a template that the base lacks holds for its cases."""
    assert BASE.has_left(versions) == has_left
    assert BASE.instead_of(versions) == instead
