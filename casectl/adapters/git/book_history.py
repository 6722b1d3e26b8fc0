"""What git recorded about all files of a folder: which commits changed which of them, from what to what.

Two processes tell it, however many files there are: one walks the commits, one compares those that are wanted with
their parents. What the files said is read by the caller, by blob id.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from casectl.adapters.git import trailers
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.objects import ObjectReader, names_parents
from casectl.core.history.commit import Commit, RecordedChange
from casectl.ports import Trailers

_FIELDS = ("%H", "%an", "%ae", "%cn", "%ce", "%ct", trailers.IN_LOG)
_FORMAT = "--format=" + "%x00".join(_FIELDS)
_LONGEST = 600.0
"""Seconds that comparing the commits of a whole history may take."""
_COMPARE = ("diff-tree", "--stdin", "--root", "-r", "-m", "--raw", "-z", "--no-renames", _FORMAT)


def changes(git: GitCommand, reader: ObjectReader, head: str, folder: str, since: int) -> Iterator[RecordedChange]:
    """Every change below `folder` by a commit up to `head` that is not older than `since`, oldest first.

    A merge has one for each parent from which it differs. A commit counts as no older than its parents, so that a date
    set back hides neither it nor what came before it.
    """
    commits = _commits(git, head, since)
    if not commits:
        return
    asked = "".join(f"{commit}\n" for commit in commits).encode()
    told = git.run(*_COMPARE, "--", folder, data=asked, timeout=_LONGEST)
    words = iter(told.decode(errors="surrogateescape").split("\0"))
    word = next(words)
    while word:
        commit, texts = word, [next(words) for _ in _FIELDS[1:]]
        made = commits[commit]
        cut = not made.parents and names_parents(reader.read(commit))
        word = next(words, "")
        while word.lstrip("\n").startswith(":"):
            _, _, before, after, _ = word.split(" ")
            yield _change(commit, texts, made, (before, after, next(words)), cut=cut)
            word = next(words, "")


class _Made(NamedTuple):
    """When a commit was made at the earliest, in seconds since 1970, and the number of its parents."""

    at: int
    parents: int


def _commits(git: GitCommand, head: str, since: int) -> dict[str, _Made]:
    """The commits that are wanted, oldest first."""
    found: dict[str, _Made] = {}
    made_at: dict[str, int] = {}
    for line in (
        git.run("rev-list", "--topo-order", "--reverse", "--parents", "--timestamp", head).decode().splitlines()
    ):
        seconds, commit, *parents = line.split(" ")
        at = made_at[commit] = max(int(seconds), *(made_at.get(parent, 0) for parent in parents), 0)
        if at >= since:
            found[commit] = _Made(at, len(parents))
    return found


def _change(commit: str, texts: list[str], made: _Made, sides: tuple[str, str, str], *, cut: bool) -> RecordedChange:
    name, email, committer, committer_email, seconds, last = texts
    said = trailers.parsed(last) if last else Trailers()
    before, after, path = sides
    return RecordedChange(
        Commit(
            commit,
            f"{name} <{email}>",
            instant_of(seconds),
            said.events,
            said.actor or "",
            said.mapping or "",
            cut,
            f"{committer} <{committer_email}>",
            instant_of(str(made.at)),
        ),
        path,
        before.strip("0") and before,
        after.strip("0") and after,
        made.parents,
    )


def instant_of(seconds: str) -> datetime:
    """A commit's date in UTC; 1970-01-01, as git itself shows it, if it is out of range."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
