"""The journal of refreshes still owed: written before a commit counts, removed when the work tree shows it.

A process may be killed between the two; the next command finds the note and finishes the work. A folder that was copied
from somebody may hold any note, so it names no file: what the commits changed is asked of git.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import durable, plain_file
from casectl.adapters.files.paths import steps
from casectl.core.values.errors import RepositoryError, Unreadable
from casectl.core.values.messages import msg
from casectl.core.values.os_errors import reason_of
from casectl.core.values.value_class import value_class

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@value_class
class PendingCheckout:
    """A commit that was about to become `ref`, which stood at `base` (""), and whose files may not be laid out yet."""

    ref: str
    base: str
    commit: str


class PendingCheckouts:
    """The notes in one folder, a file for each commit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, pending: PendingCheckout) -> None:
        """Keep the note, durably. Raises RepositoryError if the disk refuses."""
        data = json.dumps({"ref": pending.ref, "base": pending.base, "commit": pending.commit}).encode()
        try:
            for each in (self._folder.parent, self._folder):
                durable.make_folder(each, 0o700)
            with durable.opened_folder(self._folder) as folder:
                durable.replace(folder, f"{pending.commit}.json", data, 0o600)
        except OSError as error:
            reason = reason_of(error)
            raise RepositoryError(msg("nothing recorded: the disk refuses ({reason})", reason=reason)) from None

    def pending(self) -> list[PendingCheckout]:
        """Every note; one that cannot be ours, and what was to become one, is dropped, since it was never finished."""
        for draft in self._folder.glob(".casectl-*"):
            with suppress(OSError):
                draft.unlink()
        names = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
        return [note for note in map(self._read, names) if note]

    def _read(self, file: Path) -> PendingCheckout | None:
        try:
            found = json.loads(plain_file.content(file))
            pending = PendingCheckout(found["ref"], found["base"], found["commit"])
            _demand_ours(pending, file.stem)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, Unreadable):
            self.settle(file.stem)
            return None
        return pending

    def written_ns(self, pending: PendingCheckout) -> int:
        """When the note was written, in nanoseconds; 0 if it is gone."""
        with suppress(OSError):
            return (self._folder / f"{pending.commit}.json").stat().st_mtime_ns
        return 0

    def settle(self, commit: str) -> None:
        """Remove the note of a commit, if there is one."""
        with suppress(OSError):
            (self._folder / f"{commit}.json").unlink()


def _demand_ours(pending: PendingCheckout, name: str) -> None:
    """What a note names is given to git, and locks are deleted by it.

    Raises ValueError or Unreadable for what we would never have written.
    """
    if pending.commit != name or not _COMMIT.fullmatch(name) or not pending.ref.startswith("refs/"):
        raise ValueError(name)
    if pending.base and not _COMMIT.fullmatch(pending.base):
        raise ValueError(pending.base)
    steps(pending.ref)
