"""What is to be typed is named in the reader's language."""

from __future__ import annotations

import re

import click
import pytest

from casectl.core.values.messages import Typed, msg
from casectl.render.language import in_words, set_language, translate
from casectl.render.placeholders import PLACEHOLDERS
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


def test_what_a_hint_has_one_type_is_named_in_the_readers_language() -> None:
    """Not what somebody wrote, which is in quotation marks."""
    hint = msg("try {line}", line=Typed("casectl note CASE 'USB TYPE C, no TEXT' --reason TEXT"))
    assert translate(hint) == str(hint) == "try casectl note CASE 'USB TYPE C, no TEXT' --reason TEXT"
    set_language("zh")
    try:
        assert translate(hint) == "请改用 casectl note 工单号 'USB TYPE C, no TEXT' --reason 文字"
    finally:
        set_language("en")


def test_a_finding_names_what_to_type_in_the_readers_language(book: CliCasebook) -> None:
    """Also one that was kept by an earlier check."""
    case = book.cases[0]
    case.write_text(case.read_text("utf-8").replace("state: received", "state: closed", 1), "utf-8")
    for _ in range(2):
        assert f"casectl advance {case.stem} 状态" in book.run("check", **CHINESE).out
        assert f"casectl advance {case.stem} STATE" in book.run("check").out
