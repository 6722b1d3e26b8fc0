"""Files that survive a power cut: written beside their place, synced, and moved there in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from threading import Thread


@contextmanager
def opened_folder(folder: str | Path, *, within: int | None = None) -> Iterator[int]:
    """A descriptor of `folder` (below the folder `within`); a symbolic link is not followed.

    Raises OSError as open(2) does.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=within)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def temporary_name(name: str) -> str:
    """Where the new content of `name` is written first.

    The same for every try, so that what a killed process left behind is cleared by the next one. Two writers of
    one file must therefore be kept apart by the casebook's lock.
    """
    return f".casectl-{blake2b(name.encode(), digest_size=8).hexdigest()}.tmp"


def write_beside(folder: int, name: str, data: bytes, mode: int | None, *, sync: bool = True) -> str:
    """Write `data` into the temporary file of `name`; its name. `mode` None means what the umask gives.

    Nothing is left behind if the disk is full.
    """
    temporary = temporary_name(name)
    with suppress(FileNotFoundError):
        os.unlink(temporary, dir_fd=folder)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            if mode is not None:
                os.fchmod(file.fileno(), mode)
            if sync:
                os.fsync(file.fileno())
    except BaseException:
        os.unlink(temporary, dir_fd=folder)
        raise
    return temporary


def replace(folder: int, name: str, data: bytes, mode: int | None = None) -> None:
    """Make `name` in `folder` hold `data`: wholly or not at all, and for good."""
    temporary = write_beside(folder, name, data, mode)
    try:
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(temporary, dir_fd=folder)
        raise
    os.fsync(folder)


def make_folder(folder: Path, mode: int) -> None:
    """Make a folder, for good, unless it is there. Raises OSError as mkdir(2) does."""
    try:
        folder.mkdir(mode=mode)
    except FileExistsError:
        return
    sync_folder(folder.parent)


def sync_file(file: Path) -> None:
    """Make a file's content durable. Raises OSError as fsync(2) does."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, as far as the file system lets us."""
    with suppress(OSError), opened_folder(folder) as descriptor:
        os.fsync(descriptor)


@contextmanager
def syncing(folders: Sequence[Path]) -> Iterator[None]:
    """Make the names in many folders durable while the block runs: together they cost a disk little more than one."""
    threads = [Thread(target=sync_folder, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def sync_tree(folder: Path) -> None:
    """Make all that is in a folder durable, as far as the file system lets us, and the folder's own name."""
    for each in (folder, *folder.rglob("*")):
        with suppress(OSError):
            sync_folder(each) if each.is_dir() else sync_file(each)
    sync_folder(folder.parent)


def stamps(folder: Path) -> Mapping[Path, int]:
    """When each folder in `folder` last gained or lost a name, in nanoseconds."""
    with suppress(OSError), os.scandir(folder) as found:
        return {Path(each.path): each.stat().st_mtime_ns for each in found if each.is_dir(follow_symlinks=False)}
    return {}
