"""A `.git` that came as a copy (a zip, a backup, a shared disk) may hold anything in the place of casectl's own files.

Nothing of it leads out of the folder, becomes an option of git's, or keeps anybody waiting.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from casectl.adapters.files.paths import is_casebooks
from casectl.adapters.files.tree_cache import TreeCache
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.adapters.git.pending import PendingCheckouts
from casectl.core.values.errors import RepositoryError
from casectl.workspace import Workspace
from tests.conftest import GitRunner

OID = "a" * 40
NOTE = {"ref": "refs/heads/main", "base": "b" * 40, "commit": OID}
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
        return [str(note) for note in ledger.recover(WorkTree(repo))]


def test_a_note_as_we_write_it_is_read(tmp_path: Path) -> None:
    (tmp_path / f"{OID}.json").write_text(json.dumps(NOTE), encoding="utf-8")
    [owed] = PendingCheckouts(tmp_path).pending()
    assert (owed.ref, owed.base, owed.commit) == ("refs/heads/main", "b" * 40, OID)


HOSTILE = {
    "the id of another file": ("x", {**NOTE, "commit": "../../../../precious/settings"}),
    "an option for an id": ("x", {**NOTE, "commit": "--output=precious"}),
    "another commit's id": ("b" * 40, NOTE),
    "a branch outside": (OID, {**NOTE, "ref": "refs/../../../precious/main"}),
    "a whole path for a branch": (OID, {**NOTE, "ref": "/precious/main"}),
    "no text for a branch": (OID, {**NOTE, "ref": ["refs/heads/main"]}),
    "an option for a base": (OID, {**NOTE, "base": "--output=precious"}),
    "a number for a base": (OID, {**NOTE, "base": 7}),
    "a branch for a base": (OID, {**NOTE, "base": "main"}),
    "no base": (OID, {"ref": "refs/heads/main", "commit": OID}),
    "commits that are not there": (OID, NOTE),
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


def _committed(repo: Path, git: GitRunner, path: str, content: str | None) -> str:
    """A commit made with plain git, which changes one path; its id."""
    file = repo / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        file.unlink()
    else:
        file.write_text(content, encoding="utf-8")
    git(repo, "add", "--force", path)
    git(repo, "commit", "--quiet", "-m", path)
    return git(repo, "rev-parse", "HEAD").strip()


def _blob(git: GitRunner, repo: Path, content: str) -> str:
    return git(repo, "hash-object", "-w", "--stdin", stdin=content).strip()


CASE, MINE = "cases/C-1.yaml", "cases/mine.yaml"


def _forged(repo: Path, git: GitRunner, base: str, **more: object) -> list[str]:
    """What the next command says about a note that owes what leads from `base` to HEAD."""
    head = git(repo, "rev-parse", "HEAD").strip()
    _noted(repo, head, {**NOTE, "base": base, "commit": head, **more})
    return _healed(open_ledger(repo), repo)


@pytest.mark.parametrize("path", [MINE, "notes.txt", "README"])
@pytest.mark.parametrize("tracked", [False, True])
def test_a_note_that_names_files_takes_none_away(repo: Path, git: GitRunner, path: str, tracked: bool) -> None:
    """What somebody foresaw of your files is no reason to delete them: only git says what a commit changed."""
    if tracked:
        _committed(repo, git, path, "recorded\n")
    base = git(repo, "rev-parse", "HEAD").strip()
    _committed(repo, git, CASE, "one\n")
    (repo / path).write_text("mine\n", encoding="utf-8")
    paths = {path: [_blob(git, repo, "mine\n"), ""], CASE: ["", _blob(git, repo, "one\n")]}
    assert _forged(repo, git, base, paths=paths) == []
    assert (repo / path).read_text(encoding="utf-8") == "mine\n"


@pytest.mark.parametrize("after", ["hostile\n", None])
@pytest.mark.parametrize("path", [".bashrc", "README", "src/cases/x.yaml", ".vscode/tasks.json", "casectl.yaml.orig"])
def test_a_file_that_is_not_the_casebooks_is_nobodys_to_restore(
    repo: Path, git: GitRunner, path: str, after: str | None
) -> None:
    """Whoever unpacks a casebook over their home folder keeps the files that are as everybody's are at first."""
    base = _committed(repo, git, path, "as everybody has it\n")
    _committed(repo, git, path, after)
    (repo / path).write_text("as everybody has it\n", encoding="utf-8")
    _committed(repo, git, CASE, "one\n")
    assert _forged(repo, git, base) == []
    assert (repo / path).read_text(encoding="utf-8") == "as everybody has it\n"


