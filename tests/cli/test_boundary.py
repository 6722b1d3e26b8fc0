"""casectl boundary keeps what was stated for whoever meets the customer next, and shows the customer nothing of it."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_a_boundary_is_shown_inside_and_stops_no_clock(book: CliCasebook) -> None:
    case = book.cases[0].stem
    before = book.rows("due", case)
    said = ("--abuse", "shouted", "--next", "in writing only", "--until", "2026-12-24")
    book.done("boundary", case, "No shouting", *said)
    assert book.rows("due", case) == before
    assert "No shouting" in book.run("show", case).err
    assert "边界约定" in book.run("show", case, **CHINESE).err
    assert "shouting" not in book.done("show", case, "--for-customer")
    assert "shouting" not in book.run("show", case, CASECTL_NOW="2026-12-25T09:00:00+00:00").err
