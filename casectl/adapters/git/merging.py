"""A merge of git's that is not finished: the sides of a file, and what it is settled as."""

from __future__ import annotations

from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.objects import ObjectReader
from casectl.adapters.git.repository_paths import RepositoryPaths


class GitMerging:
    """The `Merging` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths) -> None:
        self._repo = repo
        self._git = GitCommand(repo.root, repo)
        self._reader = ObjectReader(self._git)

    def is_unfinished(self) -> bool:
        """Whether git is in the midst of a merge."""
        return (self._repo.git_dir / "MERGE_HEAD").exists()

    def sides(self, path: str) -> tuple[bytes | None, bytes | None, bytes | None]:
        """The file where the two parted, ours and theirs; None where git has no such."""
        found = (self._reader.read(f":{stage}:{path}") for stage in (1, 2, 3))
        base, ours, theirs = (each.data if each else None for each in found)
        return base, ours, theirs

    def settle(self, path: str, data: bytes) -> None:
        """Tell git that this is the file's content. Raises GitFailed."""
        blob = self._git.run("hash-object", "-w", "--stdin", data=data).decode().strip()
        self._git.run("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
