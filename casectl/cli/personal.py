"""Where the settings of the person at the keyboard come from: the environment, the own file, git, what is usual.

Each function names its sources, the one that counts first; a source has an origin and a value, "" for none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from casectl.adapters.system.user_settings import user_settings

Source = tuple[str, str]
OWN = "config.yaml"
"""The origin of what the user's own settings say."""


def editor_sources(folder: Path) -> Iterator[Source]:
    """The editor; git is asked only where nothing before it says which. vi is the last resort, as it is git's."""
    yield _variable("CASECTL_EDITOR")
    yield OWN, user_settings(os.environ).get("editor", "")
    yield _variable("GIT_EDITOR")
    from casectl.assembly.bootstrap import git_editor  # few commands edit

    yield "git config core.editor", git_editor(folder)
    yield from map(_variable, ("VISUAL", "EDITOR"))


def pager_sources() -> Iterator[Source]:
    """The pager of long texts."""
    yield _variable("CASECTL_PAGER")
    yield OWN, user_settings(os.environ).get("pager", "")
    yield _variable("PAGER")
    yield "default", "less -FRX"


def first_of(sources: Iterator[Source]) -> Source:
    """The source that counts: the first with a value; "", "" if none has one."""
    return next((each for each in sources if each[1]), ("", ""))


def _variable(name: str) -> Source:
    return name, os.environ.get(name, "")


def colour_sources(env: Mapping[str, str]) -> Iterator[Source]:
    """Whether to colour: ``always``, ``never``, or ``auto`` for a terminal."""
    yield "NO_COLOR", "never" if env.get("NO_COLOR") else ""
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        yield name, "always" if env.get(name, "0") not in ("0", "") else ""
    own = user_settings(env).get("color", "")
    yield OWN, own if own in ("always", "never") else ""
    yield "default", "auto"
