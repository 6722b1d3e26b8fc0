"""What a casebook keeps of the cases that are in its archive: a line for each, in one file for each year of ids.

A line has the case's id, the id of the content that its file had last, the commit of the archive that has it, and for
an imported case the number that it had where it comes from; with tabs between them, so that grep and cut read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from casectl.core.case.ids import case_path, is_case_id
from casectl.core.values.value_class import NamedTuple

ARCHIVE = "archive"
"""The folder of the lists."""

ARCHIVE_MARK = ".casectl/archive.md"
"""The file by which a repository says, from its first commit on, that it is an archive."""


class ArchivedCase(NamedTuple):
    """A case in the archive: its id, the id of its last content, the archive's commit, and where it was imported from.

    `source` is as lists have it, ``crm:4711``; "" for a case of our own.
    """

    id: str
    blob: str
    commit: str
    source: str = ""


def list_path(case_id: str) -> str:
    """The list in which a case stands, from its id alone: ``archive/2026.tsv``."""
    return f"{ARCHIVE}/{case_path(case_id).split('/')[1]}.tsv"


def is_list(path: str) -> bool:
    """Whether that is such a list."""
    return path.startswith(f"{ARCHIVE}/") and path.endswith(".tsv")


def archived_in(data: bytes) -> Iterator[ArchivedCase]:
    """The cases of a list; lines that are none are left out."""
    for line in data.decode(errors="replace").splitlines():
        cells = line.split("\t")
        if len(cells) in (3, 4) and is_case_id(cells[0]):
            yield ArchivedCase(*cells)


def line_about(data: bytes, case_id: str) -> ArchivedCase | None:
    """The line about a case, found without reading the others; of several the last."""
    start = max(data.rfind(f"\n{case_id}\t".encode()) + 1, 0)
    line = data[start:].partition(b"\n")[0]
    return next(archived_in(line), None) if line.startswith(f"{case_id}\t".encode()) else None


def written(cases: Iterable[ArchivedCase]) -> bytes:
    """The list with these cases, by id."""
    return "".join("\t".join(each).rstrip("\t") + "\n" for each in sorted({*cases})).encode()


def united(base: bytes, one: bytes, other: bytes) -> bytes:
    """The list after two sides have changed it: what either added is there, what either took out is not."""
    before, first, second = ({*archived_in(each)} for each in (base, one, other))
    return written((first | second) - (before - first) - (before - second))


def by_list(cases: Iterable[ArchivedCase]) -> dict[str, Sequence[ArchivedCase]]:
    """The cases by the list in which each stands."""
    found: dict[str, list[ArchivedCase]] = {}
    for each in cases:
        found.setdefault(list_path(each.id), []).append(each)
    return dict(found)


def archiving_subject(ids: Collection[str]) -> str:
    """What a commit says that takes these cases to the archive."""
    return f"casectl archive: {next(iter(ids)) if len(ids) == 1 else f'{len(ids)} cases'}"
