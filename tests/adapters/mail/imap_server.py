"""A small IMAP server on this machine: what a client asks for that reads a mailbox and moves its messages."""

from __future__ import annotations

import re
import socketserver
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Box:
    """The messages of INBOX by UID, those that were moved, and what the client said."""

    messages: dict[int, bytes]
    moved: list[tuple[int, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    capabilities: str = "IMAP4rev1 MOVE UIDPLUS"
    port: int = 0

    def answer(self, line: str) -> list[bytes]:
        """The lines with which the server answers a command without its tag; the last one follows the tag."""
        self.said.append(line)
        words = line.split(" ", 3)
        match words[0], words[1:]:
            case "CAPABILITY", _:
                return [f"* CAPABILITY {self.capabilities}".encode(), b"OK done"]
            case "LOGIN", [_, '"right"', *_]:
                return [b"OK in"]
            case "LOGIN", _:
                return [b"NO wrong password"]
            case (("SELECT" | "EXAMINE"), ['"INBOX"']):
                return [b"* %d EXISTS" % len(self.messages), b"* OK [UIDVALIDITY 7] valid", b"OK done"]
            case "UID", ["SEARCH", *_]:
                return [b"* SEARCH %b" % " ".join(map(str, self.messages)).encode(), b"OK done"]
            case "UID", ["FETCH", uid, what]:
                return self._fetched(int(uid), what)
            case "UID", ["MOVE", uid, folder]:
                self.moved.append((int(uid), folder))
                return [b"OK moved"]
            case "LOGOUT", _:
                return [b"* BYE", b"OK bye"]
        return [b"NO what?"]

    def _fetched(self, uid: int, what: str) -> list[bytes]:
        data = self.messages[uid]
        if "SIZE" in what:
            return [b"* 1 FETCH (UID %d RFC822.SIZE %d)" % (uid, len(data)), b"OK done"]
        return [b"* 1 FETCH (UID %d BODY[] {%d}\r\n%b)" % (uid, len(data), data), b"OK done"]


@contextmanager
def serving(box: Box) -> Iterator[str]:
    """The address of a server that has the box, for the user kim with the password right."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            while found := re.match(rb"(\S+) (.*)\r\n", self.rfile.readline()):
                if found[2] == b"AUTHENTICATE PLAIN":
                    self.wfile.write(b"+ \r\n")
                    box.said.append(b64decode(self.rfile.readline()).decode())
                    self.wfile.write(found[1] + b" OK in\r\n")
                    continue
                *lines, last = box.answer(found[2].decode())
                for line in (*lines, b"%b %b" % (found[1], last)):
                    self.wfile.write(line + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"imap://kim@127.0.0.1:{box.port}/INBOX"
        finally:
            server.shutdown()
            thread.join()
