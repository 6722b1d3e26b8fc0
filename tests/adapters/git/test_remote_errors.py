"""What is said where another repository cannot be reached names what is in the way, and the way out."""

from __future__ import annotations

import pytest

from casectl.adapters.git.command import GitFailed
from casectl.adapters.git.remote_errors import not_cloned, unreached
from casectl.ports.syncing import Upstream

FAR = Upstream("origin", "main", "https://example.invalid/x.git")


@pytest.mark.parametrize(
    "said",
    [
        "fatal: write error: No space left on device\nfatal: the remote end hung up unexpectedly",
        "fatal: sha1 file '/srv/b/.git/objects/pack/tmp_404_a' write error. Out of diskspace",
        "error: unable to write loose object file: Disk quota exceeded\nfatal: unpack-objects failed",
        "fatal: unable to unpack the pack: File too large",
    ],
)
def test_a_full_disk_here_is_no_fault_of_the_other_side(said: str) -> None:
    """Found by use: git has several words for it, and says beside it that the connection broke."""
    error = GitFailed("fetch", 128, said.encode())
    for told in (unreached(FAR, error), not_cloned(FAR, error)):
        assert str(told.hint) == "make room on the disk, then try again"
        assert "cannot reach" not in str(told.what)


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("fatal: unable to access 'https://example.invalid/x/': The requested URL returned error: 403", "login"),
        (
            "fatal: unable to access 'https://example.invalid/x/': The requested URL returned error: 404",
            "git remote -v",
        ),
        ("fatal: '/srv/404/x.git' is locked by 401", ""),
        ("fatal: unable to access 'https://example.invalid/401/': Failed to connect to port 443", "nothing is lost"),
    ],
)
def test_the_way_out_follows_from_what_git_says(said: str, hint: str) -> None:
    """A number in a path is no answer of a server."""
    found = unreached(FAR, GitFailed("fetch", 128, said.encode())).hint
    assert hint in str(found or "")
    assert bool(hint) == bool(found)
