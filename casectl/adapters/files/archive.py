"""Packs on disk: zip archives without compression, so that the same files always give the same bytes.

What is read may come from anybody. An archive without compression holds no more than its own size, so none can swell;
names that lead elsewhere, links, and two files of one name are refused before anything is read.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from unicodedata import normalize

from casectl.adapters.files.paths import path_parts
from casectl.adapters.files.whole_file import write_whole
from casectl.core.values.messages import Message, NotFound, Unreadable, msg, reason_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
_MODE = (stat.S_IFREG | 0o644) << 16
_MOST_FILES = 10_000
MOST_TEXT = 32 << 20
"""The largest file of a pack that is held in memory, in bytes."""
_PIECE = 1 << 20


def archived(files: Mapping[str, bytes]) -> bytes:
    """These files as a zip archive, by name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr, entry.create_system = _MODE, 3
            archive.writestr(entry, files[name])
    return made.getvalue()


def write_archive(file: Path, files: Mapping[str, bytes], *, replace: bool = False) -> None:
    """Write these files into a zip archive on disk. Raises UsageError if there is a file of that name already."""
    write_whole(file, archived(files), replace=replace)


class Archive:
    """An archive that is open for reading; every name in it is that of a plain file inside it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def names(self) -> list[str]:
        """The names of all files, sorted."""
        return sorted(self._archive.namelist())

    def pieces(self, name: str) -> Iterator[bytes]:
        """The content of a file, piece by piece. Raises Unreadable if it is damaged."""
        try:
            with self._archive.open(name) as entry:
                yield from iter(lambda: entry.read(_PIECE), b"")
        except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
            raise Unreadable(msg("{name} in the pack is damaged", name=name)) from None

    def read(self, name: str) -> bytes | None:
        """The content of a file, None if there is none. Raises Unreadable for one that is damaged or too large."""
        if name not in self._archive.NameToInfo:
            return None
        if self._archive.getinfo(name).file_size > MOST_TEXT:
            raise Unreadable(msg("{name} in the pack is too large", name=name))
        return b"".join(self.pieces(name))


@contextmanager
def open_archive(file: Path, called: str = "") -> Iterator[Archive]:
    """The archive in a file, which errors name by what the user has `called` it.

    Raises NotFound, Unreadable for what is no archive, or not one that a pack may be.
    """
    called = called or str(file)
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise NotFound(msg("cannot read {file}: {reason}", file=called, reason=reason_of(error))) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # a folder cannot even be opened as a file
        os.close(descriptor)
        raise Unreadable(msg("{path} is not a regular file", path=called))
    with os.fdopen(descriptor, "rb") as opened, _zip(called, opened) as archive:
        if problems := list(_problems(archive, os.fstat(descriptor).st_size)):
            raise Unreadable(msg("{file} is not a casectl pack", file=called), problems=problems[:20])
        yield Archive(archive)


def _zip(file: str, opened: IO[bytes]) -> zipfile.ZipFile:
    try:
        if _entries(opened) > _MOST_FILES:
            raise Unreadable(msg("{file} has more files than a pack may have", file=file))
        return zipfile.ZipFile(opened)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError):
        raise Unreadable(
            msg("{file} is not a zip archive, or is damaged", file=file),
            hint=msg("casectl pack CASE -o FILE makes one"),
        ) from None


_END, _LARGE = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LARGE_SIZE = 22, 20
_MOST_DIRECTORY = 8 << 20
"""The most bytes that the list of the files may take."""


def _entries(opened: IO[bytes]) -> int:
    """How many files the archive's last record speaks of: a pack has no comment behind it, nor the form for 4 GiB."""
    opened.seek(0, os.SEEK_END)
    opened.seek(max(opened.tell() - _END_SIZE - _LARGE_SIZE, 0))
    before, record = (tail := opened.read())[:-_END_SIZE], tail[-_END_SIZE:]
    opened.seek(0)
    directory = int.from_bytes(record[12:16], "little")
    if not record.startswith(_END) or before.startswith(_LARGE) or directory > _MOST_DIRECTORY:
        raise zipfile.BadZipFile
    return int.from_bytes(record[10:12], "little")


def _problems(archive: zipfile.ZipFile, size: int) -> Iterator[Message]:
    seen: dict[str, str] = {}
    for each in archive.infolist():
        yield from _wrong(each)
        key = normalize("NFC", each.filename).casefold()
        if key in seen:
            yield msg("{name} is in the pack twice", name=each.filename)
        seen[key] = each.filename
    if sum(each.file_size for each in archive.infolist()) > size:
        yield msg("its files are too large for a pack")


def _wrong(entry: zipfile.ZipInfo) -> Iterator[Message]:
    mode = entry.external_attr >> 16
    try:
        path_parts(entry.filename)
    except Unreadable:
        yield msg("{name} points outside the pack", name=entry.filename)
    if entry.is_dir() or stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        yield msg("{name} is not a regular file", name=entry.filename)
    if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 or entry.file_size != entry.compress_size:
        yield msg("{name} is compressed or encrypted, which casectl does not support", name=entry.filename)
