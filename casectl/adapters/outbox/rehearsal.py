"""In a rehearsal nothing leaves the machine: what would be sent is put into a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casectl.adapters.files import durable
from casectl.core.values.messages import msg, plain_text, reason_of
from casectl.ports.sending import SENT, WAITING, Outcome, Outgoing


class RehearsalSender:
    """Stands in for what the settings name to send by: each message is a file, `<id>.eml`."""

    gone = ""

    def __init__(self, channel: str, folder: Path, text: Callable[[Outgoing], bytes]) -> None:
        """`channel` is that of what it stands in for, `text` makes the e-mail of a message."""
        self.channel = channel
        self._folder = folder
        self._text = text

    def send(self, message: Outgoing) -> Outcome:
        """Write the message into its file, which counts as sent; why says where that is."""
        name = f"{message.id}.eml"
        try:
            self._folder.mkdir(0o700, parents=True, exist_ok=True)
            with durable.open_folder(self._folder) as folder:
                durable.replace(folder, name, self._text(message), 0o600)
        except OSError as error:
            path, reason = str(self._folder / name), reason_of(error)
            return Outcome(WAITING, plain_text(msg("cannot write {path}: {reason}", path=path, reason=reason)))
        return Outcome(SENT, str(self._folder / name))
