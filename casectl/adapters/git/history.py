"""What git recorded about one file: every commit that changed it, including merges and reverted side branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.adapters.git import trailers
from casectl.adapters.git.book_history import instant_of, meetings
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.objects import ObjectReader, names_parents
from casectl.core.values.value_class import replace
from casectl.ports.recording import Identity, Revision

_FIELDS = ("%H", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%s", trailers.IN_LOG)
_FORMAT = "--format=" + "%x00".join(_FIELDS)
_PLAIN = ("-z", "--no-mailmap", "--no-decorate", "--no-notes")


def revisions(
    git: GitCommand, reader: ObjectReader, head: str, path: str, met: bool = False
) -> list[Revision]:  # fmt: skip
    """Every commit up to `head` that changed `path`, oldest first; a merge once for each parent it differs from.

    Raises as `ObjectReader.files` does.

    The contents of all sides are compared here, so that neither a merge that shows no diff, nor a side branch that was
    merged away, nor `.mailmap` or replaced objects can hide a change.
    """
    log = git.run("log", "--full-history", "--topo-order", "--reverse", *_PLAIN, _FORMAT, head, "--", path)
    found = _compared(_commits(log, path, reader), path, reader)
    when = meetings(git, head) if met and found else {}
    return [replace(each, met_at=when.get(each.commit)) for each in found] if when else found


def revisions_in(git: GitCommand, reader: ObjectReader, commits: Sequence[str], path: str) -> list[Revision]:
    """What these commits changed in `path`, in this order; the trees of no others are read. Raises as `revisions`."""
    if not commits:  # of none git would show HEAD
        return []
    asked = "".join(f"{each}\n" for each in commits).encode()
    log = git.run("log", "--no-walk=unsorted", *_PLAIN, _FORMAT, "--stdin", data=asked)
    return _compared(_commits(log, path, reader), path, reader)


def _compared(commits: Iterable[tuple[Revision, list[str]]], path: str, reader: ObjectReader) -> list[Revision]:
    pairs = [(commit, parent) for commit, parents in commits for parent in parents or ("",)]
    names = dict.fromkeys(side for commit, parent in pairs for side in (commit.commit, parent) if side)
    files = zip(names, reader.files((name, path) for name in names), strict=True)
    blobs = {name: each for name, each in files if each and each.kind == "blob"}
    sides = [(commit, parent, blobs.get(parent), blobs.get(commit.commit)) for commit, parent in pairs]
    return [
        replace(commit, parent=parent, before=before.data if before else None, after=after.data if after else None)
        for commit, parent, before, after in sides
        if (before and before.oid) != (after and after.oid)
    ]


def _commits(log: bytes, path: str, reader: ObjectReader) -> Iterator[tuple[Revision, list[str]]]:
    """Each commit of the log, not yet compared, with its parents."""
    texts = log.decode(errors="replace").split("\0")
    for start in range(0, len(texts) - len(_FIELDS) + 1, len(_FIELDS)):
        oid, parents, name, email, at, *rest = texts[start : start + len(_FIELDS)]
        committer, committer_email, committed, subject, last = rest
        revision = Revision(
            commit=oid,
            parent="",
            author=Identity(name, email),
            authored_at=instant_of(at),
            committer=Identity(committer, committer_email),
            committed_at=instant_of(committed),
            subject=subject,
            trailers=trailers.parsed(last),
            before=None,
            after=None,
            path=path,
            cut=not parents and names_parents(reader.read(oid)),
        )
        yield revision, parents.split()
