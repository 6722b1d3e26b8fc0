"""The key of the tokens: ``casectl/keys/mail`` beside the user's settings, never in a casebook.

Machines that take in each other's mail have the same file.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from casectl.adapters.system.user_settings import settings_file
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import msg
from casectl.core.values.os_errors import reason_of

_BYTES = 32


def key_file(env: Mapping[str, str]) -> Path:
    """Where the key is, whether there is one or not."""
    return settings_file(env).parent / "keys" / "mail"


def mail_key(env: Mapping[str, str]) -> bytes:
    """The key; b"" if this machine has none. Raises RepositoryError for one that cannot be read, or is no key."""
    path = key_file(env)
    try:
        text = path.read_text("ascii").strip()
        key = bytes.fromhex(text)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise RepositoryError(msg("cannot read {path}: {why}", path=str(path), why=reason_of(error))) from None
    except ValueError:
        key = b""
    if len(key) < _BYTES:
        raise RepositoryError(msg("{path} is not a key: it has no 64 hexadecimal digits", path=str(path)))
    return key


def new_mail_key(env: Mapping[str, str]) -> bytes:
    """The key, made if there is none yet, readable by its owner alone. Raises as `mail_key` does."""
    path = key_file(env)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{os.urandom(_BYTES).hex()}\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise RepositoryError(msg("cannot write {path}: {why}", path=str(path), why=reason_of(error))) from None
    return mail_key(env)
