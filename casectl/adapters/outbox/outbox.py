"""The outbox: a JSON file for each message in casectl's own folder, replaced as a whole whenever something changes.

What was sent is in a folder of its own below it, so that what reads the outbox every day reads only what is left.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from casectl.adapters.files import durable, plain_file
from casectl.adapters.files.lock import held
from casectl.core.values.messages import RepositoryError, msg, reason_of
from casectl.core.values.regex import regex
from casectl.ports.sending import SENT, Outgoing

_NAME = regex(r"[^\W_][\w.-]{0,199}")
_WAIT = 5.0
"""So many seconds one waits for somebody else who is sending."""
_TIMES = ("written_at", "next_at")


class FileOutbox:
    """The outbox in a folder, which is made when something is first put into it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the outbox's own lock: sending takes long, and nobody who records something waits for it.

        What somebody was writing who was killed goes: it has the text of a letter.
        """
        with held(self._folder.with_name("outbox.lock"), "remind", _WAIT):
            for left in (*self._folder.glob(durable.TEMPORARY_FILES), *self._sent.glob(durable.TEMPORARY_FILES)):
                left.unlink(missing_ok=True)
            yield

    def messages(self) -> list[Outgoing]:
        """The messages, the oldest first."""
        return _in_order([*self.left(), *map(_read, self._sent.glob("*.json"))])

    def left(self) -> list[Outgoing]:
        """Those that were not sent, or of which nobody knows it, the oldest first."""
        sent = {path.name for path in self._sent.glob("*.json")}
        return _in_order(_read(path) for path in self._folder.glob("*.json") if path.name not in sent)

    @property
    def _sent(self) -> Path:
        return self._folder / "sent"

    def write(self, message: Outgoing) -> None:
        """Replace the message's file, durably."""
        if message.state != SENT:
            self._write(self._folder, message)
            return
        self._write(self._sent, message)  # which counts from here on
        with suppress(FileNotFoundError):
            (self._folder / _file(message)).unlink()

    def _write(self, place: Path, message: Outgoing) -> None:
        fields = {name: getattr(message, name) for name in Outgoing.__annotations__}
        texts = {name: value.isoformat() if name in _TIMES else value for name, value in fields.items()}
        try:
            place.mkdir(0o700, parents=True, exist_ok=True)
            with durable.open_folder(place) as folder:
                durable.replace(folder, _file(message), json.dumps(texts, ensure_ascii=False).encode(), 0o600)
        except OSError as error:
            raise RepositoryError(
                msg("cannot write {path}: {reason}", path=str(place), reason=reason_of(error))
            ) from None

    def remove(self, message: Outgoing) -> None:
        """Remove the message's file."""
        for folder in (self._folder, self._sent):
            with suppress(FileNotFoundError):
                (folder / _file(message)).unlink()


def _in_order(messages: Iterable[Outgoing]) -> list[Outgoing]:
    return sorted(messages, key=lambda each: (each.written_at.isoformat(), each.id))


def _file(message: Outgoing) -> str:
    if not _NAME.fullmatch(message.id):
        raise ValueError(message.id)
    return f"{message.id}.json"


def _read(path: Path) -> Outgoing:
    try:
        found = json.loads(plain_file.content(path))
        times = {name: datetime.fromisoformat(found[name]) for name in _TIMES}
        return Outgoing(**{**found, **times})
    except (OSError, ValueError, TypeError, KeyError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise RepositoryError(
            msg("cannot read {path}: {reason}", path=str(path), reason=reason),
            hint=msg("look at the file, and delete it if it is not needed; until then nothing is sent"),
        ) from None
