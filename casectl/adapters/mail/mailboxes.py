"""Where messages are: a file, a folder of files, a Maildir, an mbox. Nothing in them is changed but that a Maildir's
new messages become seen ones, and only once they are recorded.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from casectl.core.values.limits import MAX_MESSAGE
from casectl.core.values.messages import NotFound, msg, reason_of
from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple

SCHEMES = ("imap://", "imaps://")
"""How the address of a mailbox on a server begins (`casectl.adapters.mail.imap`)."""


_HEADER = regex(rb"[!-9;-~]+:|>From ")
_DATED = regex(rb"From \S+ .*\d\d:\d\d.*\d{4}")


def _nothing() -> None:
    pass


class Found(NamedTuple):
    """A message: what people may call it, its content, and what is done once it is recorded."""

    name: str
    content: bytes
    recorded: Callable[[], None] = _nothing


def messages_at(path: Path) -> Iterator[Found]:
    """The messages at a path, the earliest first. Raises NotFound if there is nothing, or it cannot be read."""
    try:
        if (path / "new").is_dir() and (path / "cur").is_dir():
            yield from _maildir(path)
        elif path.is_dir():
            for each in sorted(path.iterdir()):
                if each.is_file() and not each.name.startswith("."):
                    yield Found(str(each), _content(each))
        elif path.exists() and not path.is_file():
            raise NotFound(msg("{path} is not a regular file; - reads standard input", path=str(path)))
        elif _is_mbox(path):
            yield from _mbox(path)
        else:
            yield Found(str(path), _content(path))
    except OSError as error:
        raise NotFound(msg("cannot read {path}: {why}", path=str(path), why=reason_of(error))) from None


def _maildir(path: Path) -> Iterator[Found]:
    """The new messages, which become seen ones in ``cur`` once they are recorded."""
    for each in sorted((path / "new").iterdir()):
        if each.is_file() and not each.name.startswith("."):
            yield Found(str(each), _content(each), lambda each=each: _seen(path, each))  # type: ignore[misc]


def _seen(path: Path, message: Path) -> None:
    with suppress(FileNotFoundError):  # somebody else has opened it meanwhile
        message.rename(path / "cur" / f"{message.name.partition(':')[0]}:2,")


def _content(path: Path) -> bytes:
    """The content as far as it is read: one byte more than a message may have says that it is too large."""
    with path.open("rb") as file:
        return file.read(MAX_MESSAGE + 1)


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"From "


def _mbox(path: Path) -> Iterator[Found]:
    with _shared_lock(path), path.open("rb") as file:
        for number, content in enumerate(_split(file), 1):
            yield Found(f"{path}:{number}", content.replace(b"\n>From ", b"\nFrom "))


def _split(file: BinaryIO) -> Iterator[bytes]:
    """The messages of an mbox. A line of a text that begins with From and that nobody has marked begins none, as it
    does for the standard library's: headers follow the line that does, and a blank line or its own date is before.
    """
    lines, size, before, line = list[bytes](), 0, b"\n", file.readline()
    while line:
        following = file.readline()
        begins = line.startswith(b"From ") and (not before.strip() or _DATED.match(line))
        if begins and _HEADER.match(following):
            if lines:
                yield _joined(lines)
            lines, size = [], 0
        elif size <= MAX_MESSAGE:
            lines.append(line)
            size += len(line)
        before, line = line, following
    if lines:
        yield _joined(lines)


def _joined(lines: list[bytes]) -> bytes:
    """A message without the blank line that ends it in an mbox."""
    return b"".join(lines if lines[-1].strip() else lines[:-1])


@contextmanager
def _shared_lock(path: Path) -> Iterator[None]:
    """While it is read nobody who locks an mbox adds to it."""
    with path.open("rb") as file:
        with suppress(OSError):  # not every file system has locks
            fcntl.flock(file, fcntl.LOCK_SH)
        yield
