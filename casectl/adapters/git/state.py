"""The checked out branch, and the states of a repository in which nothing may be recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.command import DAMAGE_WAY_OUT, GitCommand, GitFailed, GitProcess
from casectl.adapters.git.objects import ObjectReader
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.values.messages import Message, RepositoryError, msg
from casectl.core.values.regex import regex
from casectl.ports.recording import Head

_UNFINISHED: Sequence[tuple[str, Message, Message]] = (
    ("MERGE_HEAD", msg("a merge is not finished"),
     msg("to finish: casectl adopt --refold CASE merges each case, then git merge --continue; to give up the"
         " merge: git merge --abort, then casectl sync")),
    ("rebase-merge", msg("a rebase is not finished"), msg("git rebase --continue, or git rebase --abort")),
    ("rebase-apply", msg("a rebase or git am is not finished"), msg("git status says how to finish or abort it")),
    ("CHERRY_PICK_HEAD", msg("a cherry-pick is not finished"), msg("git cherry-pick --continue, or --abort")),
    ("REVERT_HEAD", msg("a revert is not finished"), msg("git revert --continue, or git revert --abort")),
    ("BISECT_LOG", msg("a bisection is not finished"), msg("git bisect reset")),
)  # fmt: skip

_BRANCH = regex(r"ref: refs/heads/[\w/+@=-][\w./+@=-]*(?<!/\.invalid)", re.ASCII)
"""HEAD's content for an ordinary branch. Where refs are not files it says ``.invalid``, and git must be asked."""


def unfinished(repo: RepositoryPaths) -> list[tuple[Message, Message]]:
    """The operations that git is in the middle of, each with the way out."""
    return [(what, way_out) for name, what, way_out in _UNFINISHED if (repo.git_dir / name).exists()]


def _refuse_unfinished(repo: RepositoryPaths) -> None:
    found = unfinished(repo)
    if found:
        raise RepositoryError(
            msg("a git operation is in progress; nothing can be recorded now"),
            problems=[what for what, _ in found],
            hint=found[0][1],
        )


def ask_unmerged(git: GitCommand) -> GitProcess:
    """Start to ask for merge conflicts: git reads its whole index for that, while other work proceeds."""
    return git.start("ls-files", "--unmerged", "-z")


def head_of(git: GitCommand, reader: ObjectReader, repo: RepositoryPaths, unmerged: GitProcess) -> Head:
    """The branch that is checked out and its commit, "" while there is none; `unmerged` is from `ask_unmerged`.

    Raises RepositoryError, with the way out, if nothing may be recorded on it.
    """
    _refuse_unfinished(repo)
    ref = _branch(git, repo)
    if unmerged.result():
        raise RepositoryError(
            msg("there are unresolved merge conflicts"),
            hint=msg("git status lists the files; resolve them, then git add them"),
        )
    if (repo.common_dir / "worktrees").is_dir():
        _refuse_second_checkout(git, ref)
    found = reader.read(f"{ref}^{{commit}}")
    if not found:
        demand_unborn(git, repo, ref)
    return Head(ref, found.oid if found else "")


def has_switched(repo: RepositoryPaths, ref: str) -> bool:
    """Whether another branch was checked out since `head_of`, or git has begun an operation, by git's files alone."""
    line = _text(repo.git_dir / "HEAD").rstrip("\n")
    return bool(unfinished(repo)) or (line != f"ref: {ref}" and not line.endswith("/.invalid"))


def _branch(git: GitCommand, repo: RepositoryPaths) -> str:
    line = _text(repo.git_dir / "HEAD").rstrip("\n")
    if _BRANCH.fullmatch(line):
        return line.removeprefix("ref: ")
    try:
        return git.run("symbolic-ref", "--quiet", "HEAD").decode().strip()
    except GitFailed as error:
        if error.status != 1:
            raise
    raise RepositoryError(
        msg("no branch is checked out (detached HEAD); what is recorded now would be lost"),
        hint=msg("git switch BRANCH"),
    )


def _refuse_second_checkout(git: GitCommand, ref: str) -> None:
    trees = git.run("worktree", "list", "--porcelain").decode(errors="replace").split("\n\n")
    lines = [tree.splitlines() for tree in trees if "\nprunable" not in tree]
    on_it = [tree for tree in lines if f"branch {ref}" in tree]
    if len(on_it) > 1:
        raise RepositoryError(
            msg("{ref} is checked out in another work tree too", ref=ref),
            problems=[msg("{folder}", folder=tree[0].removeprefix("worktree ")) for tree in on_it],
            hint=msg("git switch to another branch in one of them"),
        )


def demand_unborn(git: GitCommand, repo: RepositoryPaths, ref: str) -> None:
    """Raise RepositoryError if the branch names a commit that cannot be read, or named one before.

    A branch whose file was lost, or emptied by a power cut, must not be taken for an unborn one.
    """
    try:
        oid = git.run("rev-parse", "--verify", "--quiet", ref).decode().strip()
    except GitFailed:
        git.defences.demand_never_born(_branch(git, repo) if ref == "HEAD" else ref)
        return
    raise RepositoryError(
        msg("{ref} names commit {id}, which cannot be read", ref=ref, id=oid),
        hint=DAMAGE_WAY_OUT,
    )


def _text(file: Path) -> str:
    """The text of a small file of git's; "" if it cannot be read, which git itself then reports."""
    try:
        return plain_file.content(file).decode(errors="replace")
    except OSError:
        return ""


def demand_history(git: GitCommand, start: str) -> None:
    """Raise GitFailed if a commit in the history of `start` cannot be read.

    git is asked for the author, which only the commits hold: a commit-graph could answer other questions.
    """
    git.run("log", "--format=%an", start)
