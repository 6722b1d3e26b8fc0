"""What is to be typed is named in the reader's language."""

from __future__ import annotations

import re

import click
import pytest

from casectl.cli.typed.placeholders import PLACEHOLDERS, in_words
from casectl.render.language import set_language
from tests.cli.across.test_promises import LEAVES
from tests.cli.casebook import CHINESE, CliCasebook

UNIVERSAL = {"ID", "URL", "N", "A", "B", "O", "L", "P"}
"""Words that are the same in both languages."""


@pytest.mark.parametrize("name", LEAVES)
def test_every_placeholder_has_its_word(name: str) -> None:
    """Of arguments and of options."""
    command = LEAVES[name]
    shown = [
        each.make_metavar(click.Context(command)) for each in command.params if not getattr(each, "is_flag", False)
    ]
    known = {each.text for each in PLACEHOLDERS}
    found = {word for text in shown for word in re.findall(r"[A-Z]+(?:[- ][A-Z]{2,})*", text)}
    words = {each for word in found for each in ({word} if word in known else word.split(" "))}
    assert words - UNIVERSAL <= known


def test_a_usage_line_in_chinese_has_chinese_placeholders(book: CliCasebook) -> None:
    """So has what is said of a missing one."""
    assert "用法：casectl merge [选项] 工单号 主工单号\n" in book.done("merge", "--help", **CHINESE)
    err = book.refused(2, "assign", "7QK3X", **CHINESE)
    assert "缺少：人员" in err


def test_only_whole_words_are_placeholders() -> None:
    set_language("zh")
    try:
        assert (
            in_words("[CASE]... NAME=VALUE 'NAME <EMAIL>' CASECTL_NOW")
            == "[工单号]... 名称=值 '名称 <邮箱>' CASECTL_NOW"
        )
    finally:
        set_language("en")
    assert in_words("[CASE] [OPTIONS]") == "[CASE] [OPTIONS]"
