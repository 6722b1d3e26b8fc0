"""The reader of settings files: what each getter gives and reports, and where."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from casectl.core.values.messages import LocalizedText, msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import FileKind, Key, NameRule, ReaderCodes, SettingsReader
from casectl.core.values.tree import Source, Tree

PARTS = {
    "desk": (Key("name", msg("its name"), needed=True), Key("size", msg("how many seats"))),
    "more": (Key("floor", msg("where it is"), needed=True),),
}
STRICT = ReaderCodes(
    key="K", missing="M", shape="S", name="N", word="W", empty="E", twice="T", zone="Z", day="D"
)  # fmt: skip
LENIENT = STRICT._replace(empty="", twice="")
NAMES = NameRule(re.compile("[a-z]+"), msg("use small letters"))


def reader(codes: ReaderCodes = STRICT) -> SettingsReader:
    return SettingsReader(FileKind(PARTS, codes, NAMES))


def node(tree: Tree) -> Node:
    """A value at line 7, and each entry of a mapping on its own line below."""
    marks: dict[tuple[str | int, ...], tuple[int, int]] = {("a",): (7, 1)}
    steps: list[str | int] = (
        [*tree] if isinstance(tree, dict) else [*range(len(tree))] if isinstance(tree, list) else []
    )
    marks |= {("a", step): (8 + number, 3) for number, step in enumerate(steps)}
    return Node.of(Source("a.yaml", {"a": tree}, marks)).mapping["a"]


def said(of: SettingsReader) -> list[tuple[int, str, str]]:
    return [(each.place.line, each.code, str(each.what)) for each in of.findings]


def test_a_part_gives_its_known_keys_and_reports_the_others_and_those_that_are_missing() -> None:
    """A key that starts with x- is the user's own."""
    found = reader()
    assert list(found.part(node({"sise": "4", "size": "5", "x-own": "6"}), "desk")) == ["size"]
    assert said(found) == [(7, "M", "a: name is missing"), (8, "K", "sise is unknown here; did you mean size?")]


def test_a_part_may_have_the_keys_of_others_and_needs_none_of_them() -> None:
    found = reader()
    assert list(found.part(node({"name": "a", "floor": "2"}), "desk", "more")) == ["name", "floor"]
    assert list(found.part(node({"name": "a"}), "desk", "more")) == ["name"]
    assert said(found) == []


def test_what_is_not_there_is_no_error_and_gives_what_is_harmless() -> None:
    found = reader()
    assert (found.mapping(None), found.named(None), found.items(None), found.texts(None)) == ({}, {}, [], ())
    assert (found.text(None, "x"), found.plain_text(None), found.words(None, "x")) == ("x", "", LocalizedText.of("x"))
    assert (found.word(None, ("a",), "b"), found.yes(None), found.day(None)) == ("b", False, None)
    assert found.zone(None, ZoneInfo("UTC")) == ZoneInfo("UTC")
    assert said(found) == []


@pytest.mark.parametrize(
    ("getter", "tree", "code", "what"),
    [
        ("mapping", "x", "S", "a needs lines of the form NAME: VALUE"),
        ("mapping", "", "S", "a needs lines of the form NAME: VALUE"),
        ("named", {"A": "x"}, "N", "A is not a valid name: use small letters"),
        ("items", {"a": "x"}, "S", "a list is needed here"),
        ("text", ["x"], "S", "a text is needed here"),
        ("text", " ", "E", "a text is missing here"),
        ("plain_text", {"a": "x"}, "S", "a text is needed here"),
        ("texts", ["x", "y", "x"], "T", "x is listed twice"),
        ("words", {}, "E", "a text is missing here"),
        ("words", {"English": "x"}, "K", "English is not a language; write en, zh, …"),
        ("yes", "yep", "W", "yep is unknown here; did you mean yes?"),
        ("yes", "true", "W", "true is unknown here; use one of yes, no"),
        ("day", "2026-02-30", "D", "there is no day 2026-02-30; write it like 2026-12-25"),
        ("day", "20260201", "D", "there is no day 20260201; write it like 2026-12-25"),
    ],
)
def test_each_getter_reports_what_it_cannot_use(getter: str, tree: Tree, code: str, what: str) -> None:
    found = reader()
    getattr(found, getter)(node(tree))
    assert [(each.code, str(each.what)) for each in found.findings] == [(code, what)]


@pytest.mark.parametrize(("getter", "nothing"), [("text", ""), ("mapping", {}), ("texts", ()), ("yes", False)])
def test_where_a_kind_of_file_has_no_code_for_it_an_empty_value_counts_as_not_given(
    getter: str, nothing: object
) -> None:
    found = reader(LENIENT)
    assert getattr(found, getter)(node("")) == nothing
    assert list(found.part(node({"name": ""}), "desk")) == ["name"]
    assert said(found) == [(7, "M", "a: name is missing")]


def test_a_list_is_read_as_such_or_as_a_single_text() -> None:
    found = reader(LENIENT)
    assert (found.texts(node("a")), found.texts(node(["b", "c", "b"]))) == (("a",), ("b", "c"))
    assert said(found) == []


def test_words_days_and_zones_are_given_as_what_they_name() -> None:
    found = reader()
    assert found.word(node("b"), ("a", "b"), "a") == "b"
    assert found.yes(node("yes"))
    assert found.day(node("2026-11-21")) == date(2026, 11, 21)
    assert found.zone(node("Asia/Shanghai"), ZoneInfo("UTC")) == ZoneInfo("Asia/Shanghai")
    assert found.words(node({"en": "Desk", "zh": "台"})).within("zh") == "台"
    assert found.titles(node({"1": "low"})) == (("1", LocalizedText.of("low")),)
    assert said(found) == []


def test_a_zone_that_does_not_exist_is_reported_and_the_default_given() -> None:
    found = reader()
    assert found.zone(node("../Mars"), ZoneInfo("UTC")) == ZoneInfo("UTC")
    assert said(found) == [(7, "Z", "there is no time zone ../Mars; write it like Europe/London")]


def test_findings_are_in_the_order_of_the_file_each_once() -> None:
    found, tree = reader(), node({"a": "x", "b": "y"})
    for each in ("b", "a", "b"):
        found.report(tree.mapping[each], "W", msg("no"))
    assert [line for line, _, _ in said(found)] == [8, 9]
