"""The strict reader: text stays text, both parsers agree, and every error is reported with its place."""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casectl.adapters.yaml import events as yaml_events
from casectl.adapters.yaml.events import Events, libyaml_events, pure_events
from casectl.adapters.yaml.nodes import scalars
from casectl.adapters.yaml.reader import compose, decoded, read
from casectl.core.values.limits import MAX_BYTES, MAX_NODES
from casectl.core.values.messages import Unreadable
from casectl.core.values.tree import Tree
from tests.adapters.handwriting import Hand, some_tree

PARSERS = pytest.mark.parametrize("events", [pure_events, libyaml_events])


def tree(text: str, events: Events = yaml_events.EVENTS) -> Tree:
    return read("case.yaml", text.encode(), events).tree


@PARSERS
@pytest.mark.parametrize(
    "text",
    ["no", "010", "02131", "0900123456", "1e3", "1_000", "12:30", "12:30:45", "2026-02-30", "~", "null", "0x1f", ".inf",
     "=", "2026-11-21T09:12:33+08:00", "9" * 5000, "1E400", "don't", "a#b", "http://a.b/?c=d", "-1", "<<", "王小明"],
)  # fmt: skip
def test_a_scalar_is_its_text(text: str, events: Events) -> None:
    assert tree(f"a: {text}\nb: [{text}]\nc: {{d: {text}}}\n", events) == {"a": text, "b": [text], "c": {"d": text}}


@PARSERS
def test_every_style_reads_as_text(events: Events) -> None:
    text = "a:\nb: ''\nc: \"\\t\\u00e9\"\nd: |\n  x\n   y\n\ne: >-\n  one\n  two\nf: 'it''s'\n"
    text += "g:\n- 1\n-\n- k: v\n  l: []\n"
    assert tree(text, events) == {
        "a": "", "b": "", "c": "\té", "d": "x\n y\n", "e": "one two", "f": "it's", "g": ["1", "", {"k": "v", "l": []}],
    }  # fmt: skip


@PARSERS
def test_line_ends_of_windows_are_line_ends(events: Events) -> None:
    assert tree("---\r\na: 1\r\nb: |\r\n  x\r\n  y\r\n...\r\n", events) == {"a": "1", "b": "x\ny\n"}


def test_a_value_has_the_place_of_its_key_and_an_item_its_own() -> None:
    source = read("case.yaml", b"# c\na: 1\nb:\n  c: {d: 2}\n  e:\n    - x\n    - f:\n")
    assert source.marks == {
        ("a",): (2, 1), ("b",): (3, 1), ("b", "c"): (4, 3), ("b", "c", "d"): (4, 7), ("b", "e"): (5, 3),
        ("b", "e", 0): (6, 7), ("b", "e", 1): (7, 7), ("b", "e", 1, "f"): (7, 7),
    }  # fmt: skip
    assert str(source.place("b", "e", 1, "f")) == "case.yaml:7:7"


