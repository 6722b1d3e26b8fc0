"""How far `verify` has come with each branch: a file with a seal, outside the work tree."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from casectl.adapters.files.sealed_file import SealedFile
from casectl.adapters.index.seen_heads import change_kept, kept_change
from casectl.core.checks.verdict import kept_value, value_kept
from casectl.core.history.commit import Commit
from casectl.core.history.step import Breach
from casectl.core.history.verified import Verified
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import Message

NOTHING_VERIFIED = Verified()


class VerifiedFile:
    """The branches in `file`; `version` names what verified them.

    What is in the file may be anything: it counts if it has its seal, and reads as it should.
    """

    def __init__(self, file: Path, version: str) -> None:
        self._folder = file.parent
        self._file = SealedFile(file)
        self._seed = crc32(version.encode())

    def so_far(self, branch: str) -> Verified:
        """What was verified of this branch; nothing if it never was, or by another version."""
        with suppress(ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError):
            kept = self._read()[branch]
            found = Verified(
                tuple(map(str, kept["commits"])),
                int(kept["count"]),
                tuple(map(_breach, kept["breaches"])),
                tuple(map(kept_change, kept["open"])),
                b64decode(kept["events"]),
            )
            "".join(str(each.what) for each in found.breaches)  # what cannot be shown was not kept by us
            return found
        return NOTHING_VERIFIED

    def keep(self, branch: str, found: Verified) -> None:
        """Remember that. Best effort."""
        kept: dict[str, Any] = {}
        with suppress(ValueError, TypeError, RecursionError):
            kept.update(self._read())
        kept[branch] = {
            "commits": [*found.commits],
            "count": found.count,
            "breaches": [*map(_kept, found.breaches)],
            "open": [*map(change_kept, found.open)],
            "events": b64encode(found.events).decode(),
        }
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._file.write(json.dumps(kept, separators=(",", ":")).encode(), self._seed)

    def _read(self) -> dict[str, Any]:
        data = self._file.read(self._seed)
        found: dict[str, Any] = {} if data is None else json.loads(bytes(data))
        return found


def _kept(breach: Breach) -> list[Any]:
    commit = breach.commit
    about = [commit.id, commit.committer, to_seconds(commit.committed_at)]
    said = kept_value(breach.what)
    return [about, breach.path, breach.code, said, breach.event, [*breach.where], breach.is_note, [*breach.people]]


def _breach(kept: list[Any]) -> Breach:
    (commit, committer, at), path, code, what, event, where, is_note, people = kept
    made = Commit(str(commit), str(committer), datetime.fromtimestamp(at, UTC), committer=str(committer))
    said = cast("Message", value_kept(what))
    by = tuple(map(str, people))
    return Breach(made, str(path), str(code), said, str(event), tuple(where), bool(is_note), people=by)
