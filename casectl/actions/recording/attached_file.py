"""A file that is kept with a case: where, and the event that says so."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from unicodedata import category, normalize

from casectl.actions.recording.proposal import EventDraft
from casectl.core.case.attached import beside
from casectl.core.case.folders import ATTACHMENTS
from casectl.core.values.file_names import refuse_file_name
from casectl.core.values.hidden_characters import STRAY_JOINER
from casectl.core.values.messages import Refused, msg
from casectl.core.values.regex import regex
from casectl.core.values.tree import Plain
from casectl.core.values.value_class import NamedTuple

_TAKEN = regex(r'[<>:"/\\|?*]')
"""What some file system takes for something else than a letter of a name."""
_LONGEST = 200
"""Bytes of a name: file systems take 255, and the beginning of the digest comes before it."""


class AttachedFile(NamedTuple):
    """The path of a file that is kept, its content, and the event that records it."""

    path: str
    content: bytes
    event: EventDraft


def attached_file(case_id: str, name: str, content: bytes, taken: Mapping[str, str]) -> AttachedFile:
    """A file under ``attachments/<case>/``. `taken` has the path and the SHA-256 of each that the case has.

    Its name begins with the beginning of its digest, so that two clones never give one path to two contents. Raises
    Refused if the same content is attached under that name already, UsageError as `safe_name` does.
    """
    digest, plain = hashlib.sha256(content).hexdigest(), f"{ATTACHMENTS}/{case_id}/{safe_name(name)}"
    path = beside(plain, digest)
    for known in (plain, path):
        if taken.get(known) == digest:
            raise Refused(msg("{file} is attached already", file=known))
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
