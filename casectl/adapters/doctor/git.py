"""Problems of a casebook's repository: leftover locks, unfinished work, its state, its objects, its index.

No program or hook of the repository is run. Each check yields facts and problems; with `fix`, it fixes what needs no
person's decision.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from unicodedata import normalize

from casectl.adapters.git import changed_paths
from casectl.adapters.git.command import GitCommand, GitFailed
from casectl.adapters.git.index import is_ours
from casectl.adapters.git.ledger import GitLedger
from casectl.adapters.git.objects import damaged_object
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.adapters.git.settings import GitSettings
from casectl.adapters.system import processes
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.messages import CasectlError, Message, counted, msg
from casectl.ports.recording import Store

_YOUNG_SECONDS, _UNSEEN_SECONDS = 60, 3600
"""A lock younger than this may belong to a git on another machine; where processes cannot be seen, to any git."""
_MAX_NAMED = 10
"""The most objects that are listed one by one."""


def repository(repo: RepositoryPaths, git: GitCommand, settings: GitSettings) -> Iterator[Fact | Problem]:
    """Versions and paths, and whether git trusts the owner."""
    yield Fact(msg("git"), git.run("--version").decode(errors="replace").removeprefix("git version ").strip())
    yield Fact(msg("casebook"), str(repo.root))
    yield Fact(msg("git folder"), str(repo.git_dir))
    yield Fact(msg("branch"), _output(git, "symbolic-ref", "--short", "HEAD") or "-")
    yield Fact(msg("object format"), _output(git, "rev-parse", "--show-object-format") or "-")
    yield Fact(msg("merge driver"), settings.get("merge.casectl.driver") or "-")
    yield Fact(msg("sparse checkout"), "yes" if (repo.git_dir / "info/sparse-checkout").is_file() else "no")
    if (repo.common_dir / "shallow").is_file():
        yield Problem(
            "shallow",
            msg("this clone does not have the whole history: audit shows only the part that it has"),
            msg("git fetch --unshallow"),
        )
    if _output(git, "for-each-ref", "--count=1", "refs/replace") or (repo.common_dir / "info/grafts").is_file():
        yield Problem(
            "replaced",
            msg("plain git shows a different history here; casectl shows what was recorded"),
            msg("git replace --list and .git/info/grafts name what is replaced; git replace -d undoes it"),
        )


def history(repo: RepositoryPaths, git: GitCommand, fix: bool) -> Iterator[Fact]:
    """The number of commits; with `fix`, git writes a long history's changed paths, which makes audit faster."""
    commits = int(_output(git, "rev-list", "--count", "HEAD") or 0)
    slow = changed_paths.are_lacking(repo, commits)
    if slow and fix:
        changed_paths.note(git)
        slow = False
    advice = msg(
        "audit and pack are quicker after casectl doctor --fix, which makes git keep an index of what"
        " each commit changed"
    )
    yield Fact(msg("commits"), str(commits), advice if slow else None)


def graph(git: GitCommand) -> Iterator[Problem]:
    """Whether git's commit-graph files match their checksums."""
    for file in git.defences.damaged_graphs():
        yield Problem(
            "commit-graph",
            msg("{file} is damaged: plain git may show another history than the one that is recorded", file=str(file)),
            msg("delete it, then: git commit-graph write --reachable --changed-paths"),
        )


def locks(repo: RepositoryPaths, fix: bool) -> Iterator[Problem]:
    """git's lock files, each with the processes that hold it; with `fix`, those without a holder are removed."""
    young = _YOUNG_SECONDS if processes.are_visible() else _UNSEEN_SECONDS
    for lock in _locks(repo):
        holders = _holders(lock, repo)
        age = _age(lock)
        if holders:
            yield Problem("lock", msg("{file} is held by process {holders}", file=str(lock), holders=holders))
            continue
        if not is_ours(lock) and age < young:
            yield Problem(
                "lock",
                counted(
                    "{file} was created {count} second ago by an unknown process",
                    "{file} was created {count} seconds ago by an unknown process",
                    age,
                    file=str(lock),
                ),
                counted(
                    "if no git command is running here, try again in {count} minute",
                    "if no git command is running here, try again in {count} minutes",
                    young // 60,
                ),
            )
            continue
        if fix:
            lock.unlink(missing_ok=True)
        yield Problem(
            "stale-lock",
            counted(
                "{file} has been left behind for {count} second; no process holds it",
                "{file} has been left behind for {count} seconds; no process holds it",
                age,
                file=str(lock),
            ),
            None if fix else msg("casectl doctor --fix deletes it"),
            fix,
        )


def unfinished_work(repo: RepositoryPaths, ledger: GitLedger, store: Store, fix: bool) -> Iterator[Problem]:
    """Commits whose files an interrupted command did not check out; with `fix`, this is finished."""
    waiting = sorted(repo.tree_data_dir.glob("pending/*.json"))
    notes: list[Message] = []
    if waiting and fix:
        with ledger.lock():
            notes = ledger.recover(store)
    for each in waiting:
        fixed = not each.exists()
        yield Problem(
            "unfinished",
            msg(
                "some files of {commit} are missing from the work tree: a command was interrupted",
                commit=each.stem[:10],
            ),
            None if fixed else msg("the next command that records something finishes it, or casectl doctor --fix does"),
            fixed,
        )
    yield from (Problem("unfinished", note) for note in notes)


