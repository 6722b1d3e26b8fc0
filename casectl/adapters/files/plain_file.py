"""Reading the small files of git's folder and of ours: in a folder that was copied from somebody, anything may stand
in their place, and nothing of it may keep us waiting or send us elsewhere."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

_MOST_BYTES = 64 << 20


def content(file: Path) -> bytes:
    """What a regular file holds.

    Raises OSError if it cannot be read, or is a link, a pipe or a giant.
    """
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as opened:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
        return opened.read()
