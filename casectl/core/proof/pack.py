"""A pack: cases with what proves them, for somebody who has neither the casebook nor casectl, and its sums."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from casectl.core.case.model import Case
from casectl.core.clocks.reports import Explanations
from casectl.core.history.trail import TrailEntry
from casectl.core.reports import CaseView
from casectl.core.template.labels import Labels
from casectl.core.values.messages import Message
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

SUMS = "SHA256SUMS"
"""The file of a pack that lists all its other files."""
_LINE = regex(r"([0-9a-f]{64})  (.+)")
BUNDLE, SHALLOW, MANIFEST, README = "history.bundle", "history.shallow", "pack.json", "README.txt"
"""The files of a pack that are not about one case."""
RECORD, RULES = "record", "rules"
"""The folders of what git has: the case files and attachments as they are, and the rules of each time."""


@value_class
class AttachedFile:
    """An attachment as its event recorded it; `content` is None if it is not in the pack."""

    path: str
    size: str
    sha256: str
    content: bytes | None = None


@value_class
class RulesThen:
    """The rule files that held when `commits` recorded something; `name` is the first of these commits."""

    name: str
    commits: tuple[str, ...]
    files: Mapping[str, bytes]
    versions: Mapping[str, str]


@value_class
class PackedCase:
    """One case of a pack.

    content   the case file, masked if the pack is
    blob      the id that git has for the recorded file
    commits   the commits that changed the file, oldest first
    """

    case: Case
    path: str
    content: bytes
    blob: str
    commits: tuple[str, ...]
    view: CaseView
    deadlines: Explanations
    events: tuple[TrailEntry, ...]
    attachments: tuple[AttachedFile, ...]
    labels: Mapping[str, Labels]


@value_class
class Pack:
    """What a pack is made of; all of it follows from `commit`, whoever makes it, wherever and whenever.

    ref        the branch, such as ``refs/heads/main``
    at         when the commit was made
    bundle     git's own record; None in a masked pack
    cut        the oldest commits in it, whose parents it has not
    left_out   what is not in it, with the reason
    private    the private texts that no file of a masked pack may have
    """

    commit: str
    ref: str
    at: datetime
    zone: ZoneInfo
    language: str
    cases: tuple[PackedCase, ...]
    rules: tuple[RulesThen, ...]
    bundle: bytes | None = None
    cut: tuple[str, ...] = ()
    left_out: tuple[tuple[str, Message], ...] = ()
    private: frozenset[str] = frozenset()

    @property
    def masked(self) -> bool:
        """Whether private values are masked: the record of git would have them."""
        return self.bundle is None


def _digest(data: bytes) -> str:
    """The SHA-256 of a content, as sha256sum writes it."""
    return hashlib.sha256(data).hexdigest()


def sums_text(files: Mapping[str, bytes]) -> str:
    """The list of these files, by name."""
    return "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files))


def read_sums(text: str) -> dict[str, str] | None:
    """The digest of each file by its name; None for a text that is no such list, or names a file twice."""
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    found = {line[2]: line[1] for line in lines if line}
    return found if len(found) == len(lines) and found else None
