"""A git bundle of one case's history: the chain of commits since it began, and of their files only those of the case.

``git bundle create`` would put the files of all cases into it, and reuse what git happens to have packed, so that the
same history gives other bytes after ``git gc``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from casectl.adapters.git.changed_paths import note_if_none
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.ports.proving import Bundle

_PACKING = ("--stdout", "-q", "--window=0", "--no-reuse-delta", "--no-reuse-object", "--threads=1", "--compression=0")
"""Nothing depends on how the repository is packed, on how many processors there are, nor on the version of zlib."""
_LONGEST = 600.0
_SHA256 = 64
"""The length of a commit's id in a repository with the longer hash, which needs the newer form of a bundle."""


class GitBundles:
    """The `Bundles` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths) -> None:
        self._repo, self._git = repo, GitCommand(repo.root, repo)

    def prepare(self) -> None:
        """Have git note what each commit changed, if it has noted nothing of a long history."""
        note_if_none(self._repo, self._git)

    def bundle(self, commit: str, ref: str, touching: Sequence[str], paths: Sequence[str]) -> Bundle:
        """The commits from those of `touching` up to `commit`, and of these and their parents the files `paths`."""
        above = self._parents(touching)
        chain = self._chain(commit, above)
        wanted = dict.fromkeys([commit, *(each for one, parents in above.items() for each in (one, *parents))])
        commits = {**chain, **self._parents([each for each in wanted if each not in chain])}
        objects = [*commits, *self._files(wanted, paths)]
        packed = self._git.run("pack-objects", *_PACKING, data="\n".join(objects).encode(), timeout=_LONGEST)
        version = "# v3 git bundle\n@object-format=sha256\n" if len(commit) == _SHA256 else "# v2 git bundle\n"
        cut = sorted(each for each, parents in commits.items() if not commits.keys() >= {*parents})
        return Bundle(f"{version}{commit} {ref}\n\n".encode() + packed, tuple(cut))

    def _parents(self, commits: Sequence[str]) -> dict[str, list[str]]:
        """These commits, each with its parents."""
        asked = "".join(f"{each}\n" for each in commits).encode()
        return _by_commit(self._git.run("rev-list", "--no-walk=unsorted", "--parents", "--stdin", data=asked))

    def _chain(self, commit: str, above: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """The commits up to `commit` since the first of those that have their parents `above`."""
        first = next(iter(above.values()), [])
        if len(first) == 1:
            chain = self._since(commit, first)
            near = {*chain, *first}
            if near >= {*above, *(each for parents in above.values() for each in parents)}:
                return chain
        return self._since(commit, self._before(above))

    def _since(self, commit: str, before: Sequence[str]) -> dict[str, list[str]]:
        """The commits up to `commit` that are not up to those `before`. ``git log`` may use a commit-graph."""
        words = ("--format=%H %P", "--no-decorate", "--no-mailmap", commit, *(f"^{each}" for each in before))
        return _by_commit(self._git.run("log", *words, timeout=_LONGEST))

    def _before(self, above: Mapping[str, Sequence[str]]) -> list[str]:
        """What is older than all of these commits."""
        parents = sorted({each for one in above.values() for each in one})
        if parents and all(above.values()):
            with suppress(GitFailed):  # no commit is older than all of them
                return [self._git.run("merge-base", "--octopus", *parents).decode().strip()]
        return []

    def _files(self, commits: Iterable[str], paths: Sequence[str]) -> Iterator[str]:
        """The trees on the way to each path of each commit, and what is there, each once."""
        names = [f"{each}^{{tree}}" for each in commits]
        parts = dict.fromkeys(part for path in paths for part in _on_the_way(path))
        names += [f"{each}:{part}" for part in parts for each in commits]
        asked = "".join(f"{name}\n" for name in names).encode()
        found = self._git.run("cat-file", "--batch-check=%(objectname) %(objecttype)", data=asked)
        kinds = (line.rpartition(" ") for line in found.decode(errors="replace").splitlines())
        return iter(dict.fromkeys(oid for oid, _, kind in kinds if kind in ("tree", "blob")))


def _by_commit(listed: bytes) -> dict[str, list[str]]:
    """Each commit with its parents, from lines that name the commit first."""
    return {commit: parents for commit, *parents in map(str.split, listed.decode().splitlines())}


def _on_the_way(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
