"""stdout is data, stderr is talk; a list with a hole in it says so and exits 5."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from casectl.cli.options import ListOptions, Settings
from casectl.cli.output import notify, write_data, write_page, write_view
from casectl.core.values.messages import msg
from casectl.render.view import Column, View

SETTINGS = Settings(Path())
VIEW = View(
    "cases",
    (Column("id", "Id"), Column("title", "Title")),
    [{"id": "b", "title": "退款"}, {"id": "a", "title": "Late"}],
    notes=(msg("{count} more", count=3),),
)
BROKEN = View("cases", VIEW.columns, [], unreadable=[("cases/\x1b.yaml", msg("line {line}", line=3))])


def test_rows_go_to_stdout_and_notes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    """So that a pipe carries rows alone."""
    assert write_view(VIEW, SETTINGS, ListOptions("tsv", ("title", "id"), ("id",))) == 0
    assert capsys.readouterr() == ("title\tid\nLate\ta\n退款\tb\n", "3 more\n")


def test_quiet_says_nothing_but_rows(capsys: pytest.CaptureFixture[str]) -> None:
    """`-q` silences talk, not data."""
    write_view(VIEW, Settings(Path(), quiet=True), "plain")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["table", "plain", "json", "csv"])
def test_a_missing_row_is_named_and_the_exit_code_is_5(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In every format, and even with --quiet: an incomplete list must not look complete."""
    assert write_view(BROKEN, Settings(Path(), quiet=True), name) == 5
    assert capsys.readouterr().err == "cannot read cases/\\x1b.yaml: line 3\n"


def test_a_file_that_may_not_be_read_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    """The reason names it already."""
    path = "cases/2026/11/C-1.yaml"
    why = msg("{path} cannot be read: {reason}", path=path, reason=msg("Permission denied"))
    write_view(View("list", (), [], unreadable=[(path, why)]), SETTINGS, "plain")
    assert capsys.readouterr().err == f"cannot read {path}: Permission denied\n"


def test_data_is_utf8_whatever_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that reads it need not know what terminal casectl was started from."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    write_data("退款\r\n")
    sys.stdout.flush()
    assert raw.getvalue() == "退款\r\n".encode()


def test_colour_reaches_a_page_only_where_it_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    """A page in colour is plain text elsewhere."""
    write_page("\x1b[31mlate\x1b[0m", SETTINGS)
    assert capsys.readouterr().out == "late\n"
    write_page("\x1b[31mlate\x1b[0m", Settings(Path(), color=True))
    assert capsys.readouterr().out == "\x1b[31mlate\x1b[0m\n"


def test_a_long_page_goes_through_the_readers_pager(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """CASECTL_PAGER before PAGER; only on a terminal, only if it is longer than that, and not with --no-pager."""
    seen = tmp_path / "seen"
    monkeypatch.setenv("PAGER", "no-such-pager")
    monkeypatch.setenv("CASECTL_PAGER", f"tee {seen}")
    monkeypatch.setenv("LINES", "10")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write_page("short\n", SETTINGS)
    write_page("long\n" * 10, Settings(Path(), pager=False))
    assert not seen.exists()
    write_page("long\n" * 10, SETTINGS)
    assert seen.read_text() == "long\n" * 10
    monkeypatch.delenv("CASECTL_PAGER")
    capsys.readouterr()
    write_page("long\n" * 10, SETTINGS)
    assert capsys.readouterr().out == "long\n" * 10


def test_talk_cannot_touch_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A receipt quotes a title."""
    notify(msg("{title} opened", title="\x1b[2J"), SETTINGS)
    assert capsys.readouterr().err == "\\x1b[2J opened\n"
