"""An index that is broken, strange, busy or full changes no row and is no error."""

from __future__ import annotations

import json
import random
import resource
import sqlite3
import subprocess
import sys
import time
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from casectl.adapters.index.rest_file import RestFile, RestWriter
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.prefilter import HasAll
from casectl.core.query.selection import Selection
from casectl.core.values.messages import Unreadable
from tests.fakes.hot_journal import forge_journal
from tests.fakes.index_book import (  # noqa: F401 (fixtures)
    BREAKAGES,
    GRAIN,
    NOT_REMADE,
    changes,
    database,
    facts,
    five_cases,
    found,
    indexed,
    plain,
    put,
    refuse,
    replace_by_link,
    rest,
    short_waits,
    warm,
)


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_a_broken_or_strange_database_changes_no_row(root: Path, breakage: str) -> None:
    warm(root)
    BREAKAGES[breakage](database(root))
    assert found(indexed(root)) == plain(root)
    assert found(indexed(root)) == plain(root)


@pytest.mark.parametrize("breakage", sorted(set(BREAKAGES) - set(NOT_REMADE)))
def test_a_broken_or_strange_database_is_made_again(root: Path, breakage: str) -> None:
    warm(root)
    BREAKAGES[breakage](database(root))
    found(indexed(root))
    warm(root)
    assert found(indexed(root), refuse) == plain(root)


def test_a_link_in_place_of_the_database_leads_nowhere(root: Path) -> None:
    warm(root)
    replace_by_link(database(root))
    before = database(root).with_name("target").read_bytes()
    found(indexed(root))
    put(root / "cases/2026/01/C-0.yaml", "changed")
    found(indexed(root))
    assert database(root).with_name("target").read_bytes() == before
    assert not database(root).is_symlink()


