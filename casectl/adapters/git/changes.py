"""What differs between two versions of the casebook, as git has them."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from casectl.adapters.git import changed_paths
from casectl.adapters.git.book_history import has_commit, instant_of, steps
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.disguises import disguises
from casectl.adapters.git.objects import ObjectReader, tree_entries
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.signatures import signatures
from casectl.adapters.git.trailers import KEYS
from casectl.core.case.model import IMPORTER
from casectl.core.history.file_change import FileChange
from casectl.core.history.step import Step
from casectl.core.history.verified import Disguise
from casectl.core.proof.signature import Signature
from casectl.core.time.instants import to_seconds
from casectl.core.values.regex import regex

_GREP = ("grep", "-a", "--no-color", "--no-line-number", "--no-column", "--no-recurse-submodules")
_LONGEST = 600.0
"""Seconds that it may take: the files of a book of any size are read."""
_WORD = regex(rb"""[^\s,"'{}\[\]]+""")
_PLAIN = regex("[A-Za-z0-9._-]+")
_FEW = 500
"""So many ids git is asked for by name; of more, for all there are."""
_HEADER = regex(r"""(template|state): +["']?([^\s"'#]+)""")
_RAW = ("--raw", "-r", "-z", "--no-renames", "--no-abbrev")
_HEAD = "%H %ct <%ce> %cn"
_OBJECT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")


