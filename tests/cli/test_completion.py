"""completion prints the script of a shell, which then completes."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(book: CliCasebook, shell: str) -> None:
    assert f"_CASECTL_COMPLETE={shell}_complete" in book.done("completion", shell)


def test_another_shell_is_refused(book: CliCasebook) -> None:
    assert "bash" in book.refused(2, "completion", "csh")
