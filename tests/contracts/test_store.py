"""What every store promises, the one on disk and the one in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.core.values.messages import Unreadable
from casectl.ports.recording import Store
from tests.fakes.store import FakeStore

CASE = "cases/2026/11/C-1.yaml"
STORES: dict[str, Callable[[Path], Store]] = {"disk": WorkTree, "fake": lambda _: FakeStore()}


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return STORES[request.param](tmp_path)


def test_what_is_written_is_read_back_byte_for_byte(store: Store) -> None:
    data = bytes(range(256)) + "退款\r\n".encode()
    store.write_many([(CASE, data)])
    assert store.read(CASE) == data


def test_a_missing_file_reads_as_none(store: Store) -> None:
    assert store.read(CASE) is None


def test_a_file_is_there_from_its_writing_to_its_removal(store: Store) -> None:
    assert not store.has(CASE)
    store.write_many([(CASE, b"x")])
    assert store.has(CASE)
    store.remove(CASE)
    assert not store.has(CASE)


def test_writing_replaces(store: Store) -> None:
    store.write_many([(CASE, b"a longer text")])
    store.write_many([(CASE, b"short")])
    assert store.read(CASE) == b"short"


def test_paths_are_the_yaml_files_below_a_folder_sorted(store: Store) -> None:
    for path in ("cases/b.yaml", "cases/a/z.yaml", "cases/notes.txt", "cases/.hidden.yaml", "templates/t.yaml"):
        store.write_many([(path, b"x")])
    assert store.paths("cases") == ["cases/a/z.yaml", "cases/b.yaml"]
    assert store.paths("nowhere") == []


def test_many_files_at_once(store: Store) -> None:
    store.write_many([("cases/gone.yaml", b"x")])
    store.write_many(iter([("cases/a.yaml", b"a"), ("cases/deep/b.yaml", b"b"), ("cases/gone.yaml", None)]))
    assert store.paths("cases") == ["cases/a.yaml", "cases/deep/b.yaml"]
    assert store.read("cases/deep/b.yaml") == b"b"


def test_removing_is_the_same_done_twice(store: Store) -> None:
    store.write_many([(CASE, b"x")])
    store.remove(CASE)
    store.remove(CASE)
    assert store.read(CASE) is None


HOSTILE = [
    *("../out.yaml", "/etc/x.yaml", "cases/../../x", "cases//x", "", "cases/./x", ".git/config", "sub/.GIT/config"),
    *(
        "cases/a\nb.yaml",
        "cases/\x1b.yaml",
        "cases\\x.yaml",
        "git~1/config",
        ".g\u200cit/config",
        ".git /x",
        "a/\ud800",
    ),
]


@pytest.mark.parametrize("path", HOSTILE, ids=ascii)
def test_no_path_leaves_the_casebook_or_enters_git(store: Store, path: str) -> None:
    for attempt in (store.read, store.remove, lambda each: store.write_many([(each, b"x")])):
        with pytest.raises(Unreadable):
            attempt(path)
