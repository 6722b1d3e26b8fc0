"""The Chinese texts are in the words of the customer-service trade, and have one word for each thing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from casectl.render.placeholders import PLACEHOLDERS

SOURCE = Path(__file__).parent.parent
CATALOGUE = SOURCE / "casectl" / "locale" / "zh" / "LC_MESSAGES" / "casectl.po"

INSTEAD = {
    "超时": ("逾期", "过期", "超期"),
    "时限、截止时间": ("(?<!完成)期限", "(?<!豁免已)(?<!\\} )到期"),
    "转办": ("移交",),
    "签收": ("接收",),
    "派单": ("指派", "分派", "分配给"),
    "流转": ("推进",),
    "登记": ("建立工单", "立案", "建单", "开立"),
    "结案": ("关闭",),
    "重开": ("重新打开",),
    "撤销投诉": ("撤诉",),
    "进展反馈": ("通报",),
    "人工调整": ("手工设定", "人工设定"),
    "中止": ("暂停",),
    "负责人": ("经办人",),
    "本工单": ("本案", "案件"),
    "重点客户": ("专席",),
    "VIP 客户": ("高净值",),
    "实际发生": ("据称",),
    "隐私": ("保密", "私密"),
    "头部": ("文件头",),
    "日志": ("流水",),
}
"""What is said of each thing, and the words that are not said of it: patterns."""


def catalogue() -> Iterator[tuple[str, str]]:
    """Each English text of the catalogue that has a translation, and that."""
    with CATALOGUE.open("rb") as file:
        for message in read_po(file, locale="zh"):
            if message.id and message.string:
                first = message.id if isinstance(message.id, str) else message.id[0]
                yield first, message.string if isinstance(message.string, str) else " ".join(message.string)


@cache
def chinese_texts() -> list[tuple[str, str]]:
    """Where a Chinese text stands, and the text: of the catalogue, the shipped files, the docs and guides."""
    return [*((english[:60], chinese) for english, chinese in catalogue()), *_lines()]


def _lines() -> Iterator[tuple[str, str]]:
    folders = ("templates", "calendars", "casectl/shipped/mappings", "docs/zh", "docs/guides/zh")
    files = [each for folder in folders for each in (SOURCE / folder).rglob("*.*") if each.suffix in (".yaml", ".md")]
    for file in sorted(files):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            yield f"{file.relative_to(SOURCE)}:{number}", line


@pytest.mark.parametrize("term", INSTEAD)
def test_one_thing_has_one_word(term: str) -> None:
    """The trade's; a reader need not guess whether two words mean the same."""
    other = re.compile("|".join(INSTEAD[term]))
    assert [f"{where}: {text}" for where, text in chinese_texts() if other.search(text)] == []


def test_the_words_that_are_looked_for_would_be_found() -> None:
    """Neither is the list of texts empty, nor does a pattern match nothing."""
    assert len(chinese_texts()) > 4000
    for patterns in INSTEAD.values():
        for pattern in patterns:
            assert re.search(pattern, re.sub(r"\(\?<!.*?\)", "", pattern))


def test_what_is_still_to_be_typed_is_named_in_chinese() -> None:
    """A reader may take TEXT for a word of the command; names of variables and of columns keep theirs."""
    texts = dict(catalogue())
    words = [each.text for each in PLACEHOLDERS if texts[each.text] != each.text and each.text != "CODE"]
    english = re.compile(rf"(?<![A-Za-z_{{$.])({'|'.join(map(re.escape, words))})(?![A-Za-z_}}])")
    assert [text for text in texts.values() if english.search(text)] == []


def test_an_example_in_chinese_has_the_command_and_options_of_the_english_one() -> None:
    """Only names and texts are Chinese: what it does is the same."""
    both = [(english, chinese) for english, chinese in catalogue() if re.match(r"casectl \w+ .*'", english)]
    lines = [pair for pair in both if all(each.startswith("casectl ") and each.count("'") % 2 == 0 for each in pair)]
    assert len(lines) > 30
    for english, chinese in lines:
        assert _shape(english) == _shape(chinese), (english, chinese)


def _shape(line: str) -> list[str]:
    """The verb and the names of the options of a command line."""
    words = shlex.split(line.partition(" | ")[0])
    return [words[1], *(each.partition("=")[0] for each in words if each.startswith("-"))]
