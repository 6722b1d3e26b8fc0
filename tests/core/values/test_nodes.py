"""Nodes: the values of a settings file, each with its place."""

from __future__ import annotations

from casectl.core.values.nodes import Node
from casectl.core.values.tree import Source

SOURCE = Source("a.yaml", {"a": {"b": ["x", "y"]}, "c": "z"}, {("a",): (1, 1), ("a", "b", 1): (2, 5), ("c",): (3, 1)})


def test_a_value_knows_its_place_or_the_nearest_around_it() -> None:
    inner = Node.of(SOURCE).mapping["a"].mapping["b"]
    assert [str(each.place) for each in inner.items] == ["a.yaml:1:1", "a.yaml:2:5"]
    assert str(Node.of(SOURCE).place) == "a.yaml"


def test_what_a_value_is_not_is_empty() -> None:
    top = Node.of(SOURCE)
    assert (top.text, top.items) == ("", [])
    assert (top.mapping["c"].mapping, top.mapping["c"].text) == ({}, "z")
    assert [each.text for each in top.mapping["c"].items] == ["z"]


def test_entries_may_come_from_another_file_and_keep_their_place() -> None:
    other = Node.of(Source("b.yaml", {"d": "w"}, {("d",): (9, 1)}))
    mixed = Node.of(SOURCE).holding({**Node.of(SOURCE).mapping, **other.mapping})
    assert [str(each.place) for each in mixed.mapping.values()] == ["a.yaml:1:1", "a.yaml:3:1", "b.yaml:9:1"]
    assert mixed.tree() == {"a": {"b": ["x", "y"]}, "c": "z", "d": "w"}