class GitChanges:
    """The `Changes` of a git repository on disk."""

    def __init__(self, repo: RepositoryPaths, objects: ObjectReader | None = None) -> None:
        self._repo = repo
        self._git = GitCommand(repo.root, repo)
        self._reader = objects or ObjectReader(self._git)

    def head(self) -> tuple[str, str]:
        """The branch that is checked out (``refs/heads/main``, ``HEAD`` if it is none) and its commit, "" if unborn."""
        found = self._reader.read("HEAD^{commit}")
        if found is None:
            return "HEAD", ""
        return self._git.run("rev-parse", "--symbolic-full-name", "HEAD").decode(errors="replace").strip(), found.oid

    def top(self) -> dict[str, str]:
        """The files and folders at the top of HEAD, each with the id of its content; empty if there is no commit."""
        found = self._reader.read("HEAD^{tree}")
        return tree_entries(found) if found else {}

    def differing(self, folder: str, before: str, after: str) -> list[str] | None:
        """The files below `folder` that differ between two contents of it, by their ids; None if one is not here."""
        if not (_OBJECT.fullmatch(before) and _OBJECT.fullmatch(after)):
            return None
        try:
            names = self._git.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", before, after)
        except GitFailed:
            return None
        return [f"{folder}/{name}" for name in names.decode(errors="surrogateescape").split("\0") if name]

    def last_changed(self) -> list[str]:
        """The files that HEAD has otherwise than its first parent; none if it has no parent here.

        Of a pull request checked out as a merge, which CI does, these are the files that the request changes.
        """
        try:
            names = self._git.run("diff-tree", "-r", "-z", "--no-renames", "--name-only", "HEAD^1", "HEAD", "--")
        except GitFailed:
            return []
        return [name for name in names.decode(errors="surrogateescape").split("\0") if name]

    def imported(self, folder: str, until: str) -> frozenset[str]:
        """The files below `folder` that commits of imports added, which say so in a trailer (`trailers.KEYS`); those of
        commits on top of `until` ("": none) do not count.
        """
        later = self._imported(folder, f"--ancestry-path={until}", f"{until}..HEAD") if until else frozenset()
        return self._imported(folder, "HEAD") - later

    def _imported(self, folder: str, *commits: str) -> frozenset[str]:
        said = (f"--grep=^{KEYS['mapping']}: .", f"--grep=^{KEYS['actor']}: {IMPORTER}$")
        names = self._git.run("log", "--diff-filter=A", "--name-only", "-z", "--no-renames", "--format=", *said,
                              *commits, "--", folder)  # fmt: skip
        return frozenset(filter(None, names.decode(errors="surrogateescape").split("\0")))

    def steps(self, after: str, before: Sequence[str]) -> Iterator[Step]:
        """The commits that `after` has and none of `before` has, oldest first, each after its parents."""
        return steps(self._git, self._reader, after, before)

    def signatures(self, commits: Sequence[str]) -> Iterator[Signature]:
        """The signature of each of these commits, in order, whatever the repository's settings say of it."""
        return signatures(self._reader, commits)

    def has(self, after: str, before: str) -> bool | None:
        """Whether the history of a commit has another one; None if one of them is not here."""
        if not (_OBJECT.fullmatch(before) and _OBJECT.fullmatch(after)):
            return None
        try:
            return has_commit(self._git, after, before)
        except GitFailed:
            return None

    def same_content(self, commit: str) -> str:
        """A commit outside of this one's history with the very same files, as the end of a branch has that a
        server squashed, or one that gives them when git merges it; "" if there is none here.
        """
        tree = self._git.run("rev-parse", f"{commit}^{{tree}}").decode().strip()
        told = self._git.run("rev-list", "--format=%H %T", "--all", f"^{commit}").decode().splitlines()
        rows = (line.partition(" ") for line in told if not line.startswith("commit "))
        return next((other for other, _, files in rows if files == tree), "") or self._merged_to(tree, commit)

    def _merged_to(self, tree: str, commit: str) -> str:
        """The end of a branch that gives these files when git merges it with a commit's first parent, by text alone.

        In a repository made for it, whose objects are here: nothing is written, and no driver of ours is run.
        """
        told = self._git.run("rev-list", "--no-walk=unsorted", "--all", "--not", commit).decode().split()
        with TemporaryDirectory() as folder:
            git = GitCommand(Path(folder))
            git.run("init", "--quiet", "--bare", ".")
            objects = os.pathsep.join(self._git.defences.object_folders())
            environment = {"GIT_DIR": folder, "GIT_ALTERNATE_OBJECT_DIRECTORIES": objects}
            for other in dict.fromkeys(told):
                with suppress(GitFailed):  # a conflict; or a git before 2.38, which cannot tell
                    words = ("merge-tree", "--write-tree", f"{commit}^1", other)
                    if git.run(*words, environment=environment).decode().split()[:1] == [tree]:
                        return other
        return ""

    def is_private(self, commit: str, head: str) -> bool:
        """Whether nobody else can have what `commit` has and `head` has not: no remote's branch has it here, no tag."""
        words = ("rev-list", "--count", commit, f"^{head}")
        try:
            return self._git.run(*words) == self._git.run(*words, "--not", "--remotes", "--tags")
        except GitFailed:  # it is not here
            return False

    def shared(self) -> list[str]:
        """The commits that the branches of remotes have, as far as is known here."""
        try:
            named = self._git.run("for-each-ref", "--format=%(objectname) %(objecttype)", "refs/remotes").decode()
        except GitFailed:  # a branch of a remote names what is not here
            return []
        found = (line.split() for line in named.splitlines())
        return [*dict.fromkeys(commit for commit, kind in found if kind == "commit")]

    def commit_before(self, at: datetime) -> str:
        """The last commit of the branch that is checked out that was made by then; "" if there was none."""
        words = ("rev-list", "-1", "--first-parent", f"--before={to_seconds(at)}", "HEAD")
        return self._git.run(*words).decode().strip() if self.head()[1] else ""

    def last_with(self, path: str, commit: str) -> str:
        """The last commit up to this one that has a file; "" if none has."""
        if self._reader.read(f"{commit}:{path}"):
            return commit
        changed = self._git.run("rev-list", "--topo-order", "--full-history", commit, "--", path).decode().split()
        return next((each for each in changed if self._reader.read(f"{each}:{path}")), "")

    def versions(self, path: str, commits: Sequence[str]) -> list[str]:
        """The ids of the contents that a file had up to these commits, oldest first, each once."""
        if not commits:
            return []
        words = ("rev-list", "--reverse", "--topo-order", "--full-history", *commits, "--", path)
        changed = self._git.run(*words).decode().split()
        found = self._reader.files((each, path) for each in changed)
        return [*dict.fromkeys(each.oid for each in found if each and each.kind == "blob")]

    def partings(self, commits: Sequence[str]) -> list[str]:
        """The latest commits that the histories of all of these have; several where they were merged crosswise."""
        try:
            return self._git.run("merge-base", "--all", "--octopus", *commits).decode().split()
        except GitFailed:  # they have none in common
            return []

    def holders(self, ids: Collection[str], folder: str, commit: str) -> Mapping[str, frozenset[str]]:
        """The files below `folder` in a commit in which one of these stands after ``id:``, for each that some have."""
        return _id_holders(self._git, ids, folder, commit) if ids else {}

    def in_use(self, folder: str, commit: str) -> Mapping[str, Mapping[str, int]]:
        """How many files below `folder` in a commit are cases in each state, by template and state."""
        return _states_in_use(self._git, folder, commit)

    def note_changed_paths(self, commits: int) -> None:
        """Have git note what each commit changed, where the branch, of so many commits, is long."""
        changed_paths.note_if_lacking(self._repo, self._git, commits)

    def disguises(self) -> list[Disguise]:
        """What makes git show another history than was recorded; none of these methods goes by it."""
        return [*disguises(self._git, self._reader, self._repo)]

    def moved(self, paths: Sequence[str], before: str, after: str) -> list[FileChange]:
        """What differs in these files and folders between two commits, as done by moving the branch from the first."""
        about = self._git.run("show", "--no-patch", "--no-mailmap", "--no-notes", f"--format={_HEAD}", before).strip()
        raw = self._git.run("diff-tree", *_RAW, before, after, "--", *paths)
        return [*_moved(about, raw)]


