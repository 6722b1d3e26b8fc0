"""What `verify` remembers of branches: each by itself, and whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.index.verified_file import VerifiedFile
from casectl.core.history.commit import Commit
from casectl.core.history.file_change import FileChange
from casectl.core.history.step import Breach
from casectl.core.history.verified import Verified
from casectl.core.values.messages import counted, msg
from casectl.ports.checking import VerifiedBranches
from tests.fakes.changes import FakeVerified

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
WHO = "Ada Testwell <ada@example.org>"
ALTERED = Breach(
    Commit("c" * 40, WHO, AT, committer=WHO), "cases/x.yaml", "C063", msg("event {id}", id="e"), "e", ("at",)
)
HIDDEN = Breach(
    Commit("d" * 40, "", AT), "casectl.yaml", "H010", counted("{count} line", "{count} lines", 2), is_note=True
)
RULES = FileChange("e" * 40, "Ada", AT, "casectl.yaml", "f" * 40, "", email="ada@example.org")
FOUND = Verified(("a" * 40, "b" * 40), 12, (ALTERED, HIDDEN), (RULES,), b"\x00\xff12345678")


@pytest.fixture(params=["file", "fake"])
def verified(request: pytest.FixtureRequest, tmp_path: Path) -> VerifiedBranches:
    return VerifiedFile(tmp_path / "casectl/verified", "1") if request.param == "file" else FakeVerified()


def test_a_branch_that_never_was_verified_has_nothing(verified: VerifiedBranches) -> None:
    assert verified.so_far("refs/heads/main") == Verified()


def test_what_was_found_is_kept_for_each_branch(verified: VerifiedBranches) -> None:
    verified.keep("refs/heads/main", FOUND)
    verified.keep("refs/heads/side", Verified(("9" * 40,), 1))
    assert verified.so_far("refs/heads/main") == FOUND
    assert verified.so_far("refs/heads/side").count == 1


def test_what_another_version_found_counts_for_nothing(tmp_path: Path) -> None:
    VerifiedFile(tmp_path / "verified", "1").keep("refs/heads/main", FOUND)
    assert VerifiedFile(tmp_path / "verified", "2").so_far("refs/heads/main") == Verified()
    assert VerifiedFile(tmp_path / "verified", "1").so_far("refs/heads/main") == FOUND
