"""A mailbox on an IMAP server. Nothing in it is changed, unless messages are to be moved once they are recorded.

What was recorded is remembered by the numbers that the server gives (UIDs), in derived data: who loses that reads the
mailbox again, and messages that are known add nothing.
"""

from __future__ import annotations

import imaplib
import json
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from casectl.adapters.mail.mailboxes import Found
from casectl.adapters.system.user_settings import settings_file
from casectl.core.values.limits import MAX_MESSAGE
from casectl.core.values.messages import Unreadable, UsageError, Value, msg, reason_of
from casectl.core.values.regex import regex
from casectl.core.values.value_class import NamedTuple

_TIMEOUT = 60.0
"""Seconds that the server may take for each step."""
_HERE = ("localhost", "127.0.0.1", "::1")
_SIZE = regex(rb"RFC822\.SIZE (\d+)")
_PARTS = 3
"""What is kept of a mailbox: its validity, the highest UID, and those that are left."""
_STRAY = regex(r"&(?![A-Za-z0-9+,]*-)")
"""An ampersand that begins nothing in IMAP's UTF-7."""
_BEYOND = regex(r"&|[^\x20-\x7e]+")
_UNSAFE = regex(r"[\x00-\x1f\x7f]")


class Mailbox(NamedTuple):
    """The address of a mailbox: ``imaps://user@host/folder``, or ``imap://`` for a connection that begins in the clear
    and goes on with TLS.
    """

    scheme: str
    user: str
    host: str
    port: int
    folder: str

    @classmethod
    def of(cls, address: str) -> Mailbox:
        """The mailbox of that address. Raises UsageError for none, and for one with a password in it."""
        try:
            parts = urlsplit(address)
            port = parts.port or (993 if parts.scheme == "imaps" else 143)
        except ValueError:
            raise _misused(address) from None
        user, folder = unquote(parts.username or ""), unquote(parts.path.lstrip("/")) or "INBOX"
        if parts.password is not None:
            raise UsageError(
                msg("leave the password out of the address: others can see it there"),
                hint=msg("put it into CASECTL_IMAP_PASSWORD, or into the file keys/imap beside your own settings"),
            )
        if not (parts.hostname and user) or _UNSAFE.search(user + folder):
            raise _misused(address)
        return cls(parts.scheme, user, parts.hostname, port, folder)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.user}@{self.host}/{self.folder}"


def _misused(address: str) -> UsageError:
    return UsageError(msg("{address} is not a mailbox; write it like imaps://user@host/folder", address=address))


class ImapSource(NamedTuple):
    """A mailbox, the folder to which recorded messages are moved ("": none), the file that remembers what was
    recorded, the environment, and what closes the connection in the end.
    """

    mailbox: Mailbox
    move_to: str
    memory: Path
    env: Mapping[str, str]
    closing: ExitStack

    def messages(self) -> Iterator[Found]:
        """The messages that were not recorded from here before. Raises Unreadable if the server does not give them."""
        with self._said():
            yield from self._new(self._connected())

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except (imaplib.IMAP4.error, OSError) as error:
            raise Unreadable(msg("cannot read {path}: {why}", path=str(self.mailbox), why=_reason(error))) from None

    def _connected(self) -> imaplib.IMAP4:
        host, context = self.mailbox.host, ssl.create_default_context()
        if self.mailbox.scheme == "imaps":
            server: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, self.mailbox.port, ssl_context=context, timeout=_TIMEOUT)
        else:
            server = imaplib.IMAP4(host, self.mailbox.port, timeout=_TIMEOUT)
        self.closing.callback(_close, server)
        if self.mailbox.scheme == "imap":
            if "STARTTLS" in server.capabilities:
                server.starttls(context)
            elif host not in _HERE:
                raise Unreadable(
                    msg("{host} does not encrypt the connection, so the password was not sent", host=host),
                    hint=msg("try imaps://"),
                )
        user, word = self.mailbox.user, password(self.env)
        if (user + word).isascii():
            server.login(user, word)
        else:  # LOGIN knows nothing else
            server.authenticate("PLAIN", lambda _: f"\0{user}\0{word}".encode())
        can = b" ".join(map(_flat, _demand(server.capability())))  # many say only now what else they can
        server.capabilities = tuple(can.decode(errors="replace").upper().split())
        return server

    def _new(self, server: imaplib.IMAP4) -> Iterator[Found]:
        _demand(server.select(_quoted(self.mailbox.folder), readonly=not self.move_to))
        validity = _number(server.response("UIDVALIDITY")[1])
        seen = _Seen(self.memory, f"{self.mailbox}", validity)
        uids = b" ".join(map(_flat, _demand(server.uid("SEARCH", f"UID {seen.last + 1}:*"))))
        wanted = {int(each) for each in uids.split()} | seen.left
        for uid in sorted(each for each in wanted if each > seen.last or each in seen.left):
            seen.left.add(uid)
            content = _fetched(server, uid)
            if content is not None:
                yield Found(f"{self.mailbox}:{uid}", content, lambda uid=uid: self._done(server, seen, uid))  # type: ignore[misc]
            else:
                seen.recorded(uid)  # somebody has deleted it meanwhile

    def _done(self, server: imaplib.IMAP4, seen: _Seen, uid: int) -> None:
        seen.recorded(uid)
        with self._said():
            if self.move_to:
                _move(server, uid, self.move_to)


