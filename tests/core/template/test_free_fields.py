"""Setting a value changes that value and nothing else; all that cannot be set is named at once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casectl.core.case.governed import free_keys
from casectl.core.case.model import GOVERNED
from casectl.core.template.free_fields import changed_keys, ticked, with_changes, with_defaults
from casectl.core.values.messages import UsageError
from casectl.core.values.tree import Plain, Tree, leaves
from tests.fakes.context import FakeContext

PLAIN = FakeContext().template("plain")
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
FREE: dict[str, Tree] = {
    "title": "The parcel",
    "mine": {"a": ["b", {"c": "d"}]},
    "fields": {"problem": "open", "customer": {"name": "Flora", "x-own": "kept"}, "tags": ["a", "b"], "theirs": "kept"},
    "checklists": {"first": {"heard": Plain("yes")}, "theirs": {"x": "y"}},
}
VALUES: dict[str, Tree] = {
    "title": "Another",
    "problem": "torn",
    "fields.problem": "torn",
    "customer.name": "Finn",
    "customer.age": "007",
    "tags": ["x"],
    "channel": "mail",
    "cause": "  two\nlines ",
}

texts = st.text(max_size=5)
trees = st.recursive(texts, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
mappings = st.dictionaries(texts, trees, max_size=4)


def refused(*values: tuple[str, Tree], free: dict[str, Tree] | None = None) -> list[str]:
    with pytest.raises(UsageError) as error:
        with_changes(FREE if free is None else free, PLAIN, values, ())
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("blank", [False, True])
def test_nothing_outside_the_set_path_changes(name: str, blank: bool) -> None:
    if name == "title" and blank:
        return
    path = ("title",) if name == "title" else ("fields", *name.removeprefix("fields.").split("."))
    before = dict(leaves(FREE))
    after = dict(leaves(with_changes(FREE, PLAIN, [(name, "" if blank else VALUES[name])], ())))
    inside = {each for each in (*before, *after) if each[: len(path)] == path}
    assert {each: text for each, text in after.items() if each not in inside} == {
        each: text for each, text in before.items() if each not in inside
    }
    assert bool(inside & set(after)) is not blank
    assert dict(leaves(FREE)) == before


def test_a_value_is_stored_as_its_field_says() -> None:
    free = with_changes({}, PLAIN, [("customer.age", "007"), ("channel", "Phone"), ("cause", " two\nlines ")], ())
    assert free == {"fields": {"customer": {"age": "7"}, "channel": "phone", "cause": " two\nlines "}}


def test_a_later_value_of_the_same_name_counts() -> None:
    assert with_changes({}, PLAIN, [("cause", "a"), ("cause", "b")], ()) == {"fields": {"cause": "b"}}
    assert with_changes({}, PLAIN, [("cause", "a"), ("cause", " ")], ()) == {}


def test_everything_that_cannot_be_set_is_named_at_once() -> None:
    said = refused(
        ("ttle", "x"), ("nam", "x"), ("state", "x"), ("channel", "fone"), ("customer.age", "-1"), ("title", "")
    )
    assert said == [
        "there is no field ttle in template plain; did you mean title?",
        (
            "there is no field nam in template plain; its fields are problem, channel, customer, customer.name,"
            " customer.age, tags, cause, about"
        ),
        "state is calculated from the recorded events and cannot be set directly: to change it, use casectl "
        "advance CASE STATE",
        "channel: fone is not one of Phone (phone), Mail (mail) (did you mean phone?)",
        "customer.age: -1 is less than 0",
        "a title must be one line of text",
    ]


@pytest.mark.parametrize("title", ["", " \u200b", "two\nlines", "a\rb", ["a"], {"a": "b"}])
def test_a_title_is_one_line(title: Tree) -> None:
    assert refused(("title", title)) == ["a title must be one line of text"]


@pytest.mark.parametrize("key", GOVERNED)
def test_governed_keys_are_never_set(key: str) -> None:
    [said] = refused((key, "x"))
    assert "is calculated from the recorded events and cannot be set directly" in said


def test_a_text_where_a_map_belongs_is_not_overwritten() -> None:
    assert refused(("customer.name", "Finn"), free={"fields": {"customer": "Flora, by telephone"}}) == [
        "fields.customer is not a map; nothing can be put into it"
    ]
    with pytest.raises(UsageError) as error:
        with_changes({"checklists": ["heard"]}, PLAIN, (), ["heard"])
    assert [str(each) for each in error.value.problems] == ["checklists is not a map; nothing can be put into it"]
    assert with_changes({"fields": ""}, PLAIN, [("cause", "x")], ()) == {"fields": {"cause": "x"}}


# Checklists


def test_items_are_ticked_by_their_name_alone_where_that_is_clear() -> None:
    free = with_changes(FREE, PLAIN, (), ["sorry", "first.heard"])
    assert free["checklists"] == {"first": {"heard": "yes", "sorry": "yes"}, "theirs": {"x": "y"}}
    [checklist] = PLAIN.checklists
    assert [ticked(each, checklist, "sorry") for each in (FREE, free)] == [False, True]


def test_unknown_items_are_all_named_with_what_there_is() -> None:
    with pytest.raises(UsageError) as error:
        with_changes(FREE, PLAIN, (), ["sory", "heard", "irst.heard"])
    assert [str(problem) for problem in error.value.problems] == [
        "there is no checklist item sory; the items are first.heard, first.sorry",
        "there is no checklist item irst.heard; the items are first.heard, first.sorry",
    ]


# What changed


@given(mappings, mappings)
def test_there_are_names_exactly_where_something_differs_and_the_same_both_ways(
    before: dict[str, Tree], after: dict[str, Tree]
) -> None:
    assert bool(changed_keys(before, after)) == (before != after)
    assert sorted(changed_keys(before, after)) == sorted(changed_keys(after, before))


def test_changes_are_named_without_their_values() -> None:
    after = with_changes(
        FREE, PLAIN, [("customer.name", "Finn"), ("customer.age", "8"), ("tags", ""), ("cause", "lid")], ()
    )
    assert changed_keys(FREE, after) == ["fields.customer.name", "fields.customer.age", "fields.tags", "fields.cause"]
    assert changed_keys({}, {"fields": {"customer": {"name": "Finn"}}}) == ["fields.customer.name"]
    assert changed_keys({"mine": {}}, {}) == ["mine"]


def test_free_is_what_is_neither_governed_nor_the_journal() -> None:
    tree: dict[str, Tree] = {**dict.fromkeys(GOVERNED, "x"), "journal": [], **FREE}
    assert free_keys(tree) == FREE


def test_defaults_fill_only_what_is_empty() -> None:
    assert with_defaults({}, PLAIN, NOON) == {"fields": {"channel": "phone"}}
    assert with_defaults({"fields": {"channel": "mail"}}, PLAIN, NOON) == {"fields": {"channel": "mail"}}
