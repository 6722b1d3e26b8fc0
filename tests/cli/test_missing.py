"""What a command line lacks is named all at once, each thing with what it is."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook


def test_everything_that_is_missing_is_named(book: CliCasebook) -> None:
    """Arguments and options, as the usage line has them; what was typed is not among them."""
    case = book.cases[0].stem
    err = book.refused(2, "boundary", case, "Stop", "--abuse", "Shouted")
    assert "missing: --next TEXT, --until TIME" in err
    assert "--next TEXT: what happens the next time" in err
    assert "hint: see casectl boundary --help" in err
    assert "missing: CASE, TEXT, --abuse TEXT, --next TEXT, --until TIME" in book.refused(2, "boundary")
    assert "缺少：工单号、类型" in book.refused(2, "redress", "offer", **CHINESE)


def test_an_argument_is_missing_where_no_option_replaces_it(book: CliCasebook) -> None:
    """One in brackets never is."""
    assert "missing: CASE, TEXT" in book.refused(2, "note")
    assert "missing: TEXT " in book.refused(2, "note", "--where", "torn")
    assert "missing: CASE " in book.refused(2, "followup", "done")
    assert "see casectl mail --help" in book.refused(2, "mail", "--new")
