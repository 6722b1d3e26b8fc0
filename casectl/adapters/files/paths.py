"""Which paths may be touched at all: those inside the casebook, valid on every file system, outside ``.git``."""

from __future__ import annotations

import unicodedata
from contextlib import suppress

from casectl.core.values.limits import MAX_ATTACHMENT, MAX_STORED_DOCUMENT
from casectl.core.values.messages import Unreadable, msg

_FOLDERS = ("cases", "attachments", "templates", "calendars", "archive", "imports", "mail", "scripts", ".casectl")
_FILES = ("casectl.yaml", ".gitattributes")


def path_parts(path: str) -> list[str]:
    """The parts of a path that is relative to the casebook's root, with forward slashes.

    Raises Unreadable for a path that leaves the casebook, enters ``.git``, or cannot be written on every system.
    """
    found = path.split("/")
    if any(map(_forbidden, found)):
        raise Unreadable(msg("{path} is not a valid path in a casebook", path=path))
    return found


def _forbidden(step: str) -> bool:
    odd = {} if step.isprintable() else {each: unicodedata.category(each) for each in step}
    seen = "".join(each for each in step if odd[each] != "Cf") if odd else step
    plain = seen.casefold().rstrip(". ")
    is_git = plain == ".git" or plain.startswith("git~")
    return not plain or is_git or "\\" in step or not {"Cc", "Cs", "Zl", "Zp"}.isdisjoint(odd.values())


def is_casebook_file(path: str) -> bool:
    """Whether casectl records files at this path; all other files belong to somebody else."""
    with suppress(Unreadable):
        first, *rest = path_parts(path)
        return first in _FOLDERS if rest else first in _FILES
    return False


def max_bytes(path: str) -> int:
    """The largest size in bytes at which a file is read: a sparse file can claim any size.

    A case, template or calendar is read whole; an attachment may be a film.
    """
    return MAX_STORED_DOCUMENT if path.endswith(".yaml") else MAX_ATTACHMENT
