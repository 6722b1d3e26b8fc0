"""The file of events reads what changed and nothing else; damaged, old or forged it is made again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.index.event_file import SqliteEvents
from casectl.adapters.index.plain_journals import PlainJournals
from casectl.adapters.index.read_files import no_progress
from casectl.core.history.event_rows import CaseRow, EventRow, JournalRows, Journals, Wanted
from casectl.core.values.messages import Unreadable, msg
from tests.fakes.index_book import (  # noqa: F401 (fixtures)
    GRAIN,
    cut,
    five_cases,
    put,
    replace_by_folder,
    replace_by_link,
    run_sql,
    short_waits,
)

ANY = Wanted()


def rows(path: str, data: bytes) -> JournalRows:
    """A reader whose events are the words of the file, by ada and bo in turn, a minute apart."""
    if data.startswith(b"bad"):
        raise Unreadable(msg("{file} cannot be read", file=path))
    words = data.decode().split()
    events = [
        EventRow(f"e{place}", 60 * place, ("ada", "bo")[place % 2], "", word, "new", "ada", "", 1, "", "{}")
        for place, word in enumerate(words)
    ]
    closed_at, about = (60 if "closed" in words else None), (Path(path).stem, data.hex(), "plain", "new", "ada", "")
    row = CaseRow(*about, closed_at, last_at=90, received_at=30 * len(words), customer="who", life=f"life {words}")
    return JournalRows(row, tuple(events))


def refuse(path: str, data: bytes) -> JournalRows:
    """A reader that nobody may ask."""
    raise AssertionError(path)


def file_of(root: Path) -> Path:
    (root / ".git/casectl").mkdir(exist_ok=True)
    return root / ".git/casectl/events.sqlite3"


def read(root: Path, reader: Callable[[str, bytes], JournalRows] = rows, version: str = "1") -> Journals:
    """The journals as a new process would read them."""
    return SqliteEvents(root, file_of(root), no_progress, version).read("cases", reader)


def warm(root: Path) -> None:
    """Bring the file up to date with cases that are no longer young."""
    time.sleep(GRAIN * 2)
    read(root)


def told(journals: Journals) -> object:
    """Everything that journals answer."""
    wanted = (ANY, Wanted(("bo",)), Wanted((), ("case",)), Wanted((), (), 60), Wanted((), (), None, 60))
    some = [*sorted(journals.blobs())[1:3], "cases/none.yaml"]
    return (
        dict(journals.blobs()),
        [journals.with_events(each) for each in wanted],
        sorted(journals.of()),
        sorted(journals.of(some)),
        [*journals.lives(90), *journals.lives(91)],
        [sorted(journals.received(since)) for since in (0, 60, 61)],
        [(path, str(why)) for path, why in journals.unreadable],
    )


def plain(root: Path) -> object:
    """The same without any file of events."""
    return told(PlainJournals(WorkTree(root), "cases", rows))


def test_the_answers_are_those_of_reading_every_case(root: Path) -> None:
    """The first time and later, with a file that cannot be read."""
    put(root / "cases/2026/01/C-2.yaml", "bad")
    for _ in range(3):
        assert told(read(root)) == plain(root)


def test_unchanged_cases_are_not_read_again(root: Path) -> None:
    warm(root)
    assert told(read(root, refuse)) == plain(root)


def test_a_changed_a_new_and_a_removed_case_show_at_once(root: Path) -> None:
    warm(root)
    put(root / "cases/2026/01/C-0.yaml", "case X more closed")
    put(root / "cases/2027/C-5.yaml", "new")
    (root / "cases/2026/01/C-2.yaml").unlink()
    assert told(read(root)) == plain(root)
    (root / "cases/2027/C-5.yaml").unlink()
    (root / "cases/2027").rmdir()
    assert told(read(root)) == plain(root)


def test_few_changes_are_not_written_and_still_show(root: Path) -> None:
    """The file is written again when a hundredth of the cases have changed."""
    for number in range(200):
        put(root / f"cases/2025/01/D-{number}.yaml", f"case {number}")
    warm(root)
    before = file_of(root).stat().st_mtime_ns
    put(root / "cases/2026/01/C-0.yaml", "changed")
    for _ in range(2):
        assert told(read(root)) == plain(root)
    assert file_of(root).stat().st_mtime_ns == before
    for number in range(3):
        put(root / f"cases/2025/01/D-{number}.yaml", "changed too")
    assert told(read(root)) == plain(root)
    assert file_of(root).stat().st_mtime_ns != before


DAMAGES: dict[str, Callable[[Path], object]] = {
    "gone": Path.unlink,
    "empty": lambda file: file.write_bytes(b""),
    "garbage": lambda file: file.write_bytes(b"garbage" * 1000),
    "cut short": cut,
    "a bit turned": lambda file: file.write_bytes(file.read_bytes()[:-500] + b"\x01" + file.read_bytes()[-499:]),
    "changed rows": lambda file: run_sql(file, "UPDATE events SET by = 'eve'"),
    "a table more": lambda file: run_sql(file, "CREATE TABLE more (x)"),
    "a link": replace_by_link,
    "a folder": replace_by_folder,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_as_good_as_none(root: Path, damage: str) -> None:
    warm(root)
    DAMAGES[damage](file_of(root))
    for _ in range(2):
        assert told(read(root)) == plain(root)


def test_rows_of_another_version_do_not_count(root: Path) -> None:
    def old(path: str, data: bytes) -> JournalRows:
        case, events = rows(path, data)
        return JournalRows(case._replace(state="old"), events)

    time.sleep(GRAIN * 2)
    read(root, old, "0")
    assert told(read(root)) == plain(root)


def test_the_file_is_for_its_owner_alone(root: Path) -> None:
    warm(root)
    assert file_of(root).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("why", ["no room", "no folder"])
def test_what_cannot_be_kept_is_answered_nevertheless(root: Path, why: str) -> None:
    if why == "no folder":
        (root / ".git/casectl").write_text("in the way")
    else:
        file_of(root).with_name("events.sqlite3.new").mkdir()
    journals = SqliteEvents(root, root / ".git/casectl/events.sqlite3", no_progress).read("cases", rows)
    assert told(journals) == plain(root)
