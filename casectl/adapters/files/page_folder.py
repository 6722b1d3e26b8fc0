"""A folder of pages for a web server: changed ones are replaced as a whole, those of nothing any more go."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from casectl.core.values.messages import Refused, RepositoryError, msg, reason_of
from casectl.core.values.regex import regex

_OURS = regex(r"[0-9a-f]{32}\.html")
"""How the pages are called; a file of any other name is left alone."""
_BEGUN = regex(rf"\.{_OURS.pattern}\.\d+\.tmp")
"""How a page is called that was cut off while it was written."""
_MARK = ".casectl-pages"
"""The file that says that a folder was made for pages."""


def demand_page_folder(folder: Path, casebook: Path) -> None:
    """Raise Refused for a folder in which pages would be published with the casebook, or among the files of others;
    RepositoryError if it cannot be looked at.
    """
    try:
        is_inside = folder.resolve().is_relative_to(casebook.resolve())
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        what = msg("cannot read {path}: {reason}", path=str(folder), reason=reason_of(error))
        raise RepositoryError(what) from None
    if is_inside:
        raise Refused(
            msg("{folder} is inside the casebook, which must stay private", folder=str(folder)),
            hint=msg("choose a folder outside it: casectl publish ../pages"),
        )
    other = next((each for each in names if not (_OURS.fullmatch(each) or _BEGUN.fullmatch(each))), "")
    if other and _MARK not in names:
        raise Refused(
            msg("{folder} was not made by casectl publish: it holds {name}", folder=str(folder), name=other),
            hint=msg("choose a folder that is empty or does not exist yet, since casectl removes pages from it"),
        )


def write_pages(folder: Path, pages: Mapping[str, bytes], keep: Collection[str]) -> Iterator[tuple[str, str]]:
    """Write these pages, by name, and remove the folder's other ones, but for those to `keep`; each with ``written``,
    ``unchanged`` or ``removed``.

    Raises RepositoryError if the folder cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).touch()
        for name, content in pages.items():
            yield name, _write(folder / name, content)
        for path in sorted(folder.iterdir()):
            if _OURS.fullmatch(path.name) and path.name not in {*pages, *keep}:
                path.unlink()
                yield path.name, "removed"
    except OSError as error:
        what = msg("cannot write to {folder}: {reason}", folder=str(folder), reason=reason_of(error))
        raise RepositoryError(what) from None


def _write(path: Path, content: bytes) -> str:
    if not path.is_symlink() and path.is_file() and path.read_bytes() == content:
        return "unchanged"
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    beside.write_bytes(content)
    beside.replace(path)
    return "written"
