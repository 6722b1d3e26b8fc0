"""The repository that a pack's bundle makes, in a folder of its own, without settings or hooks of anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.history import revisions_in
from casectl.adapters.git.ledger import GitLedger
from casectl.adapters.git.pack_stream import BundleParts
from casectl.adapters.git.repository_paths import repository_paths
from casectl.ports.recording import Revision

_NOBODY = {
    f"GIT_{who}_{what}": text
    for who in ("AUTHOR", "COMMITTER")
    for what, text in (("NAME", "casectl"), ("EMAIL", "casectl@localhost"), ("DATE", "@0 +0000"))
}
_LONGEST = 600.0


class PackLedger(GitLedger):
    """The `Ledger` of an unpacked bundle: a case's history is that of the commits that the pack names."""

    def name_commits(self, by_path: Mapping[str, Sequence[str]]) -> None:
        """Say which commits changed which case."""
        self._named = by_path

    def history(self, path: str, *, met: bool = False) -> list[Revision]:  # noqa: ARG002
        """What these commits changed; when they `met` others, a pack does not say."""
        return revisions_in(self._git, self.objects, self._named.get(path, ()), path)

    def is_shallow(self) -> bool:
        """Whatever came before the cases began is no part of their history."""
        return False


class Unbundled:
    """The objects of a bundle in a new repository in `folder`, with one branch."""

    def __init__(self, folder: Path, parts: BundleParts, cut: Sequence[str]) -> None:
        """Raises GitFailed where git does not take the bundle."""
        new = GitCommand(folder)
        form = ("--quiet", "--template=", "--initial-branch=main", f"--object-format={parts.hash}")
        new.run("init", *form)
        self.folder, self.commit = folder, parts.commit
        self._git = GitCommand(folder, repository_paths(folder))
        self._git.run("index-pack", "--stdin", data=bytes(parts.pack), timeout=_LONGEST)
        self._cut_at(cut)
        self._git.run("symbolic-ref", "HEAD", parts.ref)
        self._git.run("update-ref", parts.ref, parts.commit)

    def ledger(self) -> PackLedger:
        """Its history."""
        return PackLedger(repository_paths(self.folder))

    def parents(self) -> dict[str, list[str]]:
        """Every commit up to the branch's, newest first, with its parents as far as they are here."""
        listed = self._git.run("rev-list", "--topo-order", "--parents", self.commit, timeout=_LONGEST).decode()
        return {commit: above for commit, *above in (line.split(" ") for line in listed.splitlines())}

    def lay_out(self, files: Mapping[str, bytes]) -> None:
        """Make these the files of the work tree, and of the branch: a commit of its own, whose past is cut off."""
        lines = []
        for path, data in files.items():
            lines.append(f"100644 {self.add(data)}\t{path}\0")
        self._git.run("update-index", "-z", "--index-info", data="".join(lines).encode())
        tree = self._git.run("write-tree").decode().strip()
        made = self._git.run("commit-tree", tree, "-p", self.commit, data=b"as packed\n", environment=_NOBODY)
        self._cut_at([made.decode().strip()])
        self._git.run("update-ref", "HEAD", made.decode().strip())
        WorkTree(self.folder).write_many(files.items())

    def add(self, data: bytes) -> str:
        """Add a content that the bundle has not; its id."""
        return self._git.run("hash-object", "-w", "--no-filters", "--stdin", data=data).decode().strip()

    def _cut_at(self, commits: Sequence[str]) -> None:
        if commits:
            with (self.folder / ".git/shallow").open("a", encoding="ascii") as shallow:
                shallow.writelines(f"{each}\n" for each in commits)
