"""The lock keeps two casectls apart, says who holds it, and never outlives its holder."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from casectl.adapters.lock import held
from casectl.core.errors import RepositoryTrouble

HOLDER = """
import sys, time
from pathlib import Path
from casectl.adapters.lock import held
with held(Path(sys.argv[1]), "import", 0):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "casectl" / "lock"


def test_the_holder_is_named_and_a_killed_one_holds_nothing(file: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(file)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
    )
    assert holder.stdout
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(RepositoryTrouble, match=f"process {holder.pid} import"), held(file, "note", 0.05):
        pass
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
    with pytest.raises(RepositoryTrouble, match="cannot be locked"), held(tmp_path / "casectl" / "lock", "note", 0):
        pass
