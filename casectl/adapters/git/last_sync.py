"""When this clone last exchanged what is recorded with another repository, so that nobody has to ask the network."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from casectl.adapters.files import durable, plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import UsageError

_FILE = "synced"


def keep_synced(repo: RepositoryPaths, at: datetime) -> None:
    """Remember it. Best effort."""
    with suppress(OSError):
        durable.make_folder(repo.data_dir, 0o700)
        with durable.open_folder(repo.data_dir) as folder:
            durable.replace(folder, _FILE, at.isoformat().encode(), 0o600)


def last_synced(repo: RepositoryPaths) -> datetime | None:
    """When that was; None if it never was."""
    try:
        return parse_instant(plain_file.content(repo.data_dir / _FILE).decode())
    except (OSError, ValueError, UsageError):
        return None
