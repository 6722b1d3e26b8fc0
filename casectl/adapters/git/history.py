"""What git recorded about one file: every commit that changed it, including merges and reverted side branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from casectl.adapters.git import trailers
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.objects import GitObject, ObjectReader
from casectl.core.values.value_class import value_class
from casectl.ports import Identity, Revision, Trailers

_FIELDS = ("%H", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%s", trailers.IN_LOG)
_FORMAT = "--format=" + "%x00".join(_FIELDS)


@value_class
class _Commit:
    """One entry of git's log."""

    oid: str
    parents: tuple[str, ...]
    author: Identity
    authored_at: datetime
    committer: Identity
    committed_at: datetime
    subject: str
    trailers: Trailers
    cut: bool = False


def revisions(git: GitCommand, reader: ObjectReader, head: str, path: str) -> list[Revision]:
    """Every commit up to `head` that changed `path`, oldest first; a merge once for each parent it differs from.

    Raises as `ObjectReader.files` does.

    The contents of all sides are compared here, so that neither a merge that shows no diff, nor a side branch that was
    merged away, nor `.mailmap` or replaced objects can hide a change.
    """
    arguments = ("--full-history", "--topo-order", "--reverse", "-z", "--no-mailmap", "--no-decorate", "--no-notes")
    commits = _commits(git.run("log", *arguments, _FORMAT, head, "--", path))
    pairs = [(commit, parent) for commit in _with_cut(reader, commits) for parent in commit.parents or ("",)]
    names = dict.fromkeys(side for commit, parent in pairs for side in (commit.oid, parent) if side)
    found = dict(zip(names, reader.files((name, path) for name in names), strict=True))
    return [
        _revision(commit, parent, _blob(found.get(parent)), _blob(found[commit.oid]), path)
        for commit, parent in pairs
        if _id(found.get(parent)) != _id(found[commit.oid])
    ]


def _with_cut(reader: ObjectReader, commits: Iterable[_Commit]) -> Iterator[_Commit]:
    """The commits, with `cut` set where a shallow clone lacks the parents: git lists none, the commit names them."""
    for commit in commits:
        found = None if commit.parents else reader.read(commit.oid)
        names_parents = found is not None and b"\nparent " in found.data.partition(b"\n\n")[0]
        yield replace(commit, cut=True) if names_parents else commit


def _commits(log: bytes) -> Iterator[_Commit]:
    texts = log.decode(errors="replace").split("\0")
    for start in range(0, len(texts) - len(_FIELDS) + 1, len(_FIELDS)):
        oid, parents, name, email, at, *rest = texts[start : start + len(_FIELDS)]
        committer, committer_email, committed, subject, last = rest
        yield _Commit(
            oid,
            tuple(parents.split()),
            Identity(name, email),
            _instant(at),
            Identity(committer, committer_email),
            _instant(committed),
            subject,
            trailers.parsed(last),
        )


def _revision(commit: _Commit, parent: str, before: bytes | None, after: bytes | None, path: str) -> Revision:
    return Revision(
        commit=commit.oid,
        parent=parent,
        author=commit.author,
        authored_at=commit.authored_at,
        committer=commit.committer,
        committed_at=commit.committed_at,
        subject=commit.subject,
        trailers=commit.trailers,
        before=before,
        after=after,
        path=path,
        cut=commit.cut,
    )


def _instant(seconds: str) -> datetime:
    """A commit's date in UTC; 1970-01-01, as git itself shows it, if it is out of range."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _blob(found: GitObject | None) -> bytes | None:
    return found.data if found and found.kind == "blob" else None


def _id(found: GitObject | None) -> str:
    return found.oid if found and found.kind == "blob" else ""
