"""Rules that two sides changed are merged key by key; what both changed is named."""

from __future__ import annotations

import pytest

from casectl.core.merge.rules import merged_rules
from casectl.core.values.tree import Tree

Rules = dict[str, Tree]
BASE: Rules = {"template": "x", "version": "7", "levels": {"1": "Low"}, "states": ["new", "working"], "team": "front"}


def changed(**keys: Tree) -> Rules:
    """The rules with other keys."""
    return {**BASE, **keys}


@pytest.mark.parametrize(
    ("one", "other", "version"),
    [
        ({"version": "8", "team": "back"}, {"version": "8", "levels": {"1": "None"}}, "9"),
        ({"version": "8", "team": "back"}, {"version": "9", "levels": {"1": "None"}}, "10"),
        ({"team": "back"}, {"levels": {"1": "None"}}, "8"),
        ({"version": "8", "team": "back"}, {}, "8"),
        ({"version": "8", "team": "back"}, {"version": "8", "team": "back"}, "8"),
        ({"version": "8", "team": "back"}, {"version": "9"}, "10"),
        ({"version": "1.9", "team": "back"}, {"version": "1.8", "levels": {"1": "None"}}, "1.10"),
    ],
)
def test_what_neither_side_has_gets_a_version_of_its_own(one: Rules, other: Rules, version: str) -> None:
    """One above both: a deadline that names a version names one set of rules. The same whichever side is first."""
    merged = merged_rules(BASE, changed(**one), changed(**other))
    assert merged == merged_rules(BASE, changed(**other), changed(**one))
    assert merged == (changed(**{**other, **one, "version": version}), [])
    assert merged_rules(BASE, merged[0], changed(**other)) == merged


def test_entries_of_lists_and_keys_of_both_sides_are_kept() -> None:
    one, other = (
        changed(states=["new", "waiting", "working"]),
        changed(states=["new", "working", "done"], level_2="High"),
    )
    assert merged_rules(BASE, one, other) == (
        changed(states=["new", "waiting", "working", "done"], level_2="High", version="8"), [],
    )  # fmt: skip


def test_settings_have_no_version_and_get_none() -> None:
    base: Rules = {"name": "Desk", "people": {"ann": {}}}
    people: Rules = {"people": {"ann": {}, "bo": {}}}
    assert merged_rules(base, {**base, "name": "The desk"}, {**base, **people}) == (
        {"name": "The desk", "people": {"ann": {}, "bo": {}}},
        [],
    )


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ({"levels": {"1": "None"}}, {"levels": {"1": "Least"}}, ["levels.1"]),
        ({"version": "spring", "team": "back"}, {"version": "autumn", "levels": {}}, ["version"]),
    ],
)
def test_what_both_changed_otherwise_is_named(one: Rules, other: Rules, names: list[str]) -> None:
    """A version that is no number is somebody's to choose."""
    assert merged_rules(BASE, changed(**one), changed(**other))[1] == names
