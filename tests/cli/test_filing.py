"""casectl filing fills in a return, and says where its rules are from and what is not known."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_a_return_says_its_source_and_what_keeps_it_from_being_right(book: CliCasebook) -> None:
    assert {row["name"] for row in book.rows("filing")} == {"ko41a", "tsm"}
    answer = book.run("filing", "ko41a", "--period", "2026")
    assert "Brought forward" in answer.out
    assert "source: NHS England Digital" in answer.err
    assert "not known: the codes of the boxes" in answer.err
    values = {row["item"]: row["value"] for row in book.rows("filing", "ko41a", "--period", "2026", "--filed", "HEAD")}
    assert values["new"] == 2
    failing = book.run("filing", "ko41a", "--period", "2026", "--check", "--format", "tsv")
    assert failing.status == 1
    assert f"{book.cases[0].stem}\tit has nothing for the section age (age)" in failing.out
    assert "nil return" in book.run("filing", "ko41a", "--period", "2025").err
    assert "零报告" in book.run("filing", "ko41a", "--period", "2025", **CHINESE).err