class _Seen:
    """The highest UID that was looked at, and those up to there that are not recorded; kept in a file."""

    def __init__(self, file: Path, name: str, validity: int) -> None:
        self._file, self._name, self._validity = file, name, validity
        known = self._all().get(name)
        kept, last, left = known if isinstance(known, list) and len(known) == _PARTS else (0, 0, [])
        is_same = kept == validity and isinstance(last, int) and isinstance(left, list)
        self.last: int = last if is_same else 0
        self.left = {each for each in left if isinstance(each, int)} if is_same else set[int]()

    def recorded(self, uid: int) -> None:
        """Remember that a message is recorded."""
        self.left.discard(uid)
        self.last = max(self.last, uid)
        known = {**self._all(), self._name: [self._validity, self.last, sorted(self.left)]}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._file.with_suffix(".new")
        temporary.write_text(json.dumps(known), "utf-8")
        temporary.replace(self._file)

    def _all(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            found = json.loads(self._file.read_text("utf-8"))
            return found if isinstance(found, dict) else {}
        return {}


def _close(server: imaplib.IMAP4) -> None:
    with suppress(imaplib.IMAP4.error, OSError):
        server.logout()


def _fetched(server: imaplib.IMAP4, uid: int) -> bytes | None:
    """A message, without marking it as read; what is too large is only begun, None for one that is gone."""
    size = _SIZE.search(b"".join(map(_flat, _demand(server.uid("FETCH", str(uid), "(RFC822.SIZE)")))))
    if size is None:
        return None
    part = f"<0.{MAX_MESSAGE + 1}>" if int(size[1]) > MAX_MESSAGE else ""
    answer = _demand(server.uid("FETCH", str(uid), f"(BODY.PEEK[]{part})"))
    return next((each[1] for each in answer if isinstance(each, tuple)), None)


def _move(server: imaplib.IMAP4, uid: int, folder: str) -> None:
    """Move a message; without MOVE (RFC 6851) it is copied, and then deleted alone where the server can do that."""
    if "MOVE" in server.capabilities:
        _demand(server.uid("MOVE", str(uid), _quoted(folder)))
        return
    _demand(server.uid("COPY", str(uid), _quoted(folder)))
    _demand(server.uid("STORE", str(uid), "+FLAGS", r"(\Deleted)"))
    if "UIDPLUS" in server.capabilities:
        _demand(server.uid("EXPUNGE", str(uid)))


def password(env: Mapping[str, str]) -> str:
    """The password for the server; "" if there is none."""
    file = settings_file(env).parent / "keys" / "imap"
    if given := env.get("CASECTL_IMAP_PASSWORD"):
        return given
    return file.read_text("utf-8").partition("\n")[0].strip() if file.is_file() else ""


def _demand(answer: tuple[str, Sequence[object]]) -> Sequence[object]:
    """What the server answered. Raises IMAP4.error if it said no."""
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(b" ".join(map(_flat, data)).decode(errors="replace"))
    return data


def _flat(each: object) -> bytes:
    parts = each if isinstance(each, tuple) else (each,)
    return b" ".join(part for part in parts if isinstance(part, bytes))


def _number(data: Sequence[object]) -> int:
    return int(_flat(data[0])) if data and _flat(data[0]).isdigit() else 0


def _quoted(folder: str) -> str:
    """The name of a folder in quotes, in the UTF-7 of IMAP (RFC 3501, 5.1.3), unless somebody has written it so."""
    plain = folder if folder.isascii() and not _STRAY.search(folder) else _BEYOND.sub(_in_utf_7, folder)
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _in_utf_7(found: re.Match[str]) -> str:
    if found[0] == "&":
        return "&-"
    return f"&{b64encode(found[0].encode('utf-16-be')).decode().rstrip('=').replace('/', ',')}-"


def _reason(error: Exception) -> Value:
    return reason_of(error) if isinstance(error, OSError) and error.errno else str(error) or type(error).__name__
