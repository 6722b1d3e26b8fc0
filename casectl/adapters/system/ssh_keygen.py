"""ssh-keygen, asked whether a signature is of some bytes, and by which key.

It is given no file of allowed signers and no configuration: whose key that is, and when it counts, is for the core.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from casectl.core.proof.signature import Signature
from casectl.core.values.messages import Message, msg
from casectl.core.values.regex import regex

_GOOD = regex(rb'Good "git" signature with \S+ key (SHA256:[A-Za-z0-9+/]{43})\s*')
_WRONG = regex(
    rb"incorrect signature|namespace does not match|invalid format|missing header|missing footer|incomplete message"
)
"""What ssh-keygen says of a signature that is of something else, or is none."""
_TIMEOUT = 10.0


def checked(payload: bytes, signature: bytes) -> Signature:
    """Whether a signature, as git keeps it, is of the payload, and by which key."""
    program = executable()
    if not program:
        return _unchecked(msg("ssh-keygen is not installed"))
    with TemporaryDirectory(prefix="casectl-") as folder:
        file = Path(folder, "signature")
        file.write_bytes(signature)
        command = [program, "-Y", "check-novalidate", "-n", "git", "-s", str(file)]
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
        try:
            done = subprocess.run(command, input=payload, capture_output=True, check=False, cwd=folder,
                                  env=environment, timeout=_TIMEOUT)  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return _unchecked(msg("ssh-keygen did not answer"))
    good = _GOOD.fullmatch(done.stdout)
    if done.returncode == 0 and good:
        return Signature(True, good[1].decode())
    if done.returncode != 0 and _WRONG.search(done.stderr):
        return Signature(True)
    return _unchecked(msg("ssh-keygen did not answer as expected; OpenSSH 8.1 or later is needed"))


def executable() -> str:
    """The absolute path of ssh-keygen, never one in the current folder; "" if there is none."""
    for folder in os.environ.get("PATH", os.defpath).split(os.pathsep):
        file = Path(folder, "ssh-keygen")
        if file.is_absolute() and file.is_file() and os.access(file, os.X_OK):
            return str(file)
    return ""


def _unchecked(why: Message) -> Signature:
    return Signature(True, unchecked=why)
