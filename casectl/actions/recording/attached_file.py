"""A file that is kept with a case: where, and the event that says so."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple
from unicodedata import category, normalize

from casectl.actions.context import Cases
from casectl.actions.recording.proposal import EventDraft
from casectl.core.values.errors import Refused
from casectl.core.values.file_names import refuse_file_name
from casectl.core.values.hidden_characters import STRAY_JOINER
from casectl.core.values.messages import msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Plain

_TAKEN = regex(r'[<>:"/\\|?*]')
"""What some file system takes for something else than a letter of a name."""
_LONGEST = 200
"""Bytes of a name: file systems take 255, and the beginning of the digest may come before it."""


class AttachedFile(NamedTuple):
    """The path of a file that is kept, its content, and the event that records it."""

    path: str
    content: bytes
    event: EventDraft


def attached_file(context: Cases, case_id: str, name: str, content: bytes, taken: Mapping[str, str]) -> AttachedFile:
    """A file under ``attachments/<case>/``. `taken` has the path and the SHA-256 of each that the case has.

    A name that is taken by another content gets the beginning of the digest in front.
    Raises Refused if the same content is attached under that name already, UsageError as `safe_name` does.
    """
    digest = hashlib.sha256(content).hexdigest()
    plain, marked = (f"attachments/{case_id}/{mark}{safe_name(name)}" for mark in ("", f"{digest[:8]}-"))
    for path in (plain, marked):
        if taken.get(path) == digest:
            raise Refused(msg("{file} is attached already", file=path))
    path = marked if plain in taken or context.store.read(plain) is not None else plain
    event = EventDraft("attached", {"file": path, "size": Plain(len(content)), "sha256": digest})
    return AttachedFile(path, content, event)


def safe_name(name: str) -> str:
    """A file's name in NFC, without a leading dot or dash; what some system does not take in a name becomes _.

    A name longer than file systems allow keeps its end, and so its suffix. Raises UsageError for a name that is a
    device's on some system.
    """
    shown = re.sub(STRAY_JOINER, "_", _TAKEN.sub("_", normalize("NFC", name)))
    kept = "".join("_" if _is_hidden(each) else each for each in shown)
    found = kept.encode(errors="replace")[-_LONGEST:].decode(errors="ignore").strip(". -") or "file"
    refuse_file_name(found)
    return found


def _is_hidden(character: str) -> bool:
    """Whether it is a control, a line end or a character without a glyph; joiners that are left are text."""
    return category(character) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and character not in "\u200c\u200d"
