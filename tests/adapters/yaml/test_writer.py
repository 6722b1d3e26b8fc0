"""The writer: any text reads back as it was, in every reader; and the layout that casebooks promise."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from casectl.adapters.yaml.events import libyaml_events, pure_events
from casectl.adapters.yaml.reader import read
from casectl.adapters.yaml.scalars import HOSTILE
from casectl.adapters.yaml.writer import write
from casectl.core.values.limits import MAX_BYTES
from casectl.core.values.messages import UsageError
from casectl.core.values.tree import Plain, Tree

AMBIGUOUS = [
    "NO", "yes", "on", "Off", "y", "n", "true", "null", "~", "", "0900", "010", "1e5", "1E400", "1_000", "0x1f", "0o17",
    "0b1", "1.5", "+1", "-1", ".5", ".inf", "-.Inf", ".NaN", "1:30", "12:30:45", "2026-01-01", "2026-1-1",
    "2026-01-01 10:00:00", "2026-11-21T09:12:33+08:00", "=", "<<", "-", "---", "...", "- a", "? a", "a: b", "a:",
    "a #b", "# a", "[a", "{a", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "'a", '"a', " a", "a ",
    "+86 138 0000 0000", "<<<<<<< ours", "=======", ">>>>>>> theirs",
]  # fmt: skip
ALPHABET = "abc 0:#-\n\t'\"|>\\é投😀\u200b\x85\u2028\ufeff\r!&*%@`,[]{}~ \xa0\x1b\x00?=<.yn_+e2T/\u202e\uffff\U0010fffd"
LINES = [
    "a\n\nb",
    "\nx",
    "x\n",
    "x\n\n",
    "\n",
    " x\ny",
    "a\n# b",
    "\n\n x\ny\n",
    "a\n b\n",
    "a \nb",
    "a\n\n\n",
    "a\r\nb",
    "x\ny: z",
    "0:\xa00",
    "0\xa0:0",
]

texts = st.one_of(st.text(ALPHABET, max_size=24), st.sampled_from(AMBIGUOUS + LINES), st.text(max_size=16))
trees = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)
documents = st.dictionaries(texts | st.just("journal"), trees, max_size=4)


@settings(max_examples=60)
@given(st.lists(texts, min_size=50, max_size=90))
def test_thousands_of_hostile_texts_come_back_as_they_were(hostile: list[str]) -> None:
    tree: dict[str, Tree] = {
        "a": list(hostile),
        "b": dict.fromkeys(hostile, "end"),
        "c": [{"d": text} for text in hostile],
    }
    assert read("case.yaml", write(tree)).tree == tree


@settings(max_examples=300)
@given(documents)
def test_reading_what_was_written_gives_it_again(tree: dict[str, Tree]) -> None:
    data = write(tree)
    assert read("case.yaml", data).tree == tree
    assert not re.search(HOSTILE, data.decode().replace("\n", ""))


@settings(max_examples=120)
@given(documents)
def test_other_readers_take_every_text_for_the_same_text(tree: dict[str, Tree]) -> None:
    data = write(tree)
    assert read("case.yaml", data, pure_events).tree == tree
    for version in ("1.1", "1.2"):
        yaml = YAML(typ="rt", pure=True)
        yaml.version = version
        assert same_texts(yaml.load(io.BytesIO(data)), tree)


def same_texts(found: object, tree: Tree) -> bool:
    if isinstance(tree, str):
        return isinstance(found, str) and found == tree
    if isinstance(tree, list):
        return isinstance(found, list) and len(found) == len(tree) and all(map(same_texts, found, tree))
    return (
        isinstance(found, dict) and list(found) == list(tree) and all(same_texts(found[key], tree[key]) for key in tree)
    )


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_a_text_that_could_be_something_else_is_quoted(text: str) -> None:
    assert write({"a": text, text: "b"}).decode().startswith('a: "')
    assert write({"a": [{"b": text}]}).decode().startswith('a:\n  - {b: "')


@pytest.mark.parametrize(
    "text", ["li.na", "C-2611-7QK3X", "9f3kq2", "全额退款并补偿运费", 'say "hi"', "a,b", "好 😀", "it's", "x:y"]
)
def test_a_plain_text_stays_bare(text: str) -> None:
    assert write({"a": text}).decode() == f"a: {text}\n"


@pytest.mark.parametrize("text", ["2", "true", "2026-11-21T09:12:33+08:00", "12.50"])
def test_what_the_schema_typed_is_bare(text: str) -> None:
    assert write({"a": Plain(text), "b": [{"c": Plain(text)}]}).decode() == f"a: {text}\nb:\n  - {{c: {text}}}\n"


@pytest.mark.parametrize("text", ["", "a: b", "x #y", "- a", " a", "a\nb"])
def test_what_cannot_be_bare_is_quoted_even_if_typed(text: str) -> None:
    assert read("case.yaml", write({"a": Plain(text), "b": [{"c": Plain(text)}]})).tree == {
        "a": text,
        "b": [{"c": text}],
    }


def test_clean_lines_are_a_block_and_others_are_escaped() -> None:
    assert write({"a": "x\n\n  y\n", "b": "x\ny", "c": "  x\ny\n"}).decode() == (
        "a: |\n  x\n\n    y\nb: |-\n  x\n  y\nc: |2\n    x\n  y\n"
    )
    assert write({"a": "x\ry\n"}).decode() == 'a: "x\\ry\\n"\n'
    assert write({"a": "x \ny"}).decode() == 'a: "x \\ny"\n'
    assert write({"a": "\u202eevil\x1b[0m\u2028"}).decode() == 'a: "\\u202eevil\\x1b[0m\\u2028"\n'


def test_a_line_is_never_folded() -> None:
    assert write({"a": "很长的句子 " * 500 + "end"}).count(b"\n") == 1


def test_the_layout_is_that_of_a_case() -> None:
    at = Plain("2026-11-22T10:00:00+08:00")
    tree: dict[str, Tree] = {
        "level": Plain("2"),
        "due": {"update": at, "resolve": at},
        "fields": {"customer": {"name": "王小明"}, "goods": [], "tags": ["a", "no"], "more": {}},
        "follow_ups": [
            {"id": "f1", "at": at, "what": "callback"},
            {"id": "f2", "note": "x" * 61},
            {"id": "f3", "v": "a\nb"},
        ],
        "grid": [["a", ["b"]], []],
        "journal": [{"id": "9f3kq2", "at": at, "due": {"update": at}, "links": [{"case": "x"}]}, {"text": "a\nb\n"}],
    }
    assert (
        write(tree).decode()
        == f"""\
