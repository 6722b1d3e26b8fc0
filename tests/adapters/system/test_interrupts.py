"""Signals come too late once something is recorded, and still end what we started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from casectl.adapters.system.interrupts import ignore_interrupts

BUILD = """
import sys
from pathlib import Path
from casectl.adapters.index.read_files import CaseFileReader
from casectl.adapters.system.interrupts import ignore_interrupts
ignore_interrupts()
known = {path.name: None for path in Path(sys.argv[1]).iterdir()}
reader = CaseFileReader(Path(sys.argv[1]), lambda path, data: {})
print(len(list(reader.read_all(known, lambda done, all: None))))
"""


def test_who_has_recorded_something_goes_on() -> None:
    ignore_interrupts()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(os.getpid(), each)


def test_a_program_started_then_can_be_ended() -> None:
    """git that reads from us waits for more; one that could not be ended would outlive the command."""
    ignore_interrupts()
    with subprocess.Popen(["sleep", "600"]) as child:
        child.terminate()
        assert child.wait(30) == -signal.SIGTERM


def test_an_index_is_built_by_several_processes_after_that_as_well(tmp_path: Path) -> None:
    """The pool ends its processes by a signal; one that ignored it kept `casectl` waiting for ever."""
    for number in range(300):
        (tmp_path / f"{number}.yaml").write_text("a: b")
    command = [sys.executable, "-c", BUILD, str(tmp_path)]
    for _ in range(3):
        assert subprocess.run(command, capture_output=True, timeout=60, check=True).stdout == b"300\n"
