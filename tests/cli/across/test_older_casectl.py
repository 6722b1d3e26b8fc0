"""casectl 0.1.0, as it was released, in a casebook of today: it reads, and records nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

REPOSITORY = Path(__file__).parents[3]
RELEASE = "1c27696d4805aeb792fbcaa132db6f3c6c9aa0bf"
"""The commit with the code of 0.1.0 and the casebook that it wrote (tests/frozen)."""
START = "import sys; sys.path.insert(0, {folder!r}); from casectl.cli.main import main; main()"


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as the history of this repository has it."""
    folder = tmp_path_factory.mktemp("older")
    git = ["git", "-C", str(REPOSITORY)]
    if subprocess.run([*git, "cat-file", "-e", RELEASE], check=False, capture_output=True).returncode:
        pytest.skip("this copy of the source has no history back to 0.1.0")
    packed = subprocess.run([*git, "archive", RELEASE, "casectl"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed, check=True)
    return folder


def test_an_older_casectl_reads_and_records_nothing(book: CliCasebook, older: Path) -> None:
    """It names the file that it cannot follow, and the exit code is that of a refusal; not a byte changes."""
    case = book.cases[0]

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-c", START.format(folder=str(older)), *words]
        return subprocess.run(command, cwd=book.folder, env={**os.environ, **book.env}, capture_output=True, text=True)

    assert case.stem in run("list").stdout
    head, text = run_git(book.folder, "rev-parse", "HEAD"), case.read_bytes()
    done = run("note", case.stem, "from an older machine")
    assert done.returncode not in (0, 70)
    assert "casectl.yaml has faults" in done.stderr
    assert (run_git(book.folder, "rev-parse", "HEAD"), case.read_bytes()) == (head, text)
    assert run_git(book.folder, "status", "--porcelain") == ""
    book.done("check")
