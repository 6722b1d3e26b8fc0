"""attach: keep a file with a case."""

from __future__ import annotations

import hashlib
import re
from unicodedata import category, normalize

from casectl.actions.context import Recording
from casectl.actions.lookup.find import find
from casectl.actions.recording.proposal import EventDraft, EventStamp, Proposal
from casectl.actions.recording.record import record
from casectl.core.case.attached import ATTACHED, attached_files
from casectl.core.case.folders import ATTACHMENTS
from casectl.core.case.model import Case
from casectl.core.reports import Receipt
from casectl.core.template.model import Template
from casectl.core.values.errors import Refused
from casectl.core.values.file_names import refuse_file_name
from casectl.core.values.hidden_characters import STRAY_JOINER
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree

_TAKEN = re.compile(r'[<>:"/\\|?*]')
"""What some file system takes for something else than a letter of a name."""
_LONGEST = 200
"""Bytes of a name: file systems take 255, and the beginning of the digest may come before it."""


def attach(context: Recording, case_ref: str, name: str, content: bytes, when: EventStamp) -> Receipt:
    """Keep a file under ``attachments/<case>/`` and record its path, its size in bytes and its SHA-256.

    A name that is taken by another content gets the beginning of the digest in front.
    Raises NotFound for an unknown case, Refused if the same content is attached under that name already.
    """
    case_id = find(context, case_ref)
    digest = hashlib.sha256(content).hexdigest()

    def propose(case: Case, template: Template) -> Proposal:
        taken = {file: event.text("sha256") for _, event, file in attached_files(case.journal)}
        plain, marked = (f"{ATTACHMENTS}/{case_id}/{mark}{safe_name(name)}" for mark in ("", f"{digest[:8]}-"))
        for file in (plain, marked):
            if taken.get(file) == digest:
                raise Refused(msg("{file} is attached already", file=file))
        file = marked if plain in taken or context.store.read(plain) is not None else plain
        data: dict[str, Tree] = {"file": file, "size": Plain(len(content)), "sha256": digest}
        return Proposal([EventDraft(ATTACHED, data)], files={file: content})

    return record(context, case_id, propose, when)


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
