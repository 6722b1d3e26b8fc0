"""Which paths may be touched at all: those inside the casebook, on every file system, and never git's own folder."""

from __future__ import annotations

import unicodedata

from casectl.core.errors import Unreadable
from casectl.core.messages import msg


def steps(path: str) -> list[str]:
    """The folders and the name of a path that is relative to the casebook's root, with forward slashes.

    Raises Unreadable for a path that leaves the casebook, enters ``.git``, or cannot be written on every system.
    """
    found = path.split("/")
    if any(map(_forbidden, found)):
        raise Unreadable(msg("{path} cannot be a path in a casebook", path=path))
    return found


def _forbidden(step: str) -> bool:
    plain = "".join(each for each in step if unicodedata.category(each) != "Cf").casefold().rstrip(". ")
    return not plain or plain == ".git" or plain.startswith("git~") or any(map(_unwritable, step))


def _unwritable(character: str) -> bool:
    return character == "\\" or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
