"""What git recorded about all files: which commits changed which of them, from what to what.

Two processes tell it, however many files there are: one lists the commits, one compares them with their parents. What
the files said is read by the caller, by blob id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from heapq import heapify, heappop, heappush
from itertools import groupby, islice

from casectl.adapters.git import trailers
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.objects import ObjectReader, names_parents
from casectl.adapters.system.second_process import processors
from casectl.core.history.commit import Commit, RecordedChange
from casectl.core.history.step import REPOSITORY, Side, Step
from casectl.core.values.value_class import NamedTuple, replace
from casectl.ports.recording import Trailers

_FIELDS = ("%H", "%an", "%ae", "%at", "%cn", "%ce", "%ct", trailers.IN_LOG)
_FORMAT = "--format=" + "%x00".join(_FIELDS)
_LONGEST = 600.0
"""Seconds that comparing some commits may take."""
_AT_ONCE = 2500
"""How many commits are compared by one process, so that its answer stays small; there is one for each processor."""
_COMPARE = ("diff-tree", "--stdin", "--always", "--root", "-r", "-m", "--raw", "-z", "--no-renames", _FORMAT)
_LIST = ("rev-list", "--topo-order", "--reverse", "--parents", "--timestamp", "--boundary")


def changes(git: GitCommand, reader: ObjectReader, head: str, folder: str, since: int) -> Iterator[RecordedChange]:
    """Every change below `folder` by a commit up to `head` that is not older than `since`, oldest first.

    A merge has one for each parent from which it differs. A commit counts as no older than its parents, so that a date
    set back hides neither it nor what came before it.
    """
    commits = _commits(git, head, ())
    wanted, met = {commit: made for commit, made in commits.items() if made.at >= since}, met_at(commits)
    for step in _compared(git, reader, wanted, (folder,)):
        at = met.get(step.commit.id)
        commit = replace(step.commit, met_at=instant_of(str(at))) if at else step.commit
        for each in step.sides:
            yield RecordedChange(commit, each.path, each.before, each.after, len(step.parents))


def steps(git: GitCommand, reader: ObjectReader, head: str, seen: Sequence[str]) -> Iterator[Step]:
    """The commits that `head` has and none of `seen` has, oldest first, each after its parents.

    Raises GitFailed if one of these is not here.
    """
    return _compared(git, reader, _commits(git, head, seen), ())


def meetings(git: GitCommand, head: str) -> dict[str, datetime]:
    """When each commit met what others had recorded, as `met_at` says; quick where nothing was ever merged."""
    if not git.run("rev-list", "--merges", "--max-count=1", head):
        return {}
    return {commit: instant_of(str(at)) for commit, at in met_at(_commits(git, head, ())).items()}


class _Made(NamedTuple):
    """When a commit was made at the earliest, in seconds since 1970, and its parents."""

    at: int
    parents: tuple[str, ...]


def _commits(git: GitCommand, head: str, seen: Sequence[str]) -> dict[str, _Made]:
    """The commits that are wanted, oldest first."""
    found: dict[str, _Made] = {}
    made_at: dict[str, int] = {}
    for line in git.run(*_LIST, head, *(f"^{each}" for each in seen)).decode().splitlines():
        seconds, commit, *parents = line.split(" ")
        at = made_at[commit.lstrip("-")] = max(int(seconds), *(made_at.get(parent, 0) for parent in parents), 0)
        if not commit.startswith("-"):
            found[commit] = _Made(at, tuple(parents))
    known = _seen_after_all(git, found, seen)
    return {commit: made for commit, made in found.items() if commit not in known}


def _seen_after_all(git: GitCommand, found: Mapping[str, _Made], seen: Sequence[str]) -> set[str]:
    """The listed commits that `seen` has all the same: git goes by dates, and errs where clocks differed.

    Where there are any, those without a listed parent are among them, so that mostly these alone are asked about.
    """
    children: dict[str, list[str]] = defaultdict(list)
    for commit, made in found.items():
        for parent in made.parents:
            children[parent].append(commit)
    known = set[str]()
    ahead = [commit for commit, made in found.items() if seen and not any(each in found for each in made.parents)]
    while ahead:
        commit = ahead.pop()
        if commit not in known and any(has_commit(git, each, commit) for each in seen):
            known.add(commit)
            ahead += children[commit]
    return known


def has_commit(git: GitCommand, commit: str, before: str) -> bool:
    """Whether the history of a commit has another one, whatever their dates. Raises GitFailed."""
    try:
        git.run("merge-base", "--is-ancestor", before, commit)
    except GitFailed as error:
        if error.status != 1:
            raise
        return False
    return True


def _compared(
    git: GitCommand, reader: ObjectReader, commits: Mapping[str, _Made], paths: Sequence[str]
) -> Iterator[Step]:
    """These commits, each compared with its parents."""
    for told in _told(git, commits, paths):
        for commit, parts in groupby(_parts(told.decode(errors="surrogateescape")), lambda part: part[0]):
            texts = [each for _, each in parts]
            yield _step(commit, commits[commit[0]], [side for each in texts for side in each], reader)


def _told(git: GitCommand, commits: Iterable[str], paths: Sequence[str]) -> Iterator[bytes]:
    """What git says of these commits, in parts."""
    waiting = iter(commits)
    batches = iter(lambda: [*islice(waiting, _AT_ONCE)], [])

    def told(asked: Sequence[str]) -> bytes:
        data = "".join(f"{commit}\n" for commit in asked).encode()
        return git.run(*_COMPARE, "--", *paths, data=data, timeout=_LONGEST)

    while some := [*islice(batches, processors())]:
        if len(some) == 1:
            yield told(some[0])
            continue
        from concurrent.futures import ThreadPoolExecutor  # few histories are that long

        with ThreadPoolExecutor(len(some)) as pool:  # none is left while others fork
            found = [*pool.map(told, some)]
        yield from found


def _parts(told: str) -> Iterator[tuple[tuple[str, ...], list[Side]]]:
    """Each commit as often as it was told, what is said of it, and the sides from one of its parents."""
    words = iter(told.split("\0"))
    word = next(words)
    while word:
        about, sides = (word, *(next(words) for _ in _FIELDS[1:])), list[Side]()
        word = next(words, "")
        while word.lstrip("\n").startswith(":"):
            old_mode, mode, *ids, _ = word.removeprefix(":").split(" ")
            before, after = (
                "" if each == REPOSITORY or not oid.strip("0") else oid
                for each, oid in zip((old_mode, mode), ids, strict=True)
            )
            sides.append(Side(next(words), before, after, mode))
            word = next(words, "")
        yield about, sides


def _step(about: tuple[str, ...], made: _Made, sides: Sequence[Side], reader: ObjectReader) -> Step:
    commit, name, email, authored, committer, committer_email, seconds, last = about
    said = trailers.parsed(last) if last else Trailers()
    cut = not made.parents and names_parents(reader.read(commit))
    return Step(
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
            said.via or "",
            said.case or "",
            said.wrote,
            instant_of(authored),
            rules=bool(said.rules),
        ),
        made.parents,
        tuple(sides),
    )


def instant_of(seconds: str) -> datetime:
    """A commit's date in UTC; 1970-01-01, as git itself shows it, if it is out of range."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def met_at(commits: Mapping[str, tuple[int, tuple[str, ...]]]) -> dict[str, int]:
    """The time of the first merge that brought a commit together with what it did not have, of those that one side of
    a merge alone had.

    `commits` are all of a history, each after its parents: its time, in seconds, and its parents.
    """
    order, found = {commit: number for number, commit in enumerate(commits)}, dict[str, int]()
    names = [*commits]
    before = [tuple(order[each] for each in parents if each in order) for _, parents in commits.values()]
    for (at, _), sides in zip(commits.values(), before, strict=True):
        for number in _apart(before, sides) if len(sides) > 1 else ():
            found.setdefault(names[number], at)
    return found


def _apart(before: Sequence[Sequence[int]], sides: Sequence[int]) -> Iterator[int]:
    """The commits that are not in the history of all of the `sides`, by number; `before` has the parents of each."""
    every, of = (1 << len(sides)) - 1, defaultdict[int, int](int)
    ahead = [-side for side in sides]
    heapify(ahead)
    for bit, side in enumerate(sides):
        of[side] |= 1 << bit
    while any(mask != every for mask in of.values()):
        number = -heappop(ahead)
        if number not in of:
            continue  # it is ahead of two others
        mask = of.pop(number)
        if mask != every:
            yield number
        for parent in before[number]:
            heappush(ahead, -parent)
            of[parent] |= mask
