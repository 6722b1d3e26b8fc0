"""Ways from a clone to a server's repository, all on this machine's own address."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from getpass import getuser
from pathlib import Path

import pytest

from tests.cli.git_server import git_server

Way = tuple[str, dict[str, str]]
"""The URL of the folder with the repositories, and what git must be told to get there."""


@contextmanager
def over_http(root: Path, known: Mapping[str, str]) -> Iterator[Way]:
    """git's `http-backend` behind a small server."""
    with git_server(root) as url:
        yield url, {}


@contextmanager
def over_git(root: Path, known: Mapping[str, str]) -> Iterator[Way]:
    """git's own daemon."""
    port = _free_port()
    words = ["--reuseaddr", "--listen=127.0.0.1", f"--port={port}", f"--base-path={root}", "--export-all"]
    with _running(["git", "daemon", *words, "--enable=receive-pack", str(root)], port):
        yield f"git://127.0.0.1:{port}", {}


@contextmanager
def over_ssh(root: Path, known: Mapping[str, str]) -> Iterator[Way]:
    """OpenSSH's server, for whoever runs the tests, with keys of its own; it has the variables `known`.

    Skips the test where there is no such server, or none that this account may start.
    """
    program = shutil.which("sshd", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin{os.pathsep}/usr/local/sbin")
    if program is None:
        pytest.skip("there is no sshd: Debian has it in openssh-server")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # which its service makes
    folder, port = root / "ssh", _free_port()
    folder.mkdir(mode=0o700)
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    settings = {
        "ListenAddress": "127.0.0.1", "Port": port, "HostKey": folder / "host", "PidFile": "none", "UsePAM": "no",
        "AuthorizedKeysFile": folder / "user.pub", "StrictModes": "no", "PasswordAuthentication": "no",
        "SetEnv": " ".join(f'{name}="{value}"' for name, value in known.items()),
    }  # fmt: skip
    file = folder / "config"
    file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()), "utf-8")
    trust = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o IdentitiesOnly=yes"
    with _running([program, "-D", "-e", "-f", str(file)], port):
        yield f"ssh://{getuser()}@127.0.0.1:{port}{root}", {"GIT_SSH_COMMAND": f"ssh -F none -i {folder}/user {trust}"}


@contextmanager
def over_ssh_command(root: Path, known: Mapping[str, str]) -> Iterator[Way]:
    """git's side of ssh, with a program in its place that runs here what ssh would run there."""
    program = root / "ssh-command"
    program.write_text('#!/bin/sh\nfor last; do :; done\nexec sh -c "$last"\n', "utf-8")
    program.chmod(0o755)
    yield f"ssh://desk{root}", {"GIT_SSH": str(program), "GIT_SSH_VARIANT": "simple"}


TRANSPORTS: dict[str, Callable[[Path, Mapping[str, str]], AbstractContextManager[Way]]] = {
    "http": over_http, "git": over_git, "ssh": over_ssh, "ssh-command": over_ssh_command,
}  # fmt: skip


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(words: Sequence[str], port: int) -> Iterator[None]:
    """A server, as soon as it answers, until it is no longer needed."""
    server = subprocess.Popen(words, start_new_session=True)
    try:
        for _ in range(200):
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", port)):
                    break
            assert server.poll() is None, "the server did not start"
            time.sleep(0.05)
        yield
    finally:
        if server.poll() is None:
            os.killpg(server.pid, 15)
        server.wait()
