"""backlog fits on a screen, in both languages."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_every_open_case_is_in_each_part(three: CliCasebook) -> None:
    rows = three.rows("backlog")
    assert {row["by"]: sum(each["cases"] for each in rows if each["by"] == row["by"]) for row in rows} == {
        "all": 3, "team": 3, "owner": 3, "template": 3
    }  # fmt: skip
    assert sum(value for name, value in rows[0].items() if name.startswith("days_")) == 3
    assert rows[0]["oldest"] == three.cases[0].stem
    assert "负责人" in three.done("backlog", **CHINESE)


def test_nothing_open_is_said(three: CliCasebook) -> None:
    """And a slip in what it is told apart by is no empty backlog."""
    answer = three.run("backlog", "title:nowhere")
    assert (answer.status, answer.out) == (0, "")
    assert "no case is open" in answer.err
    assert "did you mean owner?" in three.refused(2, "backlog", "--by", "ownr")


def test_a_private_field_is_nothing_to_count_by(book: CliCasebook) -> None:
    """Its values would be read by everybody; a period that is none is told how periods are written."""
    for verb in ("backlog", "stats"):
        assert "customer.name is private" in book.refused(2, verb, "--by", "fields.customer.name")
    assert "write a period like last week, 2026-W48, 2026-11, 2026-Q4, or 2026-11-03 to 2026-11-09" in book.refused(
        2, "stats", "--period", "nonsense"
    )
