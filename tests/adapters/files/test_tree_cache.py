"""The cache of trees gives what the parser would give, and asks it as seldom as it can."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from casectl.adapters.files.tree_cache import TreeCache
from casectl.core.values.messages import Unreadable, msg
from casectl.core.values.tree import Plain, Tree

TREE: dict[str, Tree] = {"name": "投诉", "level": Plain("2"), "list": ["a", {"b": "\u2028 no\n"}], "empty": {}}


def parse(data: bytes) -> dict[str, Tree]:
    """A parser that knows one document."""
    assert data == b"document"
    return TREE


def refuse(data: bytes) -> dict[str, Tree]:
    """A parser that must not be called."""
    raise AssertionError(data)


def test_a_content_once_parsed_is_not_parsed_again(tmp_path: Path) -> None:
    folder = tmp_path / "casectl/trees"
    assert TreeCache(folder, "1").get(b"document", parse) == TREE
    assert TreeCache(folder, "1").get(b"document", refuse) == TREE
    assert [each.stat().st_mode & 0o777 for each in (folder.parent, folder)] == [0o700, 0o700]
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_another_content_or_version_is_parsed(tmp_path: Path) -> None:
    TreeCache(tmp_path, "1").get(b"document", parse)
    assert TreeCache(tmp_path, "1").get(b"other", lambda _: {"other": "yes"}) == {"other": "yes"}
    assert TreeCache(tmp_path, "2").get(b"document", lambda _: {"newer": "yes"}) == {"newer": "yes"}


def test_the_parsers_error_passes_and_is_not_kept(tmp_path: Path) -> None:
    def broken(data: bytes) -> dict[str, Tree]:
        raise Unreadable(msg("broken"))

    with pytest.raises(Unreadable, match="broken"):
        TreeCache(tmp_path, "1").get(b"document", broken)
    assert TreeCache(tmp_path, "1").get(b"document", parse) == TREE


def test_a_damaged_entry_is_as_good_as_absent(tmp_path: Path) -> None:
    TreeCache(tmp_path, "1").get(b"document", parse)
    (entry,) = tmp_path.iterdir()
    whole = entry.read_bytes()
    for position in range(len(whole)):
        entry.write_bytes(whole[:position] + bytes([whole[position] ^ 4]) + whole[position + 1 :])
        assert TreeCache(tmp_path, "1").get(b"document", parse) == TREE
        entry.write_bytes(whole[:position])
        assert TreeCache(tmp_path, "1").get(b"document", parse) == TREE
    assert entry.read_bytes() == whole


def test_where_nothing_can_be_written_it_parses(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for folder in (tmp_path / "file", tmp_path / "file/below"):
        assert TreeCache(folder, "1").get(b"document", parse) == TREE


def test_only_the_newest_two_hundred_are_kept(tmp_path: Path) -> None:
    for number in range(210):
        entry = tmp_path / f"{number}.json"
        entry.write_text("old")
        os.utime(entry, (number, number))
    TreeCache(tmp_path, "1").get(b"document", parse)
    assert len(list(tmp_path.iterdir())) == 200
    assert not (tmp_path / "10.json").exists()
    assert (tmp_path / "11.json").exists()
    assert TreeCache(tmp_path, "1").get(b"document", refuse) == TREE
