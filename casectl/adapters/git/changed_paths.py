"""What each commit changed, noted in git's commit-graph: by it the history of one case is found in a long one."""

from __future__ import annotations

import struct
from contextlib import suppress
from pathlib import Path

from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.repository_paths import RepositoryPaths

LONG_HISTORY = 5000
"""From so many commits on, git takes a while to search the history for one case."""
_LONGEST = 600.0


def are_lacking(repo: RepositoryPaths, commits: int) -> bool:
    """Whether a history of so many commits is long, and the commit-graph has what they changed of too few of them."""
    return commits > LONG_HISTORY and commits - sum(map(_noted, repo.commit_graphs)) > LONG_HISTORY


def note_if_none(repo: RepositoryPaths, git: GitCommand) -> None:
    """Have them noted where the branch is long and nothing is noted at all: only then its commits are counted."""
    if not any(map(_noted, repo.commit_graphs)):
        with suppress(GitFailed):
            note_if_lacking(repo, git, int(git.run("rev-list", "--count", "HEAD")))


def note_if_lacking(repo: RepositoryPaths, git: GitCommand, commits: int) -> None:
    """Have them noted of a branch of so many commits, if it is long. Best effort: all is found without them too."""
    with suppress(GitFailed, OSError):
        if are_lacking(repo, commits):
            note(git)


def note(git: GitCommand) -> None:
    """Have git write them down, which takes seconds for a hundred thousand commits. Raises GitFailed."""
    git.run("commit-graph", "write", "--reachable", "--changed-paths", timeout=_LONGEST)


def _noted(graph: Path) -> int:
    """Of how many commits a file of the graph has them: they are a chunk, listed in its header, and the last number of
    another one is how many commits there are (gitformat-commit-graph).
    """
    with suppress(OSError, IndexError, KeyError, struct.error), graph.open("rb") as file:
        head = file.read(8)
        table = struct.iter_unpack(">4sQ", file.read(12 * (head[6] + 1)))
        chunks = dict(table)
        file.seek(chunks[b"OIDF"] + 255 * 4)
        return struct.unpack(">I", file.read(4))[0] if b"BIDX" in chunks else 0
    return 0
