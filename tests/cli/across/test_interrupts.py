"""Ctrl-C, `kill`, a closed terminal: exit code 0 if and only if the event is recorded, whenever they come."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.transcript import SOURCE
from tests.conftest import run_git

PRESSED = """
import os, signal, sys
from casectl.adapters.git import index as git_index
from casectl.adapters.git import ledger as git_ledger
from casectl.adapters.git.commit_point import CommitPoint
from casectl.adapters.files import lock
from casectl.cli.main import run
from tests.clock import clock_of_environment
owner = {"GitLedger": git_ledger.GitLedger, "GitIndex": git_index.GitIndex, "CommitPoint": CommitPoint}[sys.argv[1]]
asked = signal.Signals[os.environ["ASKED"]]
wanted = signal.default_int_handler if asked == signal.SIGINT else signal.SIG_DFL
signal.signal(asked, wanted)  # which a parent may have taken away
done = getattr(owner, sys.argv[2])
def pressed(self, *words):
    answer = done(self, *words)
    os.kill(os.getpid(), asked)
    return answer
setattr(owner, sys.argv[2], pressed)
with clock_of_environment():
    sys.exit(run(sys.argv[3:]))
"""


@pytest.mark.parametrize(("asked", "ended"), [("SIGINT", 130), ("SIGTERM", -15), ("SIGHUP", -1)])
@pytest.mark.parametrize(
    ("owner", "method", "late"),
    [("GitLedger", "_store_commits", False), ("GitIndex", "hold", False), ("CommitPoint", "_move_branch", True),
     ("GitIndex", "release", True)],
)  # fmt: skip
def test_it_ends_what_is_not_recorded_and_comes_too_late_for_what_is(
    book: CliCasebook, owner: str, method: str, late: bool, asked: str, ended: int
) -> None:
    """Interrupted while objects are stored, before the branch moves, when it has moved, when all is laid out."""
    words = ["note", book.cases[0].stem, "The customer rang.", "--event-id", "pressed-1"]
    done = subprocess.run(
        [sys.executable, "-c", PRESSED, owner, method, *words],
        cwd=book.folder,
        env={**os.environ, **book.env, "PYTHONPATH": str(SOURCE), "ASKED": asked},
        capture_output=True,
        check=False,
    )
    assert done.returncode == (0 if late else ended), done.stderr
    recorded = "pressed-1" in run_git(book.folder, "show", f"HEAD:{book.cases[0].relative_to(book.folder)}")
    assert recorded == late
    assert run_git(book.folder, "status", "--porcelain") == ""
