"""What only files on a real disk have to promise: links, modes, full disks."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from casectl.adapters.files import durable
from casectl.adapters.files.work_tree import WorkTree
from casectl.core.values.messages import RepositoryError, Unreadable

CASE = "cases/C-1.yaml"


@pytest.fixture
def tree(tmp_path: Path) -> WorkTree:
    (tmp_path / "book" / "cases").mkdir(parents=True)
    return WorkTree(tmp_path / "book")


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A file outside the casebook that must not change."""
    file = tmp_path / "outside" / "C-1.yaml"
    file.parent.mkdir()
    file.write_bytes(b"untouched")
    return file


@pytest.mark.parametrize("link", ["cases", CASE])
def test_nothing_is_read_or_written_through_a_link(tree: WorkTree, outside: Path, tmp_path: Path, link: str) -> None:
    place = tmp_path / "book" / link
    if link == "cases":
        place.rmdir()
    place.symlink_to(outside.parent if link == "cases" else outside)
    with pytest.raises(Unreadable):
        tree.read(CASE)
    with pytest.raises((Unreadable, RepositoryError)):
        tree.write_many([(CASE, b"x")])
    with pytest.raises((Unreadable, RepositoryError)):
        tree.remove(CASE)
    assert tree.paths("cases") == [link]  # named, so that nothing is passed over in silence
    assert outside.read_bytes() == b"untouched"


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_file_is_not_read_as_one(tree: WorkTree, tmp_path: Path, kind: str) -> None:
    place = tmp_path / "book" / CASE
    os.mkfifo(place) if kind == "pipe" else place.mkdir()
    with pytest.raises(Unreadable):
        tree.read(CASE)
    with pytest.raises(Unreadable, match="not a regular file"):
        tree.write_many([(CASE, b"x")])


def test_the_mode_is_kept_and_a_new_file_follows_the_umask(tree: WorkTree, tmp_path: Path) -> None:
    file = tmp_path / "book" / CASE
    before = os.umask(0o027)
    try:
        tree.write_many([(CASE, b"one")])
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    file.chmod(0o604)
    tree.write_many([(CASE, b"two")])
    tree.write_many([(CASE, b"three")])
    assert stat.S_IMODE(file.stat().st_mode) == 0o604


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_file_as_it_was(
    tree: WorkTree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A temporary file that is left is cleared by the next writer."""
    tree.write_many([(CASE, b"one")])

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(f"casectl.adapters.files.durable.os.{step}", full)
    with pytest.raises(RepositoryError, match="No space left"):
        tree.write_many([(CASE, b"two")])
    monkeypatch.undo()
    assert tree.read(CASE) == b"one"
    assert tree.paths("cases") == [CASE]
    tree.write_many([(CASE, b"three")])
    assert names(tmp_path / "book" / "cases") == ["C-1.yaml"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_single_file_that_a_full_disk_refuses_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with durable.open_folder(tmp_path) as folder:
        durable.replace(folder, "entry.json", b"one")
        before = names(tmp_path)
        monkeypatch.setattr(f"casectl.adapters.files.durable.os.{step}", full)
        with pytest.raises(OSError, match="No space left"):
            durable.replace(folder, "entry.json", b"two")
        monkeypatch.undo()
    assert (tmp_path / "entry.json").read_bytes() == b"one"
    assert names(tmp_path) == before


def test_what_a_killed_writer_left_is_cleared_by_the_next(tree: WorkTree, tmp_path: Path, outside: Path) -> None:
    cases = tmp_path / "book" / "cases"
    (cases / durable.temporary_name("C-1.yaml")).symlink_to(outside)
    tree.write_many([(CASE, b"one")])
    assert names(cases) == ["C-1.yaml"]
    assert outside.read_bytes() == b"untouched"


@pytest.mark.parametrize("count", [3, 200])
def test_many_files_are_all_there(tree: WorkTree, tmp_path: Path, count: int) -> None:
    files = [(f"cases/{number % 7}/C-{number}.yaml", b"%d" % number) for number in range(count)]
    tree.write_many(iter(files))
    assert [(path, tree.read(path)) for path, _ in files] == files
    assert not list((tmp_path / "book").rglob("*.tmp"))


def test_a_file_that_claims_to_be_a_giant_is_not_read(tree: WorkTree, tmp_path: Path) -> None:
    """A sparse file of 100 GB costs nothing to make."""
    (tmp_path / "book" / CASE).touch()
    os.truncate(tmp_path / "book" / CASE, 100 << 30)
    with pytest.raises(Unreadable, match="too large"):
        tree.read(CASE)
