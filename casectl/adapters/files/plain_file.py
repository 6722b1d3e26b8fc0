"""Reading small files in git's folder and our own, where a copied folder may hold anything: never block, never follow a
link.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from casectl.core.values.limits import MAX_PRIVATE_FILE


def content(file: Path) -> bytes:
    """The content of a regular file. Raises OSError if it cannot be read, or is a link, a pipe or over 64 MiB."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as opened:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_size > MAX_PRIVATE_FILE:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
        return opened.read()
