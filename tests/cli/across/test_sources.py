"""Cases that came from another system are asked for by its name."""

from __future__ import annotations

from pathlib import Path

from tests.cli.casebook import CliCasebook

TABLE = "id,opened,title\n7,2026-10-01 10:00,Torn\n8,2026-10-02 10:00,Bent\n"


def test_what_came_from_one_system_is_found_by_its_name(book: CliCasebook, tmp_path: Path) -> None:
    """In both languages; also one case by its number there, and what was opened here; a part of a name is none."""
    table, mapping = tmp_path / "desk.csv", tmp_path / "desk.yaml"
    table.write_text(TABLE, "utf-8")
    mapping.write_text(book.done("import", str(table), "--sketch"), "utf-8")
    here = titles(book)
    book.done("import", str(table), "--map", str(mapping))
    assert titles(book, "source:desk") == titles(book, "来源:desk") == {"Torn", "Bent"}
    assert titles(book, "source:desk:8") == {"Bent"}
    assert titles(book, "source:-") == titles(book, "-source:desk") == here
    assert "no case was imported from des" in book.refused(4, "list", "source:des")


def test_finished_cases_without_a_closing_time_are_counted(book: CliCasebook, tmp_path: Path) -> None:
    """They have no deadlines, which nobody should take for "all met"."""
    table, mapping = tmp_path / "desk.csv", tmp_path / "desk.yaml"
    table.write_text(TABLE.replace("title", "title,status").replace("Torn", "Torn,closed").replace("Bent", "Bent,open"))
    mapping.write_text(book.done("import", str(table), "--sketch"), "utf-8")
    said = book.run("import", str(table), "--map", str(mapping)).err
    assert "1 finished case has no closing time, so it gets no deadlines" in said
    assert "closing time" not in book.run("import", str(table), "--map", str(mapping)).err


def titles(book: CliCasebook, *words: str) -> set[str]:
    return {row["title"] for row in book.rows("list", *words)}
