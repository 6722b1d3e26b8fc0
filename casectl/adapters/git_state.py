"""Where the branch stands, and the states of a repository in which nothing may be recorded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from casectl.adapters import plain_file
from casectl.adapters.git_command import GitCommand, GitFailed
from casectl.adapters.git_objects import ObjectReader
from casectl.adapters.git_place import Place
from casectl.core.errors import RepositoryTrouble
from casectl.core.messages import Message, msg
from casectl.ports import Head

_UNFINISHED: Sequence[tuple[str, Message, Message]] = (
    ("MERGE_HEAD", msg("a merge is not finished"), msg("git merge --continue, or git merge --abort")),
    ("rebase-merge", msg("a rebase is not finished"), msg("git rebase --continue, or git rebase --abort")),
    ("rebase-apply", msg("a rebase or git am is not finished"), msg("git status says how to finish or abort it")),
    ("CHERRY_PICK_HEAD", msg("a cherry-pick is not finished"), msg("git cherry-pick --continue, or --abort")),
    ("REVERT_HEAD", msg("a revert is not finished"), msg("git revert --continue, or git revert --abort")),
    ("BISECT_LOG", msg("a bisection is not finished"), msg("git bisect reset")),
)

_BRANCH = re.compile(r"ref: refs/heads/[\w/+@=-][\w./+@=-]*(?<!/\.invalid)", re.ASCII)
"""What HEAD says of an ordinary branch. Where refs are not files it says ``.invalid``, and git must be asked."""


def unfinished(place: Place) -> list[tuple[Message, Message]]:
    """What git is in the middle of, each with the way out."""
    return [(what, way_out) for name, what, way_out in _UNFINISHED if (place.git_dir / name).exists()]


def _refuse_unfinished(place: Place) -> None:
    found = unfinished(place)
    if found:
        raise RepositoryTrouble(
            msg("git is in the middle of something; nothing can be recorded now"),
            problems=[what for what, _ in found],
            hint=found[0][1],
        )


def head_of(git: GitCommand, reader: ObjectReader, place: Place) -> Head:
    """The branch that is checked out and its commit, "" while there is none.

    Raises RepositoryTrouble, with the way out, if nothing may be recorded on it.
    """
    _refuse_unfinished(place)
    unmerged = git.start("ls-files", "--unmerged", "-z")
    ref = _branch(git, place)
    if unmerged.result():
        raise RepositoryTrouble(
            msg("there are merge conflicts that nobody has settled"),
            hint=msg("git status names the files; settle them, then git add them"),
        )
    if (place.common_dir / "worktrees").is_dir():
        _refuse_second_checkout(git, ref)
    found = reader.read(f"{ref}^{{commit}}")
    if not found:
        demand_unborn(git, ref)
    return Head(ref, found.oid if found else "")


def _branch(git: GitCommand, place: Place) -> str:
    line = _first_line(place.git_dir / "HEAD")
    if _BRANCH.fullmatch(line):
        return line.removeprefix("ref: ")
    try:
        return git.run("symbolic-ref", "--quiet", "HEAD").decode().strip()
    except GitFailed as error:
        if error.status != 1:
            raise
    raise RepositoryTrouble(
        msg("no branch is checked out (detached HEAD); what is recorded now would be lost"),
        hint=msg("git switch BRANCH"),
    )


def _first_line(file: Path) -> str:
    """A file's only line; "" if it cannot be read. git says then what is the matter."""
    try:
        return plain_file.content(file).decode(errors="replace").rstrip("\n")
    except OSError:
        return ""


def _refuse_second_checkout(git: GitCommand, ref: str) -> None:
    trees = git.run("worktree", "list", "--porcelain").decode(errors="replace").split("\n\n")
    on_it = [tree for tree in map(str.splitlines, trees) if f"branch {ref}" in tree and not _is_gone(tree)]
    if len(on_it) > 1:
        raise RepositoryTrouble(
            msg("{ref} is checked out in another work tree too", ref=ref),
            problems=[msg("{folder}", folder=tree[0].removeprefix("worktree ")) for tree in on_it],
            hint=msg("git switch to another branch in one of them"),
        )


def _is_gone(tree: list[str]) -> bool:
    return any(line.startswith("prunable") for line in tree)


def demand_unborn(git: GitCommand, ref: str) -> None:
    """Raises RepositoryTrouble if the branch names a commit after all, which then cannot be read."""
    try:
        git.run("rev-parse", "--verify", "--quiet", ref)
    except GitFailed:
        return
    raise RepositoryTrouble(msg("{ref} names a commit that cannot be read", ref=ref), hint=msg("git fsck says more"))
