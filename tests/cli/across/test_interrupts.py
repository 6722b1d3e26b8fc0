"""Ctrl-C, `kill`, a closed terminal: exit code 0 if and only if the event is recorded, whenever they come."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from subprocess import PIPE

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


AT_IMPORT = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
def pressed(event, args):
    if event == "import" and args[0] == sys.argv[0] and sys.argv[0] not in sys.modules:
        os.kill(os.getpid(), signal.SIGINT)
sys.argv = sys.argv[1:]
sys.addaudithook(pressed)
from casectl.__main__ import main
main()
"""
"""casectl interrupted as it imports a module, which is named before its arguments."""

STARTED = """
import os, signal, sys
from tests.clock import clock_of_environment, main
signal.signal(signal.SIGINT, signal.default_int_handler)
with clock_of_environment():
    os.write(1, b"!")
    main()
"""
BEFORE_MAIN = b", in <module>\nKeyboardInterrupt\n"
"""How the traceback ends if the interrupt came between the two last lines of this program, before casectl had begun."""


@pytest.mark.parametrize(
    "module",
    [
        "casectl.cli.shell.tab",
        "casectl.adapters.system.interrupts",
        "click",
        "casectl.cli.receipts",
        "casectl.workspace",
    ],
)
def test_it_ends_a_command_that_is_still_being_loaded(book: CliCasebook, module: str) -> None:
    """There is no traceback, and nothing is recorded."""
    before = book.picture()
    words = [sys.executable, "-c", AT_IMPORT, module, "note", book.cases[0].stem, "The customer rang."]
    done = subprocess.run(words, cwd=book.folder, env={**os.environ, **book.env}, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (130, False), done.stderr
    assert book.picture() == before


@pytest.mark.slow
@pytest.mark.parametrize("group", [False, True], ids=["once", "thrice, git too"])
def test_it_ends_a_command_at_any_instant(book: CliCasebook, group: bool) -> None:
    """40 starts, interrupted up to 200 ms after its first line: by one press, or by three of somebody in a hurry."""
    case = book.cases[0]
    for number in range(40):
        note = ["note", case.stem, "The customer rang.", "--event-id", f"pressed-{number}"]
        words = [sys.executable, "-c", STARTED, *note]
        env = {**os.environ, **book.env, "PYTHONPATH": str(SOURCE)}
        with subprocess.Popen(words, cwd=book.folder, env=env, stdout=PIPE, stderr=PIPE, start_new_session=True) as one:
            assert one.stdout
            assert one.stdout.read(1) == b"!"
            time.sleep(number / 200)
            for _ in range(3 if group else 1):
                with suppress(ProcessLookupError):
                    (os.killpg if group else os.kill)(one.pid, signal.SIGINT)
            _out, said = one.communicate(timeout=60)
        if said.endswith(BEFORE_MAIN):
            continue
        recorded = f"pressed-{number}" in run_git(book.folder, "show", f"HEAD:{case.relative_to(book.folder)}")
        assert one.returncode == (0 if recorded else 130), said
        assert b"Traceback" not in said
        assert b"Exception ignored" not in said
    assert book.run("check").status == 0
    assert run_git(book.folder, "status", "--porcelain") == ""
