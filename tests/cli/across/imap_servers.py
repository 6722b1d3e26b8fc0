"""Dovecot on loopback, as whoever runs the tests, with one user and an empty mailbox."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

DOVECOT = shutil.which("dovecot") or ""
"""The program; "" where it is not installed."""
_WAIT = 10.0
_SETTINGS = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class Login(NamedTuple):
    """How one gets to the mailbox."""

    port: int
    password: str = "secret"

    @property
    def address(self) -> str:
        """The mailbox, as `casectl mail` takes it."""
        return f"imap://desk@127.0.0.1:{self.port}"

    @contextmanager
    def opened(self) -> Iterator[imaplib.IMAP4]:
        """The user's own connection."""
        with imaplib.IMAP4("127.0.0.1", self.port, timeout=_WAIT) as server:
            server.login("desk", self.password)
            yield server

    def counts(self) -> dict[str, int]:
        """How many messages are in each folder."""
        with self.opened() as server:
            return {name: int(server.select(name, readonly=True)[1][0] or 0) for name in ("INBOX", "Done")}


@contextmanager
def dovecot() -> Iterator[Login]:
    """A server that runs meanwhile; as root it reads mail as nobody, since it never does so as root."""
    login, is_root = Login(_free_port()), os.getuid() == 0
    me = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.getuid())
    with TemporaryDirectory() as name:
        folder = Path(name)
        os.chown(folder, me.pw_uid, me.pw_gid)
        (folder / "conf").write_text(_SETTINGS.format(
            folder=folder, user=me.pw_name, group=grp.getgrgid(me.pw_gid).gr_name,
            login="dovenull" if is_root else me.pw_name, uid=me.pw_uid, gid=me.pw_gid, port=login.port,
        ))  # fmt: skip
        process = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "conf")], stderr=subprocess.DEVNULL)
        try:
            _await(login, process, folder)
            yield login
        finally:
            process.terminate()
            process.wait(_WAIT)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(login: Login, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + _WAIT
    while process.poll() is None and time.monotonic() < until:
        try:
            with login.opened():
                return
        except OSError:
            time.sleep(0.05)
    log = folder / "log"
    raise RuntimeError(log.read_text() if log.is_file() else "dovecot does not start")