def test_a_journal_beside_the_database_takes_no_other_file_away(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite rolls a journal back that a copied folder brings along, and deletes the file that it names."""
    victim = tmp_path_factory.mktemp("elsewhere") / "victim.txt"
    victim.write_text("mine")
    warm(root)
    forge_journal(database(root), victim)
    put(root / "cases/2026/01/C-0.yaml", "changed")
    assert found(indexed(root)) == plain(root)
    assert victim.read_text() == "mine"

    with closing(sqlite3.connect(database(root))) as careless:  # the journal is one that works
        careless.execute("SELECT * FROM sqlite_master").fetchall()
    assert not victim.exists()


def test_an_index_that_another_writes_to_is_left_alone_and_done_without(root: Path) -> None:
    """A row is never lost for want of it, and what the other writes stays whole."""
    warm(root)
    before = database(root).read_bytes()
    put(root / "cases/2026/01/C-0.yaml", "changed")
    with RestFile(rest(root), 0).writing() as other:
        assert other
        assert found(indexed(root)) == plain(root)
        assert database(root).read_bytes() == before
    warm(root)
    assert found(indexed(root), refuse) == plain(root)


def test_what_another_has_saved_meanwhile_is_not_written_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that have read the same columns, the second would undo what the first has kept."""
    warm(root)
    put(root / "cases/2026/01/C-0.yaml", "changed")
    time.sleep(GRAIN * 2)
    writing = RestFile.writing

    def after_another(file: RestFile) -> AbstractContextManager[RestWriter | None]:
        monkeypatch.undo()
        found(indexed(root))
        return writing(file)

    monkeypatch.setattr(RestFile, "writing", after_another)
    assert found(indexed(root)) == plain(root)
    assert found(indexed(root), refuse) == plain(root)


def test_a_record_that_is_lost_is_read_from_the_case_and_all_is_kept_again(root: Path) -> None:
    warm(root)
    data = bytearray(rest(root).read_bytes())
    data[data.index(b"case 3")] ^= 1
    rest(root).write_bytes(data)
    assert found(indexed(root), wanted=Selection(prefilter=HasAll(("case", "3")))) == plain(root)[-1:]
    assert not database(root).exists()
    warm(root)
    assert found(indexed(root), refuse) == plain(root)


def test_a_case_that_is_lost_and_gone_besides_is_a_row_with_its_trouble(root: Path) -> None:
    """Between the look and the question it was taken away: it is said, and nothing is passed over in silence."""
    warm(root)
    rest(root).write_bytes(bytes(rest(root).stat().st_size))
    index = indexed(root)
    rows = index.find("cases", facts).rows
    (root / "cases/2026/01/C-0.yaml").unlink()
    with pytest.raises(Unreadable):
        Excerpt("", rows[0].facts or {}).text("text")


def test_what_is_not_in_the_file_any_more_leaves_nothing_behind(root: Path) -> None:
    """Nor does what has grown without end: a file that is mostly dead is made again."""
    for number in range(40):
        put(root / "cases/2026/01/C-0.yaml", f"{number} " + "long " * 20_000)
        found(indexed(root))
        assert found(indexed(root)) == plain(root)
    assert rest(root).stat().st_size < 3_000_000
    assert b"\n38 long" not in rest(root).read_bytes()


def test_of_one_change_little_is_written_and_it_counts(root: Path) -> None:
    """The columns stay as they are, and what has changed in them is beside them."""
    put(root / "cases/2026/01/C-0.yaml", f"{'case 0':40}")
    warm(root)
    before = database(root).read_bytes()
    put(root / "cases/2026/01/C-0.yaml", f"{'case 0':40}and more")  # the title stays
    warm(root)
    assert database(root).read_bytes() == before
    assert changes(root).stat().st_size < len(before)
    assert found(indexed(root), refuse) == plain(root)
    changes(root).unlink()
    assert found(indexed(root)) == plain(root)


def test_a_text_that_is_taken_away_stays_in_no_file(root: Path) -> None:
    """Where the columns have it, they are written as a whole."""
    put(root / "cases/2026/01/C-0.yaml", "a most private title")
    warm(root)
    put(root / "cases/2026/01/C-0.yaml", "another one")
    found(indexed(root))
    assert not any(b"most private" in file.read_bytes() for file in database(root).parent.iterdir())


def test_a_full_disk_costs_no_row_and_no_error(root: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        assert found(indexed(root)) == plain(root)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    warm(root)
    assert found(indexed(root), refuse) == plain(root)


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_change_no_row(root: Path, seed: int) -> None:
    """Sixty times one to three bits, in the database's header or wherever it holds something."""
    chance = random.Random(seed)
    expected = plain(root)
    for _ in range(60):
        assert found(indexed(root)) == expected
        assert found(indexed(root)) == expected  # the first may have had to throw the file away
        if not database(root).exists():  # or the second, if the first had something else to keep
            assert found(indexed(root)) == expected
        file = chance.choice((database(root), rest(root)))
        data = bytearray(file.read_bytes())
        used = [position for position, byte in enumerate(data) if byte]
        for _ in range(chance.randint(1, 3)):
            data[chance.choice((chance.randrange(120), chance.choice(used)))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)


BUILDER = """
import json, sys
from pathlib import Path
from casectl.adapters.index.opening import open_index
root = Path(sys.argv[1])
for _ in range(20):
    index = open_index(root, root / ".git/casectl/index.sqlite3", "1")
    rows = index.find("cases", lambda _path, data: {"text": data.decode()}).rows
    assert len(rows) == 5, rows
    assert all(row.facts["text"].startswith("case") for row in rows), rows
print(json.dumps([[row.path, row.facts["text"]] for row in rows]))
"""


def test_three_processes_may_build_at_once(root: Path) -> None:
    arguments = [sys.executable, "-c", BUILDER, str(root)]
    builders = [subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for builder in builders:
        out, errors = builder.communicate(timeout=120)
        assert errors == b""
        assert json.loads(out) == [[row.path, (row.facts or {})["text"]] for row in plain(root)]
