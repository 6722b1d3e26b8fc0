"""list shows the cases that meet a query."""

from __future__ import annotations

from pathlib import Path

from tests.cli.casebook import CliCasebook


def test_people_read_titles_and_programs_names(book: CliCasebook) -> None:
    """Of states, templates, and what cases are counted by."""
    words = ("list", "--fields", "template,state", "--limit", "1")
    assert book.done(*words, CASECTL_LANG="zh").splitlines()[-1].split() == ["投诉", "待受理"]
    assert book.done(*words, "--format", "tsv", CASECTL_LANG="zh").splitlines()[-1] == "complaint\treceived"
    counted = ("list", "--group-by", "template,fields.channel,category")
    said = book.done(*counted, CASECTL_LANG="zh").splitlines()
    assert said[0].split() == ["模板", "来源渠道", "阶段", "工单数"]
    assert said[-1].split() == ["投诉", "电话", "处理中", "2"]
    assert book.done(*counted, "--format", "tsv").splitlines()[-1] == "complaint\tphone\topen\t2"


def test_columns_go_by_the_words_of_queries_and_by_their_titles(three: CliCasebook) -> None:
    """One vocabulary, in both languages."""
    first = three.done("list", "--fields", "id,next_due,received_at,level", "--sort", "-received_at", "--format", "tsv")
    for fields, sort in (("id,due,received,level", "-received"), ("ID,Next due,received,Level", "-Received")):
        fields = fields.replace("ID", "case")
        assert three.done("list", "--fields", fields, "--sort", sort, "--format", "tsv") == first
    zh = three.done(
        "list", "--fields", "工单,期限,收到时间,级别", "--sort=-收到时间", "--format", "tsv", CASECTL_LANG="zh"
    )
    assert zh == first
    assert "there is no column nosuch" in three.refused(2, "list", "--sort", "nosuch")


def test_a_casebook_without_cases_says_how_to_open_one(tmp_path: Path) -> None:
    """Only where nothing was asked for, so that nothing can be amiss with the filter."""
    empty = CliCasebook(tmp_path / "empty")
    empty.folder.mkdir()
    empty.done("init", ".", "--yes")
    assert empty.run("list").err == "there are no cases yet; casectl new opens one\n"
    assert "no matching cases" in empty.run("list", "state:open").err
    file = empty.folder / "cases/2026/11/C-2611-00000001X.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("<<<<<<< ours\n", "utf-8")
    answer = empty.run("list")
    assert (answer.status, "there are no cases yet" in answer.err) == (5, False)
