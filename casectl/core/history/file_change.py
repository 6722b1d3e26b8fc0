"""What a commit did to a file, and how far somebody has looked at a branch's commits."""

from __future__ import annotations

from datetime import datetime

from casectl.core.history.commit import Commit
from casectl.core.history.step import Side, Step
from casectl.core.values.value_class import value_class


@value_class
class FileChange:
    """What a commit, recorded by `by` at `at` (UTC), did to a file: the ids of its content before and after, "" where
    it was not there. `moved_back`: no commit did it, the branch was moved away from this one. `email` is the address
    of who recorded it.
    """

    commit: str
    by: str
    at: datetime
    path: str
    before: str
    after: str
    moved_back: bool = False
    email: str = ""

    def as_step(self) -> Step:
        """This change as a step of its own; a branch that was moved added nothing."""
        who = f"{self.by} <{self.email}>"
        commit = Commit(self.commit, who, self.at, committer=who)
        return Step(commit, ("", "") if self.moved_back else (), (Side(self.path, self.before, self.after),))


def change_of(commit: Commit, side: Side) -> FileChange:
    """What a commit did to a file."""
    by, _, email = commit.committer.rpartition(" <")
    return FileChange(
        commit.id, by, commit.committed_at, side.path, side.before, side.after, email=email.removesuffix(">")
    )


@value_class
class Looked:
    """How far a branch was looked at: up to `commit`; `open` is what was done before and has not been mended, and
    `faulty` are the commits whose date, names, links or hiding lines are still on the branch.
    """

    commit: str
    open: tuple[FileChange, ...] = ()
    faulty: tuple[str, ...] = ()
