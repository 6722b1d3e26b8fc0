"""The lock keeps two casectl processes apart, names its holder, and never outlives it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest

from casectl.adapters.files.lock import held
from casectl.core.values.messages import RepositoryError

HOLDER = """
import sys, time
from pathlib import Path
from casectl.adapters.files.lock import held
with held(Path(sys.argv[1]), "import", 0):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "casectl" / "lock"


def test_the_holder_is_named_and_a_killed_one_holds_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    timeout: list[float] = []

    def impatient(_waiting: Thread, seconds: float) -> None:
        timeout.append(seconds)
        time.sleep(0.2)  # as long as the thread takes to queue up, by whatever clock the system's own waits go

    with monkeypatch.context() as patch:
        patch.setattr(Thread, "join", impatient)
        with pytest.raises(RepositoryError, match=f"process {holder.pid} import"), held(file, "note", 0.05):
            pass
    assert timeout == [0.05]
    holder.kill()
    holder.communicate()
    with held(file, "note", 5):
        assert file.read_text(encoding="utf-8") == f"{os.getpid()} note"


def test_only_the_owner_may_see_the_folder(file: Path) -> None:
    with held(file, "note", 0):
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "casectl").touch()
    with pytest.raises(RepositoryError, match="cannot be locked"), held(tmp_path / "casectl" / "lock", "note", 0):
        pass


CROWD = """
import os, sys, time
from pathlib import Path
from casectl.adapters.files.lock import held
file, log = Path(sys.argv[1]), os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND)
print("ready", flush=True)
sys.stdin.readline()
for _ in range(12):
    os.write(log, f"waits {os.getpid()}\\n".encode())
    with held(file, "note", 60):
        os.write(log, f"writes {os.getpid()}\\n".encode())
        time.sleep(0.02)
"""


def test_of_many_writers_each_has_its_turn(file: Path, tmp_path: Path) -> None:
    """Nobody waits until nearly all turns of the others are over; how long a turn takes does not matter."""
    log = tmp_path / "log"
    log.touch()
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", CROWD, str(file), str(log)], cwd=Path(__file__).parents[2], text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )
        for _ in range(6)
    ]  # fmt: skip
    for each in crowd:
        assert each.stdout
        assert each.stdout.readline() == "ready\n"
    for each in crowd:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in crowd:
        each.communicate()
        assert each.returncode == 0
    turns, since, longest = 0, dict[str, int](), 0
    for what, writer in map(str.split, log.read_text().splitlines()):
        if what == "waits":
            since[writer] = turns
        else:
            longest = max(longest, turns - since[writer])
            turns += 1
    assert turns == 72
    assert longest < 54  # of the 60 turns of the others: who polls for a lock may have to wait for all of them


def test_without_a_timeout_the_error_comes_at_once(file: Path) -> None:
    with held(file, "note", 0):
        began = time.monotonic()
        with pytest.raises(RepositoryError, match="another casectl"), held(file, "list", 0):
            pass
        assert time.monotonic() - began < 1
