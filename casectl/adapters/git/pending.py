"""The journal of pending checkouts: written before a commit counts, removed when the work tree shows it.

A process may be killed between the two; the next command finds the entry and finishes the work. A folder that was
copied from elsewhere may hold any entry, so entries name no files: git is asked what the commits changed.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import durable, plain_file
from casectl.adapters.files.paths import path_parts
from casectl.core.values.messages import RepositoryError, Unreadable, msg, reason_of
from casectl.core.values.regex import regex
from casectl.core.values.value_class import value_class

_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")


@value_class
class PendingCheckout:
    """A commit about to become `ref`, which was at `base` ("": unborn), whose files may not be checked out yet."""

    ref: str
    base: str
    commit: str


class PendingCheckouts:
    """The journal's entries in one folder, a file for each commit."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, pending: PendingCheckout) -> None:
        """Write the entry, durably. Raises RepositoryError if the disk refuses."""
        data = json.dumps({"ref": pending.ref, "base": pending.base, "commit": pending.commit}).encode()
        try:
            for each in (self._folder.parent, self._folder):
                durable.make_folder(each, 0o700)
            with durable.open_folder(self._folder) as folder:
                durable.replace(folder, f"{pending.commit}.json", data, 0o600)
        except OSError as error:
            reason = reason_of(error)
            raise RepositoryError(
                msg("nothing was recorded: the disk reported an error ({reason})", reason=reason)
            ) from None

    def entries(self) -> list[PendingCheckout]:
        """Every entry. Invalid and unfinished ones are deleted: casectl never got as far as moving the branch."""
        for draft in self._folder.glob(".casectl-*"):
            with suppress(OSError):
                draft.unlink()
        names = sorted(self._folder.glob("*.json")) if self._folder.is_dir() else []
        return [entry for entry in map(self._read, names) if entry]

    def _read(self, file: Path) -> PendingCheckout | None:
        try:
            found = json.loads(plain_file.content(file))
            pending = PendingCheckout(found["ref"], found["base"], found["commit"])
            _demand_valid(pending, file.stem)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, Unreadable):
            self.remove(file.stem)
            return None
        return pending

    def written_ns(self, pending: PendingCheckout) -> int:
        """When the entry was written, in nanoseconds since the epoch; 0 if it is gone."""
        with suppress(OSError):
            return (self._folder / f"{pending.commit}.json").stat().st_mtime_ns
        return 0

    def remove(self, commit: str) -> None:
        """Delete the entry of a commit, if there is one."""
        with suppress(OSError):
            (self._folder / f"{commit}.json").unlink()


def _demand_valid(pending: PendingCheckout, name: str) -> None:
    """Raise ValueError or Unreadable for an entry that casectl would never have written.

    What an entry names is passed to git, and locks are deleted by it.
    """
    if pending.commit != name or not _COMMIT.fullmatch(name) or not pending.ref.startswith("refs/"):
        raise ValueError(name)
    if pending.base and not _COMMIT.fullmatch(pending.base):
        raise ValueError(pending.base)
    path_parts(pending.ref)
