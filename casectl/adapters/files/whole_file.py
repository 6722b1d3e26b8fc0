"""A file that is there as a whole or not at all: nobody reads half of it."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from casectl.core.values.messages import UsageError, msg, reason_of


def write_whole(file: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file. Raises UsageError if there is one of that name already, unless it is to be
    replaced, or a folder.
    """
    if file.is_dir():
        reason = reason_of(IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)))
        raise UsageError(msg("cannot write {file}: {reason}", file=str(file), reason=reason))
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    if file.exists() and not replace:
        raise UsageError(
            msg("{file} already exists", file=str(file)), hint=msg("choose another name, or replace it with --force")
        )
    try:
        temporary.write_bytes(content)
        temporary.replace(file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        reason = reason_of(error)
        raise UsageError(msg("cannot write {file}: {reason}", file=str(file), reason=reason)) from None


def write_folder(folder: Path, files: Mapping[str, bytes], *, replace: bool = False) -> None:
    """Write files into a folder, which is made. Raises UsageError as `write_whole` does."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(msg("cannot write {file}: {reason}", file=str(folder), reason=reason_of(error))) from None
    for name, content in files.items():
        write_whole(folder / name, content, replace=replace)
