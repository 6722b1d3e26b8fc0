"""Files that survive a power cut: written to a temporary file in the same folder, synced, then renamed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread


@contextmanager
def open_folder(folder: str | Path, *, within: int | None = None) -> Iterator[int]:
    """A descriptor of `folder` (inside the open folder `within`). Raises OSError as open(2) does, and for a symlink."""
    descriptor = descriptor_of(folder, within=within)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def descriptor_of(folder: str | Path, *, within: int | None = None) -> int:
    """What `open_folder` opens, to be closed by the caller."""
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=within)


TEMPORARY_FILES = ".casectl-*.tmp"
"""The names of temporary files, as git's patterns have it."""


def temporary_name(name: str) -> str:
    """The temporary file in which the new content of `name` is written.

    It is the same each time, so that the next writer removes what a killed process left. The casebook's lock must
    therefore keep writers of one file apart.
    """
    from hashlib import blake2b  # slow to load, and no list writes a file

    return f".casectl-{blake2b(name.encode(), digest_size=8).hexdigest()}.tmp"


def write_beside(folder: int, name: str, data: bytes, mode: int | None, *, sync: bool = True) -> str:
    """Write `data` into the temporary file of `name`; returns its name. `mode` None: as the umask gives.

    Raises OSError as write(2) does; nothing is left behind if the disk is full.
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
    """Give `name` in `folder` the content `data`, atomically and durably. Raises OSError."""
    temporary = write_beside(folder, name, data, mode)
    try:
        os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        os.unlink(temporary, dir_fd=folder)
        raise
    os.fsync(folder)


def make_folder(folder: Path, mode: int) -> None:
    """Create a folder durably, unless it exists. Raises OSError as mkdir(2) does."""
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
    """Make the names in a folder durable, as far as the file system allows."""
    with suppress(OSError), open_folder(folder) as descriptor:
        os.fsync(descriptor)


@contextmanager
def syncing(folders: Sequence[Path]) -> Iterator[None]:
    """Make the names in many folders durable while the block runs: in parallel they cost little more than one."""
    threads = [Thread(target=sync_folder, args=(folder,)) for folder in folders]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def sync_tree(folder: Path) -> None:
    """Make everything in a folder and the folder's own name durable, as far as the file system allows."""
    for each in (folder, *folder.rglob("*")):
        with suppress(OSError):
            sync_folder(each) if each.is_dir() else sync_file(each)
    sync_folder(folder.parent)


def folder_mtimes(folder: Path) -> Mapping[str, int]:
    """The mtime of each folder in `folder`, by name, in nanoseconds: it changes when a name is added or removed."""
    with suppress(OSError), os.scandir(folder) as found:
        return {each.name: each.stat().st_mtime_ns for each in found if each.is_dir(follow_symlinks=False)}
    return {}
