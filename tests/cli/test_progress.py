"""Progress is shown on a terminal, where it takes long, and leaves nothing behind."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.cli.options import Settings
from casectl.cli.progress import progress

if TYPE_CHECKING:
    import pytest


def test_no_progress_is_shown_off_a_terminal_or_when_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    assert progress(Settings(Path())) is None
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert progress(Settings(Path(), quiet=True)) is None


def test_the_line_grows_and_goes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    show = progress(Settings(Path()))
    assert show
    show(10, 20)
    assert capsys.readouterr().err == ""
    show(1000, 2000)
    assert "reading cases  ███████████████··············· 50 %" in capsys.readouterr().err
    show(2000, 2000)
    assert capsys.readouterr().err == "\r\x1b[K"
