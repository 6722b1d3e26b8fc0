"""A mail server on loopback that takes messages, or refuses, hangs up or says nothing, as it is told."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread
from typing import Any, cast


class MailServer(socketserver.ThreadingTCPServer):
    """`refuses` is what it answers to a recipient, `after_text` what it answers to a text; `hangs_up`: it takes a text
    and goes without a word; `hangs`: it never says anything. `raw` are the bytes of `messages`.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Dialogue)
        self.messages: list[EmailMessage] = []
        self.refuses = ""
        self.hangs_up = self.hangs = False
        self.after_text = ""
        self.raw: list[bytes] = []

    @property
    def address(self) -> str:
        """Where it listens, as settings have it."""
        return f"127.0.0.1:{self.server_address[1]}"

    @contextmanager
    def behaving(self, **how: Any) -> Iterator[None]:
        """Another way to answer, meanwhile."""
        usual = {name: getattr(self, name) for name in how}
        self.__dict__.update(how)
        yield
        self.__dict__.update(usual)


class _Dialogue(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server = cast("MailServer", self.server)
        if server.hangs:
            self.rfile.read()
            return
        self._say("220 here")
        for line in self.rfile:
            word = line.strip().upper()
            if word.startswith(b"RCPT") and server.refuses:
                self._say(server.refuses)
            elif word == b"DATA":
                self._say("354 go on")
                if (text := self._text()) is None:
                    return
                server.messages.append(message_from_bytes(text, policy=default))
                server.raw.append(text.replace(b"\r\n..", b"\r\n."))
                if server.hangs_up:
                    return
                self._say(server.after_text or "250 taken")
            else:
                self._say("250 fine")

    def _text(self) -> bytes | None:
        """The text of a message; None if whoever sends it is cut off before its end."""
        lines: list[bytes] = []
        for line in self.rfile:
            if line == b".\r\n":
                return b"".join(lines)
            lines.append(line)
        return None

    def _say(self, answer: str) -> None:
        with suppress(OSError):  # nobody listens any more
            self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A server that runs meanwhile."""
    with MailServer() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()