def test_a_base_that_the_commit_does_not_stand_on_owes_nothing(repo: Path, git: GitRunner) -> None:
    _committed(repo, git, CASE, "one\n")
    git(repo, "switch", "--quiet", "--create", "side")
    side = _committed(repo, git, MINE, "mine\n")
    git(repo, "switch", "--quiet", "main")
    (repo / MINE).write_text("mine\n", encoding="utf-8")
    assert _forged(repo, git, side) == []
    assert (repo / MINE).exists()
    assert list((repo / PENDING).iterdir()) == []


def test_what_a_commit_made_a_link_is_not_laid_out(repo: Path, git: GitRunner, precious: list[Path]) -> None:
    base = _committed(repo, git, CASE, "one\n")
    (repo / CASE).unlink()
    (repo / CASE).symlink_to(precious[0])
    git(repo, "commit", "--quiet", "--all", "-m", "a link")
    (repo / CASE).unlink()
    (repo / CASE).write_text("one\n", encoding="utf-8")
    assert _forged(repo, git, base) == []
    assert (repo / CASE).read_text(encoding="utf-8") == "one\n"


def test_nothing_is_restored_through_a_linked_folder(repo: Path, git: GitRunner, precious: list[Path]) -> None:
    path = f"cases/2026/{precious[0].name}"
    base = _committed(repo, git, path, "")
    _committed(repo, git, path, "hostile\n")
    (repo / path).unlink()
    (repo / path).parent.rmdir()
    (repo / path).parent.symlink_to(precious[0].parent)
    [note] = _forged(repo, git, base)
    assert path in note
    assert precious[0].read_bytes() == b""


def test_what_is_staged_stays_staged(repo: Path, git: GitRunner) -> None:
    base = _committed(repo, git, CASE, "one\n")
    _committed(repo, git, CASE, "two\n")
    (repo / CASE).write_text("staged\n", encoding="utf-8")
    git(repo, "add", CASE)
    (repo / CASE).write_text("later\n", encoding="utf-8")
    [note] = _forged(repo, git, base)
    assert "changed by hand" in note
    assert git(repo, "show", f":{CASE}") == "staged\n"
    assert (repo / CASE).read_text(encoding="utf-8") == "later\n"


@pytest.mark.parametrize("path", ["cases/2026/11/C-1.yaml", "attachments/C-1/a.pdf", "casectl.yaml", ".gitattributes"])
def test_these_are_a_casebooks_files(path: str) -> None:
    assert is_casebooks(path)


INSIDE_GIT = ("cases/.git/config", "cases/.GIT/config", "cases/.g\u200bit/x", "cases/git~1/x", ".git/x")
OUTSIDE = ("cases/../.bashrc", "/cases/x", "cases", "casectl.yaml/x", "Cases/x", "cases/x\\y", "cases/\udce9.yaml", "")


@pytest.mark.parametrize("path", [*INSIDE_GIT, *OUTSIDE])
def test_these_are_not(path: str) -> None:
    assert not is_casebooks(path)


@pytest.mark.parametrize("name", [".git/casectl", PENDING, ".git/casectl/trees"])
def test_a_link_in_the_place_of_a_folder_of_ours_is_refused(repo: Path, precious: list[Path], name: str) -> None:
    (repo / name).parent.mkdir(exist_ok=True)
    (repo / name).symlink_to(precious[0].parent)
    with pytest.raises(RepositoryError, match="symbolic link"):
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
