"""A secret key is made once, and is whole for everybody who reads it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from casectl.adapters.system.key_file import known_key, secret_key

if TYPE_CHECKING:
    import pytest


def test_two_who_need_a_key_at_once_get_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that comes second takes the first one's, and nothing else is left in the folder."""
    env, link, first = {"XDG_CONFIG_HOME": str(tmp_path)}, os.link, list[bytes]()

    def meanwhile(source: str, target: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        first.append(secret_key("pages", env))
        link(source, target)

    monkeypatch.setattr(os, "link", meanwhile)
    assert known_key("pages", env) == b""
    assert [secret_key("pages", env)] == first == [known_key("pages", env)]
    [file] = (each for each in tmp_path.rglob("*") if each.is_file())
    assert file.stat().st_mode & 0o777 == 0o600


def test_nobody_sees_a_key_that_is_not_all_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it is written and on the disk, there is none; a command that is killed before leaves none."""
    env, seen = {"XDG_CONFIG_HOME": str(tmp_path)}, list[bytes]()
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(known_key("pages", env)))
    assert len(secret_key("pages", env)) == 32
    assert seen == [b""]
