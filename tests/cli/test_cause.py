"""casectl cause records what a complaint came from, for lists, figures and the guard of a step."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook

CAUSES = """
causes:
  delivery:
    title: {en: Delivery, zh: 配送}
    parts:
      late: {title: {en: Too late, zh: 超时送达}}
      label: {title: {en: Labels mixed up, zh: 面单贴错}, maps: {ko41a: transport}}
"""


def test_a_cause_is_shown_found_and_counted(book: CliCasebook) -> None:
    """By its title in the reader's language; a whole has its parts."""
    case, other = (path.stem for path in book.cases[:2])
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + CAUSES, "utf-8")
    book.commit("Causes")
    assert "names nobody" in book.refused(3, "cause", case, "--dispute", "x")
    out = book.done("cause", case, "面单贴错", "--why", "They look alike", "--why", "No scan", "--responsible", "ann")
    assert "root cause: Labels mixed up, ann" in out
    assert "根本原因：面单贴错" in book.done("show", case, **CHINESE)
    assert "No scan" in book.done("show", case)
    assert [row["id"] for row in book.rows("list", "cause:delivery")] == [case]
    assert [row["id"] for row in book.rows("list", "原因:无")] == [
        each.stem for each in book.cases if each.stem != case
    ]
    assert "did you mean delivery" in book.refused(4, "cause", other, "delivry")
    assert "name the cause, or dispute it" in book.refused(2, "cause", case, "delivery", "--dispute", "x")
    rows = book.rows("stats", "--by", "cause", "--figures", "carried")
    assert {row["cause"]: row["value"] for row in rows} == {None: 1, "delivery.label": 1}
    assert "responsibility disputed: ann" in book.done("cause", case, "--dispute", "The carrier did")
