"""Up to which commit a person has looked at what happened: a small file for each person in casectl's own folder."""

from __future__ import annotations

import os
from contextlib import suppress

from casectl.adapters.files import durable, plain_file
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.template.settings_keys import NAME
from casectl.core.values.regex import regex

_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FOLDER = "looks"


class LastLook:
    """The last look of one person, by the name in casectl.yaml. What is in the file counts if it is a commit's id."""

    def __init__(self, repo: RepositoryPaths, person: str) -> None:
        self._folder = repo.data_dir / _FOLDER
        self._name = person if NAME.fullmatch(person) else ""

    def commit(self) -> str:
        """The commit of the last look; "" if there was none."""
        with suppress(OSError, ValueError):
            found = plain_file.content(self._folder / self._name).decode().strip()
            return found if _COMMIT.fullmatch(found) else ""
        return ""

    def keep(self, commit: str) -> None:
        """Remember that. Best effort."""
        if not self._name:
            return
        with suppress(OSError):
            self._folder.mkdir(0o700, parents=True, exist_ok=True)
            with durable.open_folder(self._folder) as folder:
                new = durable.write_beside(folder, self._name, commit.encode(), 0o600, sync=False)
                os.replace(new, self._name, src_dir_fd=folder, dst_dir_fd=folder)
