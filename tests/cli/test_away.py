"""away records an absence in casectl.yaml, which keeps its comments."""

from __future__ import annotations

from tests.cli.casebook import NEW, CliCasebook


def test_an_absence_is_recorded_and_ended(book: CliCasebook) -> None:
    """By days as they are typed; people list shows it, and the deputy is named to whoever wants to give a case."""
    settings = book.folder / "casectl.yaml"
    comments = [line for line in settings.read_text("utf-8").splitlines() if line.startswith("#")]
    book.done("away", "ben", "--until", "2026-11-27", "--deputy", "mia")
    assert [line for line in settings.read_text("utf-8").splitlines() if line.startswith("#")] == comments
    [ben] = [row for row in book.rows("people", "list") if row["person"] == "ben"]
    assert ben["away"] == ["2026-11-21..2026-11-27 mia"]
    case = book.cases[0].stem
    said = book.refused(3, "assign", case, "ben", "--reason", "x")
    assert "ben is away until 2026-11-27; deputy: mia" in said
    assert f"casectl handoff {case} mia" in said
    assert "deputy: --owner mia" in book.refused(3, *NEW, "--title", "x", "--customer.name", "x", "--owner", "ben")
    assert book.done("check") == book.done("check")
    book.done("away", "ben", "--back")
    book.done("assign", case, "ben", "--reason", "x")


def test_an_absence_has_an_end_and_a_deputy_who_is_somebody(book: CliCasebook) -> None:
    assert "say until when" in book.refused(2, "away", "ben")
    assert "in the past" in book.refused(2, "away", "ben", "--from", "2026-01-01", "--until", "2026-01-02")
    assert "there is no person eve" in book.refused(4, "away", "ben", "--until", "fri", "--deputy", "eve")
    assert "ben is not away" in book.refused(3, "away", "ben", "--back")
