"""The user's own settings: ``casectl/config.yaml`` in $XDG_CONFIG_HOME, else in ~/.config.

The file has a line for each setting, ``key: value``, so that every start can read it without a YAML parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

KEYS = ("language", "color", "editor", "pager")
ALIAS = "alias."
"""How a key begins that gives a command line a name of its own: ``alias.late: overdue --within 2d``."""
_MOST = 1 << 14


def settings_file(env: Mapping[str, str]) -> Path:
    """The path of the file, whether it is there or not; a relative $XDG_CONFIG_HOME does not count."""
    home = Path(env.get("XDG_CONFIG_HOME", ""))
    folder = home if home.is_absolute() else Path(env.get("HOME", "/"), ".config")
    return folder / "casectl" / "config.yaml"


def user_settings(env: Mapping[str, str]) -> dict[str, str]:
    """What the file says, by key; the keys that casectl does not know are among them. Nothing if it cannot be read."""
    path = settings_file(env)
    try:
        if not path.is_file():
            return {}
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = file.read(_MOST).splitlines()
    except OSError:
        return {}
    pairs = (line.partition(":") for line in lines if line[:1].isalpha())
    return {key.strip(): _scalar(value.strip()) for key, colon, value in pairs if colon}


def _scalar(text: str) -> str:
    """The value without its quotes or the comment behind it."""
    if text[:1] in ("'", '"') and (end := text.find(text[0], 1)) > 0:
        return text[1:end]
    return text.partition(" #")[0].rstrip()