def state(git: GitCommand, ledger: GitLedger) -> Iterator[Problem]:
    """Whether anything may be recorded now.

    A branch that is not where its reflog ends was set back: git does so where one of its own files is lost.
    """
    try:
        head = ledger.head()
        last = git.defences.last_logged(head.ref)
        if last not in ("", head.commit):
            yield Problem(
                "set-back",
                msg(
                    "{ref} is at {id}, but git's reflog says that it moved to {last}",
                    ref=head.ref,
                    id=head.commit,
                    last=last,
                ),
                msg("git log {last} shows what was recorded since; git reset --soft {last} restores it", last=last),
            )
    except CasectlError as error:
        yield Problem("state", error.what, error.hint)
        yield from (Problem("state", problem) for problem in error.problems)


def objects(ledger: GitLedger, git: GitCommand) -> Iterator[Problem]:
    """Whether the object of each file of HEAD exists. `git fsck` checks all of history."""
    try:
        recorded = {oid: path for path, oid in ledger.listed("").items()}
        asked = "".join(f"{oid}\n" for oid in recorded).encode()
        answers = git.run("cat-file", "--batch-check", data=asked).decode().splitlines()
    except CasectlError as error:
        yield Problem("objects", error.what, error.hint)
        return
    lost = [oid for oid, _, rest in (line.partition(" ") for line in answers) if rest == "missing"]
    for oid in lost[:_MAX_NAMED]:
        found = damaged_object(oid, recorded[oid])
        yield Problem("objects", found.what, found.hint)
    if len(lost) > _MAX_NAMED:
        yield Problem("objects", msg("further missing or damaged objects: {count}", count=len(lost) - _MAX_NAMED))


def git_index(repo: RepositoryPaths, git: GitCommand, fix: bool) -> Iterator[Problem]:
    """Whether git has an index and can read it; with `fix`, a damaged one is renamed and built again from HEAD.

    Where git cannot even read HEAD, the problem is elsewhere, and the index is left alone.
    """
    index, aside = repo.git_dir / "index", repo.git_dir / "index.damaged"
    what = _index_problem(git, index)
    if not what or not _output(git, "rev-parse", "--verify", "HEAD^{tree}"):
        return
    damaged = index.exists()
    if fix:
        made = repo.git_dir / "index.casectl"
        git.run("read-tree", f"--index-output={made}", "HEAD")
        if damaged:
            index.replace(aside)
        made.replace(index)
    put_aside = msg("what was staged is in {file}", file=str(aside)) if damaged else None
    yield Problem("index", what, put_aside if fix else msg("casectl doctor --fix rebuilds it"), fix)


def _index_problem(git: GitCommand, index: Path) -> Message | None:
    try:
        git.run("ls-files", "--stage", "-z")
    except GitFailed as error:
        return msg("git cannot read its index: {reason}", reason=error.what)
    return None if index.exists() else msg("git's index is gone: {file}", file=str(index))


def recorded_paths(git: GitCommand) -> Iterator[Problem]:
    """Recorded paths that cannot be casebook files on every system: links, submodules, repositories, duplicates."""
    listing = _listing(git)
    folded: dict[str, str] = {}
    for mode, path in listing:
        if mode in ("120000", "160000"):
            kind = msg("a symbolic link") if mode == "120000" else msg("a submodule")
            yield Problem("path", msg("{path} is recorded as {kind}, not as a file", path=path, kind=kind))
        twin = folded.setdefault(_folded(path), path)
        if twin != path:
            yield Problem("twins", msg("{path} and {twin} are the same file on some systems", path=path, twin=twin))
    heads = {path.rpartition("/")[0] for _, path in listing if path.endswith("/HEAD")}
    for folder in sorted(heads):
        if any(path.startswith(f"{folder}/objects/") for _, path in listing):
            yield Problem("path", msg("{path} looks like a git repository inside this one", path=folder))


def _folded(path: str) -> str:

    return normalize("NFC", path).casefold()


def _listing(git: GitCommand) -> list[tuple[str, str]]:
    try:
        lines = git.run("ls-tree", "-r", "-z", "--full-tree", "HEAD").decode(errors="surrogateescape").split("\0")
    except GitFailed:  # nothing is recorded yet
        return []
    return [(line[:6], line.partition("\t")[2]) for line in lines if line]


def _output(git: GitCommand, *arguments: str) -> str:
    with suppress(GitFailed):
        return git.run(*arguments).decode(errors="replace").strip()
    return ""


def _locks(repo: RepositoryPaths) -> list[Path]:
    folders = dict.fromkeys((repo.git_dir, repo.common_dir))
    found = [lock for folder in folders for lock in folder.glob("*.lock")]
    return sorted({*found, *(repo.common_dir / "refs").rglob("*.lock")})


def _holders(lock: Path, repo: RepositoryPaths) -> list[str]:
    """Possible holders of a lock: for ours the process it names, else those that have it open, else any git here."""
    if is_ours(lock):
        pid = lock.readlink().name.rpartition("-")[2]
        return [name for name in [processes.describe(int(pid)) if pid.isdecimal() else ""] if name]
    return processes.holding(lock) or processes.git_processes(repo.root)


def _age(lock: Path) -> int:
    """The age of the lock in seconds; 0 if it is gone."""
    with suppress(OSError):
        return max(0, (time.time_ns() - lock.lstat().st_mtime_ns) // 1_000_000_000)
    return 0
