"""casectl filing fills in a return, and says where its rules are from and what is not known."""

from __future__ import annotations

import json

from casectl.adapters.files import shipped
from tests.cli.casebook import CHINESE, CliCasebook


def test_a_return_says_its_source_and_what_keeps_it_from_being_right(book: CliCasebook) -> None:
    assert {row["name"] for row in book.rows("filing")} == {*shipped.filings()}
    answer = book.run("filing", "ko41a", "--period", "2026")
    assert "Brought forward" in answer.out
    assert "so 2026 counts only up to then" in answer.err
    assert "made for: the financial year, from April to March" in answer.err
    assert json.loads(book.done("filing", "ko41a", "--period", "2026", "--format", "json"))["provisional"] is True
    assert json.loads(book.done("filing", "ko41a", "--period", "2025", "--format", "json"))["provisional"] is False
    assert "source: NHS England Digital" in answer.err
    assert "not known: the codes of the boxes" in answer.err
    values = {row["item"]: row["value"] for row in book.rows("filing", "ko41a", "--period", "2026", "--filed", "HEAD")}
    assert values["new"] == 2
    failing = book.run("filing", "ko41a", "--period", "2026", "--check", "--format", "tsv")
    assert failing.status == 1
    assert f"{book.cases[0].stem}\tit has nothing for the section age (age)" in failing.out
    assert "from April to March; 2026 is a different kind of period" in answer.err
    assert "another period" not in book.run("filing", "ko41a").err
    assert "nil return" in book.run("filing", "ko41a", "--period", "2025").err
    assert "零报告" in book.run("filing", "ko41a", "--period", "2025", **CHINESE).err


def test_a_return_is_meant_by_its_name_its_title_or_a_file_of_ones_own(book: CliCasebook) -> None:
    """In either language; what is wrong with the file is said with its place, and nothing else is a return."""
    title = "Tenant satisfaction measures CH01 and CH02 (Regulator of Social Housing)"
    assert "CH01" in book.run("filing", title, "--period", "2026").out
    assert (
        "第一阶段"
        in book.run("filing", "租户满意度指标 CH01、CH02（英国社会住房监管局）", "--period", "2026", **CHINESE).out
    )
    own = book.folder / "mine.yaml"
    own.write_bytes(shipped.filings()["asic-idr"].replace(b"filing: asic-idr", b"filing: mine"))
    rows = book.rows("filing", "mine.yaml", "--period", "2026")
    assert {row["complaint_id"] for row in rows} == {each.stem for each in book.cases}
    own.write_text("filing: mine\ntitel: x\n", "utf-8")
    refused = book.run("filing", "mine.yaml", "--period", "2026")
    assert refused.status == 5
    assert "mine.yaml:2:1" in refused.err
    assert "did you mean ko41b" in book.refused(4, "filing", "ko41c")


def test_the_provisions_of_a_code_are_a_table_of_their_own(book: CliCasebook) -> None:
    """A row for each with the figures as evidence; nothing is answered by itself."""
    rows = book.rows("filing", "housing-self-assessment", "--period", "2026")
    found = {row["provision"]: row for row in rows}
    assert found["6.2"]["evidence"] == "stage_1.acknowledged: 0; stage_1.acknowledged_in_time: 0"
    assert {row["complies"] for row in rows} == {None}
    assert "provision 1.2 has no answer" in book.run("filing", "housing-self-assessment", "--check").out


def test_private_values_are_in_a_return_by_case_only_where_that_is_asked_for(book: CliCasebook) -> None:
    """Masked and said so otherwise; of a section they would be its boxes, which is refused."""
    own = book.folder / "mine.yaml"
    about = "filing: mine\ntitle: x\nsource: x\nverified: x\nunknown: x\n"
    own.write_text(f"{about}cases: received\ncolumns: {{id: {{value: id}}, who: {{field: customer.name}}}}\n", "utf-8")
    answer = book.run("filing", "mine.yaml", "--period", "2026", "--format", "json")
    masked = {row["who"] for row in json.loads(answer.out)["rows"]}
    revealed = {row["who"] for row in book.rows("filing", "mine.yaml", "--period", "2026", "--reveal")}
    assert all("***" in name for name in masked)
    assert not masked & revealed
    assert "private values are masked: who; --reveal shows them" in answer.err
    own.write_text(f"{about}sections: {{who: {{by: customer.name}}}}\n", "utf-8")
    assert "is private" in book.refused(2, "filing", "mine.yaml", "--period", "2026", "--reveal")
