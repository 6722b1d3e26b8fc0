"""A `.git` that came as a copy (a zip, a backup, a shared disk) may hold anything in the place of casectl's own files.

Nothing of it leads out of the folder, becomes an option of git's, or keeps anybody waiting.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from casectl.adapters.files.paths import is_casebook_file
from casectl.adapters.files.tree_cache import TreeCache
from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.adapters.git.pending import PendingCheckouts
from casectl.core.values.messages import RepositoryError
from casectl.workspace import Workspace
from tests.conftest import GitRunner

OID = "a" * 40
NOTE = {"ref": "refs/heads/main", "base": "b" * 40, "commit": OID}
PENDING = ".git/casectl/pending"


@pytest.fixture
def precious(repo: Path) -> list[Path]:
    """Another person's files, to which hostile entries lead."""
    folder = repo.parent / "precious"
    folder.mkdir()
    files = [folder / "settings.json", folder / "main.lock"]
    for file in files:
        file.touch()
    return files


def _with_pending(repo: Path, name: str, note: object) -> None:
    (repo / PENDING).mkdir(mode=0o700, parents=True)
    (repo / PENDING / f"{name}.json").write_text(json.dumps(note), encoding="utf-8")


def _recovered(ledger: GitLedger, repo: Path) -> list[str]:
    with ledger.lock():
        return [str(note) for note in ledger.recover(WorkTree(repo))]


def test_a_note_as_we_write_it_is_read(tmp_path: Path) -> None:
    (tmp_path / f"{OID}.json").write_text(json.dumps(NOTE), encoding="utf-8")
    [pending] = PendingCheckouts(tmp_path).entries()
    assert (pending.ref, pending.base, pending.commit) == ("refs/heads/main", "b" * 40, OID)


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
    _with_pending(repo, stem, note)
    before = git(repo, "ls-files", "--stage"), (repo / ".git/config").read_bytes()
    assert _recovered(open_ledger(repo), repo) == []
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
    """What the next command reports about an entry that claims the changes from `base` to HEAD as pending."""
    head = git(repo, "rev-parse", "HEAD").strip()
    _with_pending(repo, head, {**NOTE, "base": base, "commit": head, **more})
    return _recovered(open_ledger(repo), repo)


@pytest.mark.parametrize("path", [MINE, "notes.txt", "README"])
@pytest.mark.parametrize("tracked", [False, True])
def test_a_note_that_names_files_takes_none_away(repo: Path, git: GitRunner, path: str, tracked: bool) -> None:
    """An entry's prediction of a file is no reason to delete it: only git knows what a commit changed."""
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
    """Unpacking a casebook over a home folder does not change files that happen to equal recorded ones."""
    base = _committed(repo, git, path, "as everybody has it\n")
    _committed(repo, git, path, after)
    (repo / path).write_text("as everybody has it\n", encoding="utf-8")
    _committed(repo, git, CASE, "one\n")
    assert _forged(repo, git, base) == []
    assert (repo / path).read_text(encoding="utf-8") == "as everybody has it\n"


def test_a_base_outside_the_commits_history_leaves_nothing_pending(repo: Path, git: GitRunner) -> None:
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
    assert "was being recorded; the edit was left as it is" in note
    assert git(repo, "show", f":{CASE}") == "staged\n"
    assert (repo / CASE).read_text(encoding="utf-8") == "later\n"


OURS = ("cases/2026/11/C-1.yaml", "attachments/C-1/a.pdf", "casectl.yaml", ".gitattributes", "imports/0a.yaml",
        "mail/filed/a.eml", "mail/waiting/a.eml", "scripts/holding.yaml")  # fmt: skip


@pytest.mark.parametrize("path", OURS)
def test_these_are_a_casebooks_files(path: str) -> None:
    assert is_casebook_file(path)


INSIDE_GIT = ("cases/.git/config", "cases/.GIT/config", "cases/.g\u200bit/x", "cases/git~1/x", ".git/x")
OUTSIDE = ("cases/../.bashrc", "/cases/x", "cases", "casectl.yaml/x", "Cases/x", "cases/x\\y", "cases/\udce9.yaml", "")


@pytest.mark.parametrize("path", [*INSIDE_GIT, *OUTSIDE])
def test_these_are_not(path: str) -> None:
    assert not is_casebook_file(path)


@pytest.mark.parametrize("name", [".git/casectl", PENDING, ".git/casectl/trees"])
def test_a_link_in_the_place_of_a_folder_of_ours_is_refused(repo: Path, precious: list[Path], name: str) -> None:
    (repo / name).parent.mkdir(exist_ok=True)
    (repo / name).symlink_to(precious[0].parent)
    with pytest.raises(RepositoryError, match="symbolic link"):
        open_ledger(repo)
    assert sorted(precious[0].parent.iterdir()) == sorted(precious)


def test_a_link_in_the_place_of_the_index_is_done_without(repo: Path, precious: list[Path]) -> None:
    """Nothing is written where the link leads, and commands still work."""
    (repo / ".git/casectl").mkdir(exist_ok=True)
    (repo / ".git/casectl/index.sqlite3").symlink_to(precious[0])
    before = precious[0].read_bytes()
    open_ledger(repo)
    assert Workspace(repo).excerpts().cases == []
    assert precious[0].read_bytes() == before


@pytest.mark.parametrize("name", [f"{PENDING}/{OID}.json", ".git/fast_import_crash_7", ".git/refs/heads/main.lock"])
def test_a_pipe_in_the_place_of_a_file_keeps_nobody_waiting(repo: Path, name: str) -> None:
    _with_pending(repo, "b" * 40, {**NOTE, "commit": "b" * 40})
    os.mkfifo(repo / name)
    assert _recovered(open_ledger(repo), repo) == []


def test_a_pipe_in_the_place_of_a_kept_tree_keeps_nobody_waiting(tmp_path: Path) -> None:
    TreeCache(tmp_path, "1").get(b"document", lambda _: {"a": "b"})
    [kept] = tmp_path.iterdir()
    kept.unlink()
    os.mkfifo(kept)
    assert TreeCache(tmp_path, "1").get(b"document", lambda _: {"a": "b"}) == {"a": "b"}
