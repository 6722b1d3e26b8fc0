"""A file that is made before what it is for, so that what is recorded does not find that there is no place for it."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

from casectl.core.values.messages import Message, RepositoryError, UsageError, msg, reason_of


class NewFile:
    """A file of a new name, as a context: empty until `write`, gone again if what it is for fails before that.

    Raises UsageError if there is something of that name, or it cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_written = False

    def __enter__(self) -> NewFile:
        try:
            os.close(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except FileExistsError:
            raise UsageError(
                msg("{file} is there already", file=str(self._path)), hint=msg("choose another name")
            ) from None
        except OSError as error:
            raise UsageError(
                msg("cannot write {file}: {reason}", file=str(self._path), reason=reason_of(error))
            ) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_written:
            self._path.unlink(missing_ok=True)

    def write(self, content: bytes, instead: Message) -> None:
        """Write its content. Raises RepositoryError, with `instead` for a hint, if that fails."""
        try:
            self._path.write_bytes(content)
        except OSError as error:
            what = msg("recorded, but {file} could not be written: {reason}",
                       file=str(self._path), reason=reason_of(error))  # fmt: skip
            raise RepositoryError(what, hint=instead) from None
        self._is_written = True
