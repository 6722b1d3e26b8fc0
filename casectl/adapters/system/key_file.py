"""Secret keys beside the user's own settings, such as ``casectl/keys/pages``: never in a casebook, nor in git."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from casectl.adapters.system.user_settings import settings_file
from casectl.core.values.messages import RepositoryError, msg, reason_of


def secret_key(name: str, env: Mapping[str, str]) -> bytes:
    """The key of that name, which is made if there is none yet. Raises RepositoryError if it cannot be kept or read."""
    path = settings_file(env).parent / "keys" / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else msg("it is not a key")
        raise RepositoryError(msg("the key {file} cannot be used: {reason}", file=str(path), reason=reason)) from None
    if not key:
        raise RepositoryError(
            msg("the key {file} is empty", file=str(path)),
            hint=msg("restore it from a backup, or delete it: then every page gets a new name"),
        )
    return key


def _make(path: Path) -> None:
    """Write a new key, unless somebody else did meanwhile; whoever reads it finds it whole, also after a power cut."""
    with NamedTemporaryFile("w", dir=path.parent) as file:  # for this user alone
        file.write(f"{secrets.token_hex(32)}\n")
        file.flush()
        os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(file.name, path)


def known_key(name: str, env: Mapping[str, str]) -> bytes:
    """The key of that name; b"" if there is none. Raises as `secret_key` does."""
    return secret_key(name, env) if (settings_file(env).parent / "keys" / name).exists() else b""
