"""casectl sample and inspect: cases are drawn, marked, appealed against and decided; figures name nobody."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, NEW, CliCasebook
from tests.cli.test_instruct import MIA

MARKS = [word for name in ("script", "diagnosis", "solution", "emotion") for word in ("--mark", f"{name}=4")]


def test_marks_are_told_to_the_person_and_masked_to_others(book: CliCasebook) -> None:
    """A sheet of the settings, else casectl's own, in both languages."""
    case = book.cases[0].stem
    assert "答复准确" in book.done("inspect", "sheet", **CHINESE)
    refused = book.refused(2, "inspect", "score", case, "ann", *MARKS, **MIA)
    assert "without a mark: accuracy" in refused
    book.done("inspect", "score", case, "ann", *MARKS, "--mark", "答复准确=2", "--text", "Check the tariff", **MIA)
    [row] = book.rows("inspect", "list")
    assert (row["person"], row["score"], row["mark_accuracy"], row["text"]) == ("ann", 3.6, 2, "Check the tariff")
    assert "您的工单有质检结果" in book.done("today", **CHINESE)
    book.done("inspect", "appeal", case, "--reason", "It was right that day")
    assert "appealed" in book.done("inspect", "list")
    rows = book.rows("stats", "--figures", "inspected,quality,quality_good", "--period", "2026-11")
    found = {(row["figure"], row["part"]): row["value"] for row in rows}
    assert (found["quality", None], found["quality_good", None], found["inspected", "appealed"]) == (None, None, 1)
    [other] = [str(row["id"]) for row in book.rows(*NEW, "--customer.name", "Kim", "--title", "Torn", "--owner", "ben")]
    book.done("inspect", "score", other, "ben", *MARKS, "--mark", "accuracy=2", **MIA)
    rows = book.rows("stats", "--figures", "quality,quality_good", "--period", "2026-11")
    found = {(row["figure"], row["part"]): row["value"] for row in rows}
    assert (found["quality", None], found["quality_good", None]) == (3.6, 80.0)
    rows = book.rows("stats", case, "--figures", "quality,quality_good", "--period", "2026-11")
    assert [row["value"] for row in rows] == [None, None]
    assert "3.6" not in book.done("stats", case, "--explain", "quality", "--period", "2026-11")
    assert "cannot be broken down by person or by case" in book.refused(
        2, "stats", "--figures", "quality", "--by", "owner"
    )
    assert "quality" not in {row["figure"] for row in book.rows("stats", "--by", "owner")}
    for query in ("owner:ann", "-owner:ann", "owner~an level:1", "id:C-2611"):
        assert "cannot be broken down by person or by case" in book.refused(
            2, "stats", query, "--figures", "quality"
        ), query
    report = ("report", "monthly", "--period", "2026-11", "--md")
    assert "Quality marks" in book.done(*report)
    assert "Quality marks" not in book.done(*report, "--where", "owner:ann")
