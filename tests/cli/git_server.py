"""A git server over HTTP on this machine: git's own `http-backend` behind a server of the standard library."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Backend(BaseHTTPRequestHandler):
    """Answers each request with what `git http-backend` says about the repositories below `root`."""

    root: Path

    def do_GET(self) -> None:
        """What git asks for first: the branches."""
        self._answer(b"")

    def do_POST(self) -> None:
        """What git wants and has."""
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""

    def _answer(self, body: bytes) -> None:
        path, _, query = self.path.partition("?")
        asked = {
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers["Git-Protocol"],
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": self.headers["Content-Type"],
            "HTTP_CONTENT_ENCODING": self.headers["Content-Encoding"],
            "REMOTE_ADDR": self.client_address[0],
        }
        env = {**os.environ, **{name: value for name, value in asked.items() if value}}
        done = subprocess.run(["git", "http-backend"], input=body, env=env, check=True, capture_output=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n"))
        self.send_response(int(fields.pop("Status", "200 OK").split()[0]))
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def git_server(root: Path) -> Iterator[str]:
    """Serve the repositories below `root` on a port of this machine's own address; yields the URL of `root`.

    Raises RuntimeError where git has no `http-backend`.
    """
    programs = subprocess.run(["git", "--exec-path"], check=True, capture_output=True, text=True).stdout.strip()
    if not (Path(programs) / "git-http-backend").exists():
        raise RuntimeError("make test-servers needs git-http-backend, which is a package of its own on some systems")
    handler = type("Backend", (_Backend,), {"root": root})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
