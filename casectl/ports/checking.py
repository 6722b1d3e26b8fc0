"""What is asked of git besides one case: what was committed since somebody looked, and what `check` found before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from casectl.core.checks.verdict import Faults, KeptVerdicts, Verdict
from casectl.core.history.file_change import FileChange, Looked
from casectl.core.history.step import Step
from casectl.core.history.verified import Disguise, Verified
from casectl.core.proof.signature import Signature


class Changes(Protocol):
    """git: what differs between two versions of the casebook."""

    def head(self) -> tuple[str, str]:
        """The branch that is checked out (``refs/heads/main``, ``HEAD`` if it is none) and its commit, "" if unborn."""
        ...

    def commit_before(self, at: datetime) -> str:
        """The last commit of the branch that is checked out that was made by then; "" if there was none."""
        ...

    def top(self) -> dict[str, str]:
        """The files and folders at the top of HEAD, each with the id of its content; empty if there is no commit."""
        ...

    def differing(self, folder: str, before: str, after: str) -> list[str] | None:
        """The files below `folder` that differ between two contents of it, by their ids; None if one is not here."""
        ...

    def steps(self, after: str, before: Sequence[str]) -> Iterator[Step]:
        """The commits that `after` has and none of `before` has, oldest first, each after its parents."""
        ...

    def signatures(self, commits: Sequence[str]) -> Iterator[Signature]:
        """The signature of each of these commits, in order, whatever the repository's settings say of it."""
        ...

    def has(self, after: str, before: str) -> bool | None:
        """Whether the history of a commit has another one; None if one of them is not here."""
        ...

    def same_content(self, commit: str) -> str:
        """A commit outside of this one's history with the very same files, as the end of a branch has that a
        server squashed, or one that gives them when git merges it; "" if there is none here.
        """
        ...

    def is_private(self, commit: str, head: str) -> bool:
        """Whether nobody else can have what `commit` has and `head` has not: no remote's branch has it here, no tag."""
        ...

    def shared(self) -> list[str]:
        """The commits that the branches of remotes have, as far as is known here."""
        ...

    def last_with(self, path: str, commit: str) -> str:
        """The last commit up to this one that has a file; "" if none has."""
        ...

    def versions(self, path: str, commits: Sequence[str]) -> list[str]:
        """The ids of the contents that a file had up to these commits, oldest first, each once."""
        ...

    def partings(self, commits: Sequence[str]) -> list[str]:
        """The latest commits that the histories of all of these have; several where they were merged crosswise."""
        ...

    def holders(self, ids: Collection[str], folder: str, commit: str) -> Mapping[str, frozenset[str]]:
        """The files below `folder` in a commit in which one of these stands, for each that some have: as an event's id,
        however that is written, or elsewhere. Of many, at least those that have it in a line with ``id:``.
        """
        ...

    def in_use(self, folder: str, commit: str) -> Mapping[str, Mapping[str, int]]:
        """How many files below `folder` in a commit are cases in each state, by template and state."""
        ...

    def note_changed_paths(self, commits: int) -> None:
        """Have it noted what each commit changed, where the branch, of so many commits, is long: what is asked about
        one case is quicker then.
        """
        ...

    def disguises(self) -> list[Disguise]:
        """What makes git show another history than was recorded; none of these methods goes by it."""
        ...

    def moved(self, paths: Sequence[str], before: str, after: str) -> list[FileChange]:
        """What differs in these files and folders between two commits, as done by moving the branch from the first."""
        ...

    def imported(self, folder: str, until: str) -> frozenset[str]:
        """The files below `folder` that the commits of imports added, but for commits on top of `until` ("": none)."""
        ...


class Verdicts(Protocol):
    """What `check` found in each case, kept until the next one; derived, may be deleted at any time."""

    def kept(self, rules: str, at: float, paths: Sequence[str]) -> KeptVerdicts:
        """What was found, by these `rules` (a digest), up to `at` (seconds), in those of these files still as then."""
        ...

    def keep(self, rules: str, at: float, recorded: str, verdicts: Iterable[Verdict], gone: Sequence[str]) -> None:
        """Keep these verdicts, beside those on the other files that `kept` called unchanged. Best effort."""
        ...

    def keep_faults(self, faults: Mapping[str, Faults]) -> None:
        """Keep the faults in files and in the commits that made them, by path, instead of those kept before. Best
        effort.
        """
        ...

    def faults(self, path: str) -> Faults:
        """The faults kept of this file, if it is as it was when they were found; by whatever rules."""
        ...


class SeenHeads(Protocol):
    """How far `check` has looked at each branch. It may be deleted: then what was committed before is not looked at."""

    def looked(self, branch: str) -> Looked | None:
        """How far it has looked at this branch, None if never."""
        ...

    def branches(self) -> Sequence[str]:
        """The branches that it has looked at."""
        ...

    def keep(self, branch: str, looked: Looked) -> None:
        """Remember that. Best effort."""
        ...


class VerifiedBranches(Protocol):
    """How far `verify` has come with each branch. It may be deleted: then it starts over."""

    def so_far(self, branch: str) -> Verified:
        """What was verified of this branch; nothing, if it never was."""
        ...

    def keep(self, branch: str, found: Verified) -> None:
        """Remember that. Best effort."""
        ...
