"""A search finds what a plain scan of the files finds, and `similar` the case that is there twice.

`scripts/finding.py` measures the same on the real exports.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.core.case.ids import case_path
from casectl.workspace import Workspace
from scripts.finding import compared, duplicates, imported, rediscovered
from tests.cli.casebook import CliCasebook

SAMPLE = Path(__file__).parents[1] / "examples/cfpb-sample.csv"
CHINESE = """\
编号,主题,内容
1,退款差错,七月一日申请退款，金额有差错。
2,送货延迟,送货晚了两天，客服说可以退　款。
3,账单,账单出现差错，要求退货。
4,ＡＢＣ型号,型号１２３的机器不能开机。
5,重复,七月一日申请退款，金额有差错；第二次反映。
"""
MAPPING = """\
mapping: letters
source: letters
template: petition
zone: Asia/Shanghai
id: "{编号}"
received: "2026-07-0{编号}T09:00:00+08:00"
title: "{主题}"
fields: {problem: "{内容}"}
links: [{from: "{主题}", find: "重复", id: ["1"], type: duplicate-of}]
"""


@pytest.fixture(name="english", scope="module")
def complaints(hermetic_session: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return imported(tmp_path_factory.mktemp("finding") / "cfpb", "cfpb-export2023", [SAMPLE])


@pytest.mark.parametrize("word", ["refund", "Refund", "N/A", "identity theft", "XXXX", "equifax", "zebra", "{$"])
def test_in_the_sample_of_complaints(english: Path, word: str) -> None:
    [(_, count, differing)] = compared(english, (word,))
    assert differing == 0
    assert (count > 0) == (word != "zebra")


@pytest.fixture(name="chinese", scope="module")
def letters(hermetic_session: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    (folder / "letters.csv").write_text(CHINESE, "utf-8")
    (folder / "letters.yaml").write_text(MAPPING, "utf-8")
    return imported(folder / "book", str(folder / "letters.yaml"), [folder / "letters.csv"])


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("退款", 2),
        ("差错", 3),
        ("账单", 1),
        ("退货", 1),
        ("abc", 1),
        ("１２３", 1),
        ("型号123", 1),
        ("款，", 2),
        ("无", 0),
    ],
)
def test_in_chinese_in_words_of_two_characters(chinese: Path, word: str, found: int) -> None:
    assert list(compared(chinese, (word,))) == [(word, found, 0)]


def test_a_case_that_was_changed_by_hand_is_found_by_its_new_words(english: Path) -> None:
    path = english / case_path(Workspace(english).case_ids()[0])
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\ntitle: ", b"\ntitle: Zebra crossing, ", 1))
    try:
        assert list(compared(english, ("zebra",))) == [("zebra", 1, 0)]
    finally:
        path.write_bytes(before)


def test_the_first_report_of_what_was_reported_twice_is_the_likest(chinese: Path) -> None:
    [(again, first, earlier)] = duplicates(Workspace(chinese))
    assert again != first
    assert earlier == 4
    found = rediscovered(chinese, lambda pairs: pairs)
    assert found.words.startswith("the first report is among the 5 likest for 100% of 1 of 1")
    assert found.share == 1
    assert first in CliCasebook(chinese).done("similar", again, "--limit", "1")
