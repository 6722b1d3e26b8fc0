"""The casebook's files on disk: read without following links, written atomically.

Every part of a path is opened from the folder before it and never through a symbolic link, so that nothing in a
cloned casebook can redirect a write.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from casectl.adapters.files import durable
from casectl.adapters.files.paths import max_bytes, path_parts
from casectl.core.values.messages import RepositoryError, Unreadable, msg, reason_of

_MAX_SINGLE_SYNCS = 64


def _always(path: str) -> bool:
    return True


class WorkTree:
    """The `Store` of a casebook on disk. Writers hold the ledger's lock."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def paths(self, folder: str, ending: str = ".yaml") -> list[str]:
        """Every file below `folder` whose name ends so, sorted; names with a leading dot are left out.

        A link or a pipe in place of a file is included, and a link in place of a folder: `read` reports them. Raises
        Unreadable for a folder that may not be listed.
        """
        return [folder] if (self._root / folder).is_symlink() else sorted(self._below(folder, ending))

    def _below(self, folder: str, ending: str) -> Iterator[str]:
        try:
            with os.scandir(self._root / folder) as found:
                entries = [each for each in found if not each.name.startswith(".")]
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise Unreadable(msg("{path} cannot be read: {reason}", path=folder, reason=reason_of(error))) from None
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from self._below(f"{folder}/{entry.name}", ending)
            elif entry.name.endswith(ending) or (entry.is_symlink() and entry.is_dir()):
                yield f"{folder}/{entry.name}"

    def has(self, path: str) -> bool:
        """Whether there is something of that name, be it a link or a folder."""
        return os.path.lexists(self._root.joinpath(*path_parts(path)))

    def read(self, path: str) -> bytes | None:
        """The content, None if there is no such file.

        Raises Unreadable for a link, a folder, a pipe, a file that is too large, a path outside the casebook, or
        missing permissions.
        """
        *folders, name = path_parts(path)
        try:
            with self._folder(folders) as folder:
                descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
                with os.fdopen(descriptor, "rb", buffering=0) as file:
                    found = os.fstat(descriptor)
                    _demand_regular(found, path)
                    if found.st_size > max_bytes(path):
                        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
                    return file.read()
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.ENOTDIR):
                raise _irregular(path) from None
            raise Unreadable(msg("{path} cannot be read: {reason}", path=path, reason=reason_of(error))) from None

    def write_many(
        self, files: Iterable[tuple[str, bytes | None]], may_replace: Callable[[str], bool] = _always
    ) -> None:
        """Write many files into the work tree, each atomically, all durable at the end; None removes a file.

        `may_replace` is asked about each path just before. Some of the files may be written if it raises.

        Raises:
            Unreadable: a path leaves the casebook, or is something other than a file.
            RepositoryError: the disk refuses; that file is as it was.
        """
        written: list[tuple[str, str]] = []
        for path, data in files:
            if data is None:
                if may_replace(path):
                    self.remove(path)
            else:
                written.append((path, self._write_beside(path, data)))
        self._sync(written)
        for path, temporary in written:
            *folders, name = path_parts(path)
            with _write_errors(path), self._folder(folders) as folder:
                if may_replace(path):
                    os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
                else:
                    os.unlink(temporary, dir_fd=folder)
        for parent in {Path(path).parent for path, _ in written}:
            durable.sync_folder(self._root / parent)

    def _sync(self, written: list[tuple[str, str]]) -> None:
        """Sync a few files one by one, many with one sync(2): that also waits for everything else being written."""
        if len(written) > _MAX_SINGLE_SYNCS:
            os.sync()
            return
        for path, temporary in written:
            with _write_errors(path):
                durable.sync_file(self._root / Path(path).with_name(temporary))

    def _write_beside(self, path: str, data: bytes) -> str:
        *folders, name = path_parts(path)
        with _write_errors(path), self._folder(folders, make=True) as folder:
            return durable.write_beside(folder, name, data, _mode(folder, name, path), sync=False)

    def remove(self, path: str) -> None:
        """Remove the file, if it is there, durably. Raises as `write_many` does."""
        *folders, name = path_parts(path)
        with _write_errors(path), suppress(FileNotFoundError), self._folder(folders) as folder:
            _mode(folder, name, path)
            os.unlink(name, dir_fd=folder)
            os.fsync(folder)

    @contextmanager
    def _folder(self, folders: list[str], *, make: bool = False) -> Iterator[int]:
        current = durable.descriptor_of(self._root)
        try:
            for name in folders:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(name, dir_fd=current)
                        os.fsync(current)
                above, current = current, durable.descriptor_of(name, within=current)
                os.close(above)
            yield current
        finally:
            os.close(current)


def _mode(folder: int, name: str, path: str) -> int | None:
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    _demand_regular(found, path)
    return stat.S_IMODE(found.st_mode)


def _demand_regular(found: os.stat_result, path: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise _irregular(path)


def _irregular(path: str) -> Unreadable:
    return Unreadable(msg("{path} is not a regular file", path=path))


@contextmanager
def _write_errors(path: str) -> Iterator[None]:
    """Report an OSError of writing as our own error."""
    try:
        yield
    except OSError as error:
        raise RepositoryError(msg("{path} cannot be written: {reason}", path=path, reason=reason_of(error))) from None
