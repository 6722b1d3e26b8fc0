"""A field that got another name has its value under that, and is found by either; nothing is put over anything."""

from __future__ import annotations

import pytest

from casectl.core.case.renamed_fields import by_both_names, with_both_names, with_present_names
from casectl.core.values.tree import Tree

ROWS: list[tuple[dict[str, Tree], dict[str, str], dict[str, Tree]]] = [
    ({"pace": "slow"}, {"pace": "speed"}, {"speed": "slow"}),
    ({"ref": "R", "customer": {"name": "Bo"}}, {"ref": "customer.ref"}, {"customer": {"name": "Bo", "ref": "R"}}),
    ({"customer": {"ref": "R"}}, {"customer.ref": "ref"}, {"ref": "R"}),
    ({"pace": "slow", "speed": "fast"}, {"pace": "speed"}, {"pace": "slow", "speed": "fast"}),
    ({"pace": "slow", "speed": "slow"}, {"pace": "speed"}, {"speed": "slow"}),
    ({"other": "x"}, {"pace": "speed"}, {"other": "x"}),
]


@pytest.mark.parametrize(("fields", "names", "after"), ROWS)
def test_a_value_goes_to_the_present_name_unless_something_is_there(
    fields: dict[str, Tree], names: dict[str, str], after: dict[str, Tree]
) -> None:
    """What else is in the free part stays."""
    free: dict[str, Tree] = {"title": "t", "fields": fields}
    found = with_present_names(free, names)
    assert found == {"title": "t", "fields": after}
    assert with_present_names(found, names) == found


@pytest.mark.parametrize("fields", [{"pace": "slow"}, {"speed": "slow"}])
def test_rules_find_a_value_by_either_name(fields: dict[str, Tree]) -> None:
    names = {"pace": "speed"}
    assert by_both_names(fields, names) == {"pace": "slow", "speed": "slow"}
    assert with_both_names({"fields": fields}, names)["fields"] == {"pace": "slow", "speed": "slow"}
    assert by_both_names({"pace": "slow", "speed": "fast"}, names) == {"pace": "slow", "speed": "fast"}
