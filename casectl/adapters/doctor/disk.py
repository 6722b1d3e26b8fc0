"""Problems of the place where a casebook is: a disk without locks, a synced folder, leftover files."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files.durable import TEMPORARY_FILES
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.messages import msg
from casectl.core.values.regex import regex

_REMOTE = regex(
    r"nfs\d?|cifs|smb\w*|9p|afs|ncpfs|sshfs|fuse\.(sshfs|rclone|gvfsd-fuse|dropbox|onedrive|s3fs)|vfat|exfat|msdos"
)
"""File systems whose locks or renames are unreliable."""
_SYNCED = regex(r"dropbox|onedrive.*|icloud ?drive|mobile documents|google ?drive|nextcloud|owncloud|syncthing", re.I)
_COPIES = regex(r"conflicted copy|\.sync-conflict-|\(conflict|conflict[ -]of|_conf\(|\s\(\d+\)\.yaml$", re.I)


def disk(repo: RepositoryPaths) -> Iterator[Fact | Problem]:
    """The file system, whether it supports locks, and whether a syncing service copies the folder."""
    kind = _file_system(repo.root)
    yield Fact(msg("file system"), kind or "-")
    if _REMOTE.fullmatch(kind):
        yield Problem(
            "file-system",
            msg("the casebook is on {kind}, where locks and renames cannot be relied on", kind=kind),
            msg("keep it on a local disk, and share it with git push and pull"),
        )
    reason = _why_no_lock(repo)
    if reason:
        yield Problem(
            "no-locks",
            msg("nothing can be locked in {folder}: {reason}", folder=str(repo.data_dir), reason=reason),
            msg("casectl can read here, but not write"),
        )
    synced = next((part for part in repo.root.parts if _SYNCED.fullmatch(part)), "")
    if synced:
        yield Problem(
            "synced-folder",
            msg("{folder} looks like a synced folder: syncing breaks git repositories", folder=synced),
            msg("move the casebook out of it, and share it with git push and pull"),
        )


def copies(repo: RepositoryPaths) -> Iterator[Problem]:
    """Copies that a syncing service made of a file that was changed on two machines."""
    for top in (repo.root / "cases", repo.root / "templates", repo.root / "calendars", repo.common_dir / "refs"):
        for file in sorted(top.rglob("*")):
            if _COPIES.search(file.name):
                yield Problem(
                    "conflict-copy",
                    msg("{file} is a copy that a syncing service made", file=str(file)),
                    msg("compare it with the file it is a copy of, then delete it"),
                )


def leftovers(repo: RepositoryPaths, fix: bool) -> Iterator[Problem]:
    """The temporary files of commands that were killed. The caller holds the lock."""
    folders = (repo.root / name for name in ("cases", "attachments", "templates", "calendars", ".casectl"))
    found = [*repo.root.glob(TEMPORARY_FILES), *(file for each in folders for file in each.rglob(TEMPORARY_FILES))]
    for file in sorted(found):
        if fix:
            with suppress(OSError):
                file.unlink()
        fixed = not file.exists()
        way_out = None if fixed else msg("casectl doctor --fix deletes it")
        yield Problem(
            "leftover", msg("{file} was left behind by a command that was killed", file=str(file)), way_out, fixed
        )


def modes(repo: RepositoryPaths, fix: bool) -> Iterator[Problem]:
    """Whether casectl's private files, which hold case data, are readable by their owner alone."""
    for path in sorted({repo.data_dir, repo.tree_data_dir, *repo.data_dir.rglob("*"), *repo.tree_data_dir.rglob("*")}):
        with suppress(OSError):
            found = path.lstat()
            if stat.S_ISLNK(found.st_mode) or not stat.S_IMODE(found.st_mode) & 0o077:
                continue
            if fix:
                path.chmod(0o700 if stat.S_ISDIR(found.st_mode) else 0o600)
            yield Problem(
                "mode",
                msg("{file} can be read by others", file=str(path)),
                None if fix else msg("casectl doctor --fix makes it private"),
                fix,
            )


def _file_system(folder: Path) -> str:
    """The type of the file system that a folder is on, "" if it cannot be determined."""
    best, kind = "", ""
    with suppress(OSError):
        for line in Path("/proc/self/mounts").read_text(errors="replace").splitlines():
            _, mounted, found, *_ = line.split(" ")
            at = mounted.replace("\\040", " ")
            if folder.is_relative_to(at) and len(at) >= len(best):
                best, kind = at, found
    return kind


def _why_no_lock(repo: RepositoryPaths) -> str:
    try:
        repo.data_dir.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=repo.data_dir) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return os.strerror(error.errno or errno.EIO)
    return ""