FAULTS = {
    "": ("case.yaml", "empty"),
    "# nothing\n": ("case.yaml", "empty"),
    "- a\n": ("case.yaml:1:1", "must consist of key: value lines"),
    "a": ("case.yaml:1:1", "must consist of key: value lines"),
    "\ufeffa: 1\n": ("case.yaml:1:1", "byte order mark"),
    "a: 1\nb: !!str x\n": ("case.yaml:2:4", "tags"),
    "a: ! x\n": ("case.yaml:1:4", "tags"),
    "a: &x 1\n": ("case.yaml:1:4", "anchors"),
    "a: &x\n": ("case.yaml:1:4", "anchors"),
    "a: *x\n": ("case.yaml:1:4", "aliases"),
    "%YAML 1.1\n---\na: no\n": ("case.yaml:3:1", "directives"),
    "%FOO bar\n---\na: no\n": ("case.yaml:", ""),
    "a: 1\n---\nb: 2\n": ("case.yaml:2:1", "second document"),
    "---\n---\na: 1\n": ("case.yaml:", ""),
    "<<: {a: 1}\n": ("case.yaml:1:1", "merge keys"),
    "a: 1\nb: 2\na: 3\n": ("case.yaml:3:1", "duplicate key a"),
    "a: {b: 1, 'b': 2}\n": ("case.yaml:1:11", "duplicate key b"),
    "{a: b}: c\n": ("case.yaml:1:1", "a key must be text"),
    "? [a]\n: c\n": ("case.yaml:1:3", "a key must be text"),
    "? a\n: c\n": ("case.yaml:1:3", "followed by a colon"),
    ": c\n": ("case.yaml:1:", ""),
    'a: "\\ud83d"\n': ("case.yaml:1:", ""),
    "a: 1\nb: \x1b[31m\n": ("case.yaml:2:4", "U+001B"),
    "a: x\x85b: y\n": ("case.yaml:1:5", "U+0085"),
    "a: x\u2028b: y\n": ("case.yaml:1:5", "U+2028"),
    "a: |\n  broken.\rresolution: refund\n": ("case.yaml:2:10", "U+000D"),
    "a: [1, 2\n": ("case.yaml:2:1", "not YAML"),
    "a: b: c\n": ("case.yaml:1:5", "not YAML"),
    "a:\n\tb: 1\n": ("case.yaml:2:1", "not YAML"),
    "a: b\t# c\n": ("case.yaml:1:5", ""),
    "a: b\tc\n": ("case.yaml:1:", ""),
    "a: |\n  \tb\n": ("case.yaml:", "tab"),
    "a: |#c\n  b\n": ("case.yaml:1:", ""),
    "a: {b: c ?d}\n": ("case.yaml:1:", ""),
    "a: b\nc: |\n  x\n<<<<<<< ours\nd: 1\n=======\nd: 2\n>>>>>>> theirs\n": ("case.yaml:4:1", "conflict markers"),
    "a: 1\n=======\nb: 2\n": ("case.yaml:2:1", "conflict markers"),
    f"{'k' * 1001}: v\n": ("case.yaml:1:", ""),
}


@PARSERS
@pytest.mark.parametrize("text", FAULTS)
def test_an_error_is_reported_with_its_place(text: str, events: Events) -> None:
    place, reason = FAULTS[text]
    with pytest.raises(Unreadable) as caught:
        tree(text, events)
    assert str(caught.value).startswith(place)
    assert reason in str(caught.value)


SLIPS = {
    "a: b: c\n": "a key is not allowed here: check the indentation, and quote a text with a colon",
    "a: b\n c: d\n": "a key is not allowed here",
    "a: b\n- c\n": "this does not belong to the line above: check the indentation",
    "a:\n  - b\n  c: d\n": "this does not belong to the line above",
    "a: - b\n": "a list entry (-) is not allowed here",
    "a: b\nword\nc: d\n": "a key without a colon after it",
    "a:\n\tb: c\n": "a tab is used for indentation: use spaces",
    "a: @b\n": "the character @ cannot begin a value: put the text in quotes",
    "a: `b\n": "the character ` cannot begin a value",
    'a: "b\nc: d\n': "a quote is opened and never closed",
    "a: [b, c\nd: e\n": "a bracket is not closed, or a comma is missing",
    "a: {b: c\nd: e\n": "a bracket is not closed, or a comma is missing",
    'a: "\\q"\n': "an invalid backslash in double quotes",
}


@PARSERS
@pytest.mark.parametrize("text", SLIPS)
def test_a_typing_error_is_reported_in_plain_words(text: str, events: Events) -> None:
    """Errors are understandable without a parser's terms, and the same from either parser."""
    with pytest.raises(Unreadable, match="not YAML: ") as caught:
        tree(text, events)
    assert SLIPS[text] in str(caught.value)


def test_what_is_not_utf8_is_named_with_its_place() -> None:
    with pytest.raises(Unreadable, match=r"^case\.yaml:2:5: not UTF-8"):
        read("case.yaml", "a: 1\nb: é".encode() + b"\xff\n")
    with pytest.raises(Unreadable, match="not UTF-8"):
        read("case.yaml", "a: 1\n".encode("utf-16"))


