"""A `.git` that came as a copy (a zip, a backup, a shared disk) may hold anything in the place of casectl's own files.

Nothing of it leads out of the folder, becomes an option of git's, or keeps anybody waiting.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from casectl.adapters.git_ledger import GitLedger, open_ledger
from casectl.adapters.git_pending import Journal
from casectl.adapters.tree_cache import TreeCache
from casectl.adapters.work_tree import WorkTree
from casectl.core.errors import RepositoryTrouble
from casectl.workspace import Workspace
from tests.conftest import GitRunner

OID = "a" * 40
NOTE = {"ref": "refs/heads/main", "commit": OID, "paths": {"cases/C-1.yaml": ["", "b" * 40]}}
PENDING = ".git/casectl/pending"


@pytest.fixture
def precious(repo: Path) -> list[Path]:
    """Somebody else's files, where hostile notes lead."""
    folder = repo.parent / "precious"
    folder.mkdir()
    files = [folder / "settings.json", folder / "main.lock"]
    for file in files:
        file.touch()
    return files


def _noted(repo: Path, name: str, note: object) -> None:
    (repo / PENDING).mkdir(mode=0o700, parents=True)
    (repo / PENDING / f"{name}.json").write_text(json.dumps(note), encoding="utf-8")


def _healed(ledger: GitLedger, repo: Path) -> list[str]:
    with ledger.lock():
        return [str(note) for note in ledger.heal(WorkTree(repo))]


def test_a_note_as_we_write_it_is_read(tmp_path: Path) -> None:
    (tmp_path / f"{OID}.json").write_text(json.dumps(NOTE), encoding="utf-8")
    [owed] = Journal(tmp_path).owed()
    assert (owed.ref, owed.commit, list(owed.changes)) == ("refs/heads/main", OID, ["cases/C-1.yaml"])


HOSTILE = {
    "the id of another file": ("x", {**NOTE, "commit": "../../../../precious/settings"}),
    "an option for an id": ("x", {**NOTE, "commit": "--output=precious"}),
    "another commit's id": ("b" * 40, NOTE),
    "a branch outside": (OID, {**NOTE, "ref": "refs/../../../precious/main"}),
    "a whole path for a branch": (OID, {**NOTE, "ref": "/precious/main"}),
    "no text for a branch": (OID, {**NOTE, "ref": ["refs/heads/main"]}),
    "a file outside": (OID, {**NOTE, "paths": {"../precious/settings.json": ["", OID]}}),
    "a file of git's": (OID, {**NOTE, "paths": {".git/config": ["", OID]}}),
    "a path with a NUL": (OID, {**NOTE, "paths": {"cases/x\0y": ["", OID]}}),
    "an option for a blob": (OID, {**NOTE, "paths": {"cases/x": ["--batch", OID]}}),
    "a number for a blob": (OID, {**NOTE, "paths": {"cases/x": ["", 7]}}),
    "a list": (OID, [NOTE]),
    "a deep one": (OID, json.loads("[" * 500 + "]" * 500)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_note_that_we_would_not_write_is_dropped_and_nothing_else(
    repo: Path, git: GitRunner, precious: list[Path], name: str
) -> None:
    stem, note = HOSTILE[name]
    _noted(repo, stem, note)
    before = git(repo, "ls-files", "--stage"), (repo / ".git/config").read_bytes()
    assert _healed(open_ledger(repo), repo) == []
    assert list((repo / PENDING).iterdir()) == []
    assert [file.exists() for file in precious] == [True, True]
    assert (git(repo, "ls-files", "--stage"), (repo / ".git/config").read_bytes()) == before


@pytest.mark.parametrize("name", [".git/casectl", PENDING, ".git/casectl/trees"])
def test_a_link_in_the_place_of_a_folder_of_ours_is_refused(repo: Path, precious: list[Path], name: str) -> None:
    (repo / name).parent.mkdir(exist_ok=True)
    (repo / name).symlink_to(precious[0].parent)
    with pytest.raises(RepositoryTrouble, match="symbolic link"):
        open_ledger(repo)
    assert sorted(precious[0].parent.iterdir()) == sorted(precious)


def test_a_link_in_the_place_of_the_index_is_done_without(repo: Path, precious: list[Path]) -> None:
    """Nothing is written where it leads, and nobody is kept from working."""
    (repo / ".git/casectl").mkdir(exist_ok=True)
    (repo / ".git/casectl/index.sqlite3").symlink_to(precious[0])
    before = precious[0].read_bytes()
    open_ledger(repo)
    assert Workspace(repo).facts().cases == []
    assert precious[0].read_bytes() == before


@pytest.mark.parametrize("name", [f"{PENDING}/{OID}.json", ".git/fast_import_crash_7", ".git/refs/heads/main.lock"])
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(repo: Path, name: str) -> None:
    _noted(repo, "b" * 40, {**NOTE, "commit": "b" * 40})
    os.mkfifo(repo / name)
    assert _healed(open_ledger(repo), repo) == []


def test_a_pipe_in_the_place_of_a_kept_tree_keeps_nobody_waiting(tmp_path: Path) -> None:
    TreeCache(tmp_path, "1").get(b"document", lambda _: {"a": "b"})
    [kept] = tmp_path.iterdir()
    kept.unlink()
    os.mkfifo(kept)
    assert TreeCache(tmp_path, "1").get(b"document", lambda _: {"a": "b"}) == {"a": "b"}