level: 2
due:
  update: {at}
  resolve: {at}
fields:
  customer:
    name: 王小明
  goods: []
  tags:
    - a
    - "no"
  more: {{}}
follow_ups:
  - {{id: f1, at: {at}, what: callback}}
  - id: f2
    note: {"x" * 61}
  - id: f3
    v: |-
      a
      b
grid:
  - - a
    - - b
  - []
journal:
  - id: 9f3kq2
    at: {at}
    due: {{update: {at}}}
    links:
      - {{case: x}}
  - text: |
      a
      b
"""
    )


def test_a_line_with_braces_fits_in_120_columns() -> None:
    fits: dict[str, Tree] = {"a": [{"b": "退" * 28, "c": "x" * 46}]}
    assert write(fits).decode().splitlines()[1] == f"  - {{b: {'退' * 28}, c: {'x' * 46}}}"
    assert "{" not in write({"a": [{"b": "退" * 28, "c": "x" * 60}]}).decode()


def test_an_empty_document_is_an_empty_mapping() -> None:
    assert write({}) == b"{}\n"
    assert read("case.yaml", b"{}\n").tree == {}


def deep(levels: int) -> Tree:
    return "x" if levels == 0 else [deep(levels - 1)]


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ({"a": "\ud83d"}, "lone surrogate U+D83D"),
        ({"a\udfff": "b"}, "lone surrogate U+DFFF"),
        ({"a": deep(16)}, "deeper than 16 levels"),
        ({"a": ["x"] * 50_000}, "more than 50000 values"),
        ({"a": "x" * MAX_BYTES}, "too long for a case, which holds 1048576 bytes"),
        ({"k" * 1001: "a"}, "key longer than 1000"),
    ],
)  # fmt: skip
def test_what_could_not_be_read_again_is_not_written(tree: dict[str, Tree], reason: str) -> None:
    with pytest.raises(UsageError, match=re.escape(reason)):
        write(tree)


def test_the_limits_of_writer_and_reader_are_the_same() -> None:
    tree: dict[str, Tree] = {"a": deep(15), "k" * 1000: "b"}
    for events in (pure_events, libyaml_events):
        assert read("case.yaml", write(tree), events).tree == tree


def test_a_schema_is_named_in_a_comment_for_editors() -> None:
    """It is no part of what is read."""
    data = write({"a": "b"}, "../case.schema.json")
    assert data == b"# yaml-language-server: $schema=../case.schema.json\na: b\n"
    assert read("x.yaml", data).tree == {"a": "b"}