def test_a_huge_file_is_refused_by_its_size_alone() -> None:
    with pytest.raises(Unreadable, match="larger than 1048576 bytes"):
        read("case.yaml", b"a: [" * 2_500_000)
    assert tree(f"a: {'x' * (MAX_BYTES - 10)}\n")


@pytest.mark.parametrize("bomb", ["a: " + "[" * 10_000, "a: " + "{a: " * 10_000, "a:\n " + "- " * 10_000])
def test_a_deep_file_is_refused_at_once(bomb: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable, match="deeper than 16 levels"):
        tree(bomb)
    assert time.process_time() - start < 0.1


def test_depth_and_number_of_values_have_their_limits() -> None:
    assert tree("a: " + "[" * 15 + "]" * 15)
    with pytest.raises(Unreadable, match="deeper"):
        tree("a: " + "[" * 16 + "]" * 16)
    with pytest.raises(Unreadable, match="more than 50000 values"):
        tree("a: [" + "x," * MAX_NODES + "]")


@PARSERS
def test_a_text_of_the_placeholder_characters_is_kept(events: Events) -> None:
    text = 'a: {b: 10:30, c: "\\U0010fffd \\U0010FFFC", d: x\U0010fffcy}\n'
    assert tree(text, events) == {"a": {"b": "10:30", "c": "\U0010fffd \U0010fffc", "d": "x\U0010fffcy"}}


def failure(error: type[Exception]) -> object:
    raise error("broken")


@pytest.mark.parametrize("error", [TypeError, AssertionError, NotImplementedError, RecursionError, ValueError])
def test_whatever_a_parser_raises_is_said_as_unreadable(error: type[Exception]) -> None:
    def failing(text: str) -> Iterator[object]:
        yield from (failure(error) for _ in text)

    with pytest.raises(Unreadable, match="broken"):
        tree("a: 1\n", failing)


def test_without_libyaml_the_other_parser_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "CParser", None)
    assert yaml_events.reader_in_use() == "pure Python"


PIECES = [
    *"ab1 #'\"{}[],|>\t\\?!*%@`=-~:", "  ", "\n", "\n  ", "\n    ", "\n- ", "- ", ": ", " #", ", ", "|-", ">+", "|2",
    "? ", "&x", "---", "...", "<<", "\r\n", '"b"', "'c'", "a: ", "\n a: ", "é", "\\n", "\\x41", "|\n", ">\n", "\\\n",
    "10:00", "http://x", ":a", "k: {", "k: [", "\nk: |\n  ", "\nl: ",
]  # fmt: skip


def outcome(text: str, events: Events) -> object:
    try:
        source = read("case.yaml", text.encode(), events)
    except Unreadable:
        return "refused"
    nodes = compose("case.yaml", decoded("case.yaml", text.encode()), events)
    return source, [(node.start, node.text) for node in scalars(nodes)]


@settings(max_examples=600)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(lambda pieces: "k: " + "".join(pieces)))
def test_both_parsers_give_the_same_verdict_tree_and_places(text: str) -> None:
    assert outcome(text, pure_events) == outcome(text, libyaml_events)


@settings(max_examples=100)
@given(st.randoms(use_true_random=False), st.lists(st.tuples(st.floats(0, 1), st.sampled_from(PIECES)), max_size=3))
def test_both_parsers_agree_on_files_typed_by_hand_and_damaged(random: Random, damage: list[tuple[float, str]]) -> None:
    text = Hand(random).document(some_tree(random)).decode()
    for where, piece in damage:
        at = int(where * len(text))
        text = text[:at] + piece + text[at:]
    assert outcome(text, pure_events) == outcome(text, libyaml_events)


def test_the_faster_parser_is_the_one_in_use() -> None:
    assert (yaml_events.EVENTS is libyaml_events) == (yaml_events.reader_in_use() == "libyaml")
