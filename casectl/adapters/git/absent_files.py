"""What git knows of and this clone does not have: files of a sparse checkout, contents, old history."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from casectl.adapters.git.command import GitCommand


def left_out(git: GitCommand) -> Mapping[str, str]:
    """The blob id of each recorded file that a sparse checkout leaves out, by path. Raises GitFailed."""
    lines = git.run("ls-files", "-t", "--stage", "-z").decode(errors="surrogateescape").split("\0")
    tagged = (line.partition("\t") for line in lines if line.startswith("S "))
    return {path: about.split(" ")[2] for about, _, path in tagged}


def not_fetched(git: GitCommand) -> frozenset[str]:
    """The ids of the objects of HEAD that a partial clone has not fetched. Raises GitFailed."""
    found = git.run("rev-list", "--objects", "--missing=print", "--no-walk", "HEAD").split(b"\n")
    return frozenset(line[1:].decode() for line in found if line.startswith(b"?"))


def is_shallow(common_dir: Path) -> bool:
    """Whether a clone's history is cut off."""
    cut = common_dir / "shallow"
    return cut.is_file() and cut.stat().st_size > 0


def is_partial(common_dir: Path) -> bool:
    """Whether a clone left contents out when it was made."""
    return any((common_dir / "objects/pack").glob("*.promisor"))
