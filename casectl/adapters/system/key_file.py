"""Secret keys beside the user's own settings, such as ``casectl/keys/pages``: never in a casebook, nor in git."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress

from casectl.adapters.system.user_settings import settings_file
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import msg
from casectl.core.values.os_errors import reason_of


def secret_key(name: str, env: Mapping[str, str]) -> bytes:
    """The key of that name, which is made if there is none yet. Raises RepositoryError if it cannot be kept or read."""
    path = settings_file(env).parent / "keys" / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (
            suppress(FileExistsError),
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file,
        ):
            file.write(f"{secrets.token_hex(32)}\n")
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else msg("it is no key")
        raise RepositoryError(msg("the key {file} cannot be used: {reason}", file=str(path), reason=reason)) from None
    if not key:
        raise RepositoryError(
            msg("the key {file} is empty", file=str(path)),
            hint=msg("put it back from your backup, or delete it: then every page gets another name"),
        )
    return key


def known_key(name: str, env: Mapping[str, str]) -> bytes:
    """The key of that name; b"" if there is none. Raises as `secret_key` does."""
    return secret_key(name, env) if (settings_file(env).parent / "keys" / name).exists() else b""
