"""Reading git's objects by name, all through one `git cat-file` that stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from casectl.adapters.git_command import GitCommand, Running
from casectl.adapters.paths import most_bytes
from casectl.core.errors import Unreadable
from casectl.core.frozen import frozen
from casectl.core.messages import msg

_AT_ONCE = 32
"""Questions asked before the first answer is read; few enough to fit into any pipe."""


@frozen
class Found:
    """One object: its id, its kind (``blob``, ``tree``, ``commit``, ``tag``) and its content."""

    oid: str
    kind: str
    data: bytes


class ObjectReader:
    """Objects by id, by ``COMMIT:path`` or any other name git knows."""

    def __init__(self, git: GitCommand) -> None:
        self._git = git
        self._running: Running | None = None

    def read(self, name: str) -> Found | None:
        """The object of that name, None if there is none. Raises GitFailed, Unreadable for one that is too large."""
        return next(self.read_many([name]))

    def read_many(self, names: Iterable[str]) -> Iterator[Found | None]:
        """For each name its object, in order. Raises as `read` does."""
        waiting = iter(names)
        while asked := list(islice(waiting, _AT_ONCE)):
            yield from self._answers(asked)

    def _answers(self, names: list[str]) -> list[Found | None]:
        if self._running is None:
            self._running = self._git.start("cat-file", "--batch")
        try:
            questions = [_question(name) for name in names]
            self._running.tell(b"".join(questions))
            return [self._answer(self._running) if question else None for question in questions]
        except BaseException:
            self._running = None  # what is left in the pipe would be taken for the next answer
            raise

    @staticmethod
    def _answer(running: Running) -> Found | None:
        header = running.line()
        if header.endswith((b" missing", b" ambiguous")):
            return None
        oid, kind, size = header.decode().split(" ")
        if int(size) > most_bytes(""):
            raise Unreadable(msg("object {id} is too large to be read: {size} bytes", id=oid, size=int(size)))
        data = running.exactly(int(size) + 1)[:-1]
        return Found(oid, kind, data)


def _question(name: str) -> bytes:
    """The line that asks for a name; empty for one that git could take for two, or for another."""
    try:
        return b"" if "\n" in name or "\r" in name else name.encode(errors="surrogateescape") + b"\n"
    except UnicodeEncodeError:
        return b""
