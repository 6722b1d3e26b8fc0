"""casectl survey: answers count in the figures, those that who had the case recorded on a line of their own."""

from __future__ import annotations

from pathlib import Path

from tests.cli.casebook import CHINESE, CliCasebook
from tests.cli.test_instruct import MIA


def test_answers_are_figures_with_their_response(book: CliCasebook, tmp_path: Path) -> None:
    """A table with a wrong row ends with 1, and the other rows are recorded."""
    first, second = (path.stem for path in book.cases[:2])
    assert "too early to ask" in book.refused(3, "survey", "ask", first)
    recorded = book.run("survey", "record", first, "--score", "4", "--nps", "10", **MIA)
    assert (recorded.status, "not resolved yet" in recorded.err) == (0, True)
    assert "--score must be a number from 1 to 5, not 9" in book.refused(2, "survey", "record", second, "--score", "9")
    table = tmp_path / "answers.csv"
    table.write_text(f"工单号,满意度,nps,费力度\n{second},2,0,3\n{second},7,,\n", "utf-8")
    answer = book.run("survey", "import", str(table))
    assert (answer.status, "7" in answer.out) == (1, True)
    assert "已记录 0 条答复" in book.run("survey", "import", str(table), **CHINESE).err
    rows = book.rows("stats", "--figures", "csat,nps,ces,survey_response", "--period", "2026-11")
    found = {(row["figure"], row["part"]): (row["value"], row["number"]) for row in rows}
    assert found["csat", None] == (50.0, 1)
    assert found["csat", "by_owner"] == (0.0, 0)
    assert found["nps", None] == (0.0, 2)
    assert found["ces", "mean"] == (3.0, 1)
    assert found["survey_response", "not_asked"] == (2, 2)
    [row] = [row for row in book.rows("review", "month", "--period", "2026-11") if row["section"] == "dissatisfied"]
    assert row["id"] == second
    assert "ann has owned" in book.refused(3, "undo", second)
    assert "曾负责" in book.refused(3, "undo", second, **CHINESE)
    book.done("undo", second, "--reason", "Typed wrongly", **MIA)
    after = {
        row["part"]: row["value"] for row in book.rows("stats", "--figures", "survey_response", "--period", "2026-11")
    }
    assert (after["not_asked"], after["taken_back"]) == (1, 1)


def test_a_query_for_whom_never_to_ask_is_read_where_it_is_used(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "\nsurveys: {never: 'level>>3', pause: soon}\n", "utf-8")
    assert (
        "correct the query that is set as surveys: never: in casectl.yaml; casectl help queries"
        in book.run("survey", "due").err
    )
    assert "soon is not a length in days or weeks" in book.run("check").out
