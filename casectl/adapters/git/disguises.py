"""What makes git show another history than was recorded. casectl reads without it, and says that it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casectl.adapters.files import plain_file
from casectl.adapters.git.command import GitCommand
from casectl.adapters.git.objects import BLOB_ID, ObjectReader
from casectl.adapters.git.repository_paths import RepositoryPaths
from casectl.core.history.attributes import hiding_lines
from casectl.core.history.verified import Disguise

_REPLACED = "refs/replace/"


def disguises(git: GitCommand, reader: ObjectReader, repo: RepositoryPaths) -> Iterator[Disguise]:
    """Replaced commits, grafts, commits called the first ones although their parents are here, hidden changes."""
    for name in git.run("for-each-ref", "--format=%(refname)", _REPLACED).decode(errors="replace").split():
        yield Disguise("replaced", name.removeprefix(_REPLACED))
    for line in _lines(repo.common_dir / "info/grafts"):
        yield Disguise("grafted", line.split()[0])
    for line in _lines(repo.common_dir / "shallow"):
        if BLOB_ID.fullmatch(line) and _has_parents(reader, line):
            yield Disguise("cut", line)
    for line in hiding_lines("\n".join(_lines(repo.common_dir / "info/attributes")), ""):
        yield Disguise("attributes", line)


def _has_parents(reader: ObjectReader, commit: str) -> bool:
    """Whether the parents that a commit names are here: then no clone has left them out."""
    found = reader.read(commit)
    head = found.data.partition(b"\n\n")[0].decode(errors="replace") if found else ""
    parents = [line.partition(" ")[2] for line in head.splitlines() if line.startswith("parent ")]
    return bool(parents) and all(BLOB_ID.fullmatch(each) and reader.read(each) for each in parents)


def _lines(file: Path) -> list[str]:
    with suppress(OSError):
        text = plain_file.content(file).decode(errors="replace") if file.is_file() else ""
        return [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    return []
