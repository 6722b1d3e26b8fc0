"""The quick reader gives what the strict reader gives, or nothing at all."""

from __future__ import annotations

from random import Random

import pytest

from casectl.adapters.yaml import quick as yaml_quick
from casectl.adapters.yaml import reader as yaml_reader
from casectl.adapters.yaml import writer as yaml_writer
from casectl.core.values.messages import CasectlError
from casectl.core.values.tree import Plain, Tree
from tests.adapters.handwriting import some_tree

CASE: dict[str, Tree] = {
    "schema": Plain("1"),
    "id": "C-2611-7QK3X",
    "title": "订单错发,退款延迟两天",
    "due": {"update": Plain("2026-11-21T13:02:00+08:00")},
    "fields": {"customer": {"name": "王小明", "contact": "+86 138 0000 0000"}, "problem": "客户反映……\n  说明\n\n完\n"},
    "journal": [
        {"id": "9f3kq2", "event": "opened", "clocks": {"a": {"met": "yes", "at": Plain("2026-11-21T09:14:02+08:00")}}},
        {"id": "7mm0ax", "event": "noted", "text": 'He said: "no" \\ and left', "changed": ["title", "fields.x"]},
    ],
}
MARKS = (
    " ", "  ", "\n", ":", ": ", "- ", "#", " #", '"', "'", "{", "}", "[", "]", ",", ", ", "|", "|-", "|+", ">", "\\",
    "&a", "*a", "!t ", "%", "\t", "\r", "0", "a", "---", "...", "? ", "~", "@", "`", "<<: ", "- - ", "\xa0", "\u3000",
    "\u1680", "\u2003", "\u202f", "\u205f", "\n\n", "{}", "[]", "/", "\\x41", "''", "-", "\u2028", "\ufeff", "é", "退",
)  # fmt: skip


def agreed(data: bytes) -> bool:
    """Whether the quick reader answered, which it may only do as the strict reader does."""
    found = yaml_quick.read(data)
    if found is None:
        return False
    try:
        assert found == yaml_reader.read("f", data).tree, data
    except CasectlError as error:
        raise AssertionError(data) from error
    return True


def test_a_case_that_casectl_wrote_is_read_quickly() -> None:
    data = yaml_writer.write(CASE)
    assert agreed(data)
    assert agreed(b"# yaml-language-server: $schema=../x.json\n" + data)
    assert agreed(yaml_writer.write({"rules": {"calendar": "office", "templates/complaint.yaml": "915d1f2ae2"}}))


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a: b", "a:\n", "a: b\na: c\n", "a: b # c\n", "a: b\n\n", "a: 'b'\n", "a: [b, b: c]\n", "a: {b: c}}\n",
        "a: {b: c, b: d}\n", "a: |\n  b\n c\n", "a: |\n   b\n  c\n", "a: b\n  c\n", "a: b\r\n", "a: &x b\n", "- a\n",
        "a:\n- b\n", "a:\n    b: c\n", "a: b: c\n", "? a\n", "a: \"b\\x41\"\n", "---\na: b\n", "a: b\n...\n", "a: b \n",
        "a: {b: }\n", "a: {b: c }\n", "a: [b, c ]\n",
        "a: [\n", "a: {b: [\n", "a: {b: c,}\n", "a: [b,]\n", "a: {}\n", "a: []\n", "a: |\n\n  b\n",
        "a: |+\n  b\n",
        "\ufeffa: b\n",
    ],
)  # fmt: skip
def test_what_casectl_does_not_write_is_left_to_the_strict_reader(text: str) -> None:
    assert yaml_quick.read(text.encode()) is None


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_read_as_the_strict_reader_reads_it_or_not_at_all(seed: int) -> None:
    chance = Random(seed)
    answers = 0
    for _ in range(700):
        tree = CASE if chance.random() < 0.5 else some_tree(chance)
        lines = yaml_writer.write(tree).decode().splitlines(keepends=True)
        text = "".join(lines[: chance.randint(2, 40)])
        for _ in range(chance.randint(0, 3)):
            at, step = chance.randrange(len(text) + 1), chance.random()
            other = chance.randrange(len(text) + 1)
            moved = text[other : other + chance.randint(1, 30)]
            inserted = chance.choice(MARKS) if step < 0.6 else ("" if step < 0.8 else moved)
            text = text[:at] + inserted + text[at + (chance.randint(1, 4) if not inserted else 0) :]
        answers += agreed(text.encode("utf-8", "surrogatepass"))
    assert answers > 100


def test_bytes_that_are_no_text_or_too_many_are_left_to_the_strict_reader() -> None:
    assert yaml_quick.read(b"a: \xff\n") is None
    assert yaml_quick.read(b"a: " + b"b" * 2_000_000 + b"\n") is None
