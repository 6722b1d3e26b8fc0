"""The operating system's errors as messages that can be translated."""

from __future__ import annotations

import errno

from casectl.core.values.messages import Message, Value, msg

_USUAL: dict[int | None, Message] = {
    errno.EACCES: msg("Permission denied"),
    errno.EDQUOT: msg("Disk quota exceeded"),
    errno.EEXIST: msg("File exists"),
    errno.EFBIG: msg("File too large"),
    errno.EIO: msg("Input/output error"),
    errno.EISDIR: msg("Is a directory"),
    errno.ELOOP: msg("Too many levels of symbolic links"),
    errno.ENAMETOOLONG: msg("File name too long"),
    errno.ENOENT: msg("No such file or directory"),
    errno.ENOSPC: msg("No space left on device"),
    errno.ENOTDIR: msg("Not a directory"),
    errno.EPERM: msg("Operation not permitted"),
    errno.EROFS: msg("Read-only file system"),
}


def reason_of(error: OSError) -> Value:
    """Why the system refused: a known reason as a message, else the system's own text."""
    return _USUAL.get(error.errno) or error.strerror or str(error) or type(error).__name__