def _moved(about: bytes, raw: bytes) -> Iterator[FileChange]:
    commit, seconds, who = about.decode(errors="surrogateescape").split(" ", 2)
    email, _, by = who.removeprefix("<").partition("> ")
    tokens = iter(raw.decode(errors="surrogateescape").split("\0"))
    for line in filter(None, tokens):
        _, _, old, new, _ = line.split(" ")
        path, at = next(tokens), instant_of(seconds)
        yield FileChange(commit, by, at, path, old.strip("0") and old, new.strip("0") and new, True, email)


def _states_in_use(git: GitCommand, folder: str, commit: str) -> dict[str, Counter[str]]:
    """How many files below `folder` in a commit are cases in each state, by template and state."""
    headers: dict[str, dict[str, str]] = defaultdict(dict)
    said = _lines(git, "--null", "--full-name", "-E", r"^(template|state): ", commit, "--", folder)
    for line in said.decode(errors="surrogateescape").split("\n"):
        place, _, text = line.partition("\0")
        if found := _HEADER.match(text):
            headers[place].setdefault(*found.groups())
    cases: dict[str, Counter[str]] = defaultdict(Counter)
    for header in headers.values():
        if len(header) == 2:
            cases[header["template"]][header["state"]] += 1
    return cases


def _id_holders(git: GitCommand, ids: Collection[str], folder: str, commit: str) -> dict[str, frozenset[str]]:
    """The files below `folder` in a commit in which one of these stands, however it is written, for each that some
    have. It need not be an event's id there: of many, only lines that have ``id`` are looked at.
    """
    if not ids:
        return {}
    wanted = {each.encode(errors="surrogateescape") for each in ids}
    found: dict[str, set[str]] = defaultdict(set)
    words = ("--null", "--full-name", "-E", _pattern(ids), commit, "--", folder)
    for line in _lines(git, *words).splitlines():
        place, _, text = line.partition(b"\0")
        for each in wanted.intersection(_WORD.findall(text)):
            path = place.partition(b":")[2].decode(errors="surrogateescape")
            found[each.decode(errors="surrogateescape")].add(path)
    return {each: frozenset(paths) for each, paths in found.items()}


def _pattern(ids: Collection[str]) -> str:
    """What git looks for: lines that may have one of these."""
    if len(ids) > _FEW or not all(map(_PLAIN.fullmatch, ids)):
        return "id[\"']?:"
    return "|".join(each.replace(".", "[.]") for each in sorted(ids))


def _lines(git: GitCommand, *words: str) -> bytes:
    """The lines in which git finds a pattern; nothing where there is none."""
    try:
        return git.run(*_GREP, *words, timeout=_LONGEST)
    except GitFailed as error:
        if error.status == 1:  # nothing is there
            return b""
        raise
