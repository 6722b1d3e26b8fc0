"""New commits, streamed through one `git fast-import` into the object store; no branch moves here.

The stream uses a private ref and resets it before it ends, so that no ref is ever locked for it. An import that dies
leaves at most unreferenced objects, which git's own clean-up removes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count

from casectl.adapters.files.paths import max_bytes, path_parts
from casectl.adapters.git import trailers
from casectl.adapters.git.command import GitCommand
from casectl.core.values.messages import RepositoryError, msg
from casectl.core.values.value_class import value_class
from casectl.ports.recording import Head, NewCommit

PRIVATE_REF = "refs/casectl/import-"
_FILE_MODES = ("100644", "100755")


@value_class
class PathChange:
    """What a stream changed at one path: its blob ids before and after ("": absent), and its mode after."""

    old: str
    new: str
    mode: str = _FILE_MODES[0]


class CommitStream:
    """One `git fast-import`: `add` entries, then `finish`, or `abandon` what was added."""

    def __init__(
        self, git: GitCommand, head: Head, signatures: tuple[str, str], blob_id: Callable[[bytes], str]
    ) -> None:
        """`signatures` are those of author and committer, ``Name <mail> seconds zone`` each; `blob_id` is the id that
        git must report for a content.
        """
        self._running = git.start("fast-import", "--quiet", "--done", "--date-format=raw")
        self._ref = f"{PRIVATE_REF}{os.getpid()}"
        self._parent = head.commit
        self._author, self._committer = signatures
        self._blob_id = blob_id
        self._marks = count(1)
        self._folders: set[str] = set()
        self.changes: dict[str, PathChange] = {}

    def add(self, entry: NewCommit) -> str:
        """Commit the entry on top of the last one; returns the commit's id.

        Raises RepositoryError if something other than a file is recorded there, Unreadable for a path outside the
        casebook, GitFailed if git refuses.
        """
        mark = next(self._marks)
        message = trailers.message(entry.subject, entry.trailers).replace("\0", "\ufffd").encode(errors="replace")
        self._send(f"commit {self._ref}", f"mark :{mark}", f"author {self._author}", f"committer {self._committer}")
        self._send_data(message)
        if self._parent:
            self._send(f"from {self._parent}")
            self._parent = ""
        for path, content in entry.files.items():
            self._change(path, content)
        self._send("", f"get-mark :{mark}")
        return self._running.read_line().decode()

    def finish(self) -> None:
        """Drop the private ref before it is written, and wait until the objects are stored.

        Raises GitFailed if git failed.
        """
        self._send(f"reset {self._ref}", "", "done")
        self._running.result(timeout=600)

    def abandon(self) -> None:
        """Stop at once; nothing that was added is referenced."""
        self._running.kill()

    def _change(self, path: str, content: bytes | None) -> None:
        self._demand_folders(path)
        mode, old = self._entry(path)
        if mode and mode not in _FILE_MODES:
            raise RepositoryError(msg("{path} is recorded as something other than a file", path=path))
        if content is not None and len(content) > max_bytes(path):
            raise RepositoryError(msg("{path} is too large to be kept: {size} bytes", path=path, size=len(content)))
        if content is None:
            self._send(f"D {_quoted(path)}")
        else:
            self._send(f"M {mode or _FILE_MODES[0]} inline {_quoted(path)}")
            self._send_data(content)
        mode, new = self._entry(path)
        if new != ("" if content is None else self._blob_id(content)):
            raise RepositoryError(msg("git did not store {path} as it was given", path=path))
        before = self.changes.get(path)
        self.changes[path] = PathChange(before.old if before else old, new, mode)

    def _demand_folders(self, path: str) -> None:
        """Refuse a path below something other than a folder: fast-import would replace that with a folder."""
        names = path_parts(path)[:-1]
        for depth in range(1, len(names) + 1):
            folder = "/".join(names[:depth])
            if folder not in self._folders:
                mode, _ = self._entry(folder)
                if mode not in ("", "040000"):
                    raise RepositoryError(msg("{path} is recorded as something other than a folder", path=folder))
                self._folders.add(folder)

    def _entry(self, path: str) -> tuple[str, str]:
        """The mode and the id recorded at `path` in the commit being made; both "" if there is nothing."""
        self._send(f"ls {_quoted(path)}")
        answer = self._running.read_line()
        if answer.startswith(b"missing "):
            return "", ""
        mode, _, rest = answer.decode(errors="replace").split(" ", 2)
        return mode, rest.partition("\t")[0]

    def _send(self, *lines: str) -> None:
        self._running.send("".join(f"{line}\n" for line in lines).encode())

    def _send_data(self, content: bytes) -> None:
        self._running.send(b"data %d\n%b\n" % (len(content), content))


def _quoted(path: str) -> str:
    return '"' + path.replace('"', '\\"') + '"'
