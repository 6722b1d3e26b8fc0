"""Up to which commit a person has looked at what happened: a small file for each person in casectl's own folder."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import durable, plain_file
from casectl.core.template.settings_keys import NAME
from casectl.core.values.regex import regex

_COMMIT = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FOLDER = "looks"


class LastLooks:
    """The last look of each person, by the name in casectl.yaml. What is in a file counts if it is a commit's id."""

    def __init__(self, private_folder: Path) -> None:
        self._folder = private_folder / _FOLDER

    def of(self, person: str) -> str:
        """The commit up to which a person has looked; "" if never."""
        if not NAME.fullmatch(person):
            return ""
        with suppress(OSError, ValueError):
            found = plain_file.content(self._folder / person).decode().strip()
            return found if _COMMIT.fullmatch(found) else ""
        return ""

    def keep(self, person: str, commit: str) -> None:
        """Remember that. Best effort."""
        if not NAME.fullmatch(person):
            return
        with suppress(OSError):
            self._folder.mkdir(0o700, parents=True, exist_ok=True)
            with durable.open_folder(self._folder) as folder:
                new = durable.write_beside(folder, person, commit.encode(), 0o600, sync=False)
                os.replace(new, person, src_dir_fd=folder, dst_dir_fd=folder)
