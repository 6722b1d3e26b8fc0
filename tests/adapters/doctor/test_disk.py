"""The disk that a casebook is on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.doctor import disk as disk_doctor
from tests.adapters.doctor.casebook import codes, examined

if TYPE_CHECKING:
    import pytest


def test_a_disk_that_cannot_lock_is_named(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk_doctor, "_file_system", lambda _: "nfs4")
    monkeypatch.setattr(disk_doctor, "_why_no_lock", lambda _: "No locks available")
    assert codes(examined(book)) == ["file-system", "no-locks"]


def test_the_file_system_is_that_of_the_nearest_mount() -> None:
    assert disk_doctor._file_system(Path("/proc/self")) == "proc"
