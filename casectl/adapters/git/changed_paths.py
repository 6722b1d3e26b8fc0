"""What each commit changed, noted in git's commit-graph: by it the history of one case is found in a long one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.repository_paths import RepositoryPaths

LONG_HISTORY = 5000
"""From so many commits on, git takes a while to search the history for one case."""
_LONGEST = 600.0


def are_lacking(repo: RepositoryPaths, commits: int) -> bool:
    """Whether a history of so many commits is long, and no commit-graph holds what they changed."""
    graphs = (repo.common_dir / "objects/info").rglob("*graph")
    return commits > LONG_HISTORY and not any(map(_has_changed_paths, graphs))


def note_if_lacking(repo: RepositoryPaths, git: GitCommand) -> None:
    """Have them noted where the branch is long. Best effort: all is found without them too."""
    with suppress(GitFailed):
        if are_lacking(repo, int(git.run("rev-list", "--count", "HEAD"))):
            note(git)


def note(git: GitCommand) -> None:
    """Have git write them down, which takes seconds for a hundred thousand commits. Raises GitFailed."""
    git.run("commit-graph", "write", "--reachable", "--changed-paths", timeout=_LONGEST)


def _has_changed_paths(graph: Path) -> bool:
    """They are a chunk, listed in the file's header."""
    if not graph.is_file():
        return False
    with graph.open("rb") as file:
        head = file.read(8)
        return len(head) == 8 and b"BIDX" in file.read(12 * (head[6] + 1))
