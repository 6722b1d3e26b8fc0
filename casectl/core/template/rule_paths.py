"""Where rules are kept."""

from __future__ import annotations

from casectl.core.template.settings import SETTINGS

FOLDERS = ("templates", "calendars")


def is_rules(path: str) -> bool:
    """Whether a path is that of a rule file."""
    folder, _, name = path.rpartition("/")
    return path == SETTINGS or (folder in FOLDERS and name.endswith(".yaml"))
