"""pack writes an archive that proves itself: the same bytes whenever it is made, checked by plain git and sha256sum."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from casectl.adapters.git import changed_paths
from casectl.adapters.git.repository_paths import repository_paths
from tests.cli.casebook import CliCasebook
from tests.conftest import run_git

SCRIPT = Path(__file__).with_name("check_pack.sh")


def packed(book: CliCasebook, *words: str, **env: str) -> Path:
    """A pack of the first case, beside the casebook."""
    file = book.folder.parent / "pack.zip"
    book.done("pack", book.cases[0].stem, "-o", str(file), "--force", *words, **env)
    return file


def test_what_was_sealed_is_packed_from_its_tag(book: CliCasebook) -> None:
    """Where no branch is checked out, as in CI, a pack records nothing that could be lost; it verifies as any other."""
    run_git(book.folder, "checkout", "-q", "--detach")
    first = packed(book).read_bytes()
    file = packed(book)
    assert file.read_bytes() == first
    answer = book.run("verify", "--pack", str(file))
    assert answer.status == 0, answer.out


def test_packing_from_a_long_history_is_slow_but_once(book: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """git notes what each commit changed, by which a case's commits are found next time; the bytes are the same."""
    first = packed(book).read_bytes()
    monkeypatch.setattr(changed_paths, "LONG_HISTORY", 0)
    count = int(run_git(book.folder, "rev-list", "--count", "HEAD"))
    assert changed_paths.are_lacking(repository_paths(book.folder), count)
    assert packed(book).read_bytes() == first
    assert not changed_paths.are_lacking(repository_paths(book.folder), count)


def by_hand(file: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """What its README says, with nothing on PATH but what it names."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    for name in ("git", "sha256sum", "cmp", "cp", "sh", "sed", "awk", "rm"):
        where = shutil.which(name)
        assert where
        (tools / name).unlink(missing_ok=True)
        (tools / name).symlink_to(where)
    env = {"PATH": str(tools), "HOME": os.environ["HOME"]}
    return subprocess.run(["sh", str(SCRIPT), str(folder)], env=env, capture_output=True, text=True, check=False)


def test_the_same_commit_gives_the_same_bytes(book: CliCasebook) -> None:
    """In another language and time zone, on another day, in a clone, and after git has packed everything anew."""
    first = packed(book).read_bytes()
    assert packed(book, CASECTL_LANG="zh", TZ="Asia/Tokyo", CASECTL_NOW="2031-05-05T05:05:05Z").read_bytes() == first
    run_git(book.folder, "gc", "--quiet", "--aggressive")
    assert packed(book).read_bytes() == first
    run_git(book.folder.parent, "clone", "--quiet", str(book.folder), "clone")
    assert packed(CliCasebook(book.folder.parent / "clone")).read_bytes() == first
    book.done("note", book.cases[0].stem, "One more thing")
    assert packed(book).read_bytes() != first


def test_a_pack_verifies_with_only_git_and_sha256sum(formal: CliCasebook, tmp_path: Path) -> None:
    """And a single changed byte of the case does not."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8photo")
    formal.done("attach", formal.cases[0].stem, str(tmp_path / "photo.jpg"))
    file = packed(formal)
    done = by_hand(file, tmp_path / "whole")
    assert done.returncode == 0, done.stderr
    commit = run_git(formal.folder, "rev-parse", "HEAD").strip()
    assert f"{commit} refs/heads/main" in done.stdout
    assert "Ann Reed <ann@example.org>" in done.stdout
    [photo] = (tmp_path / "whole").glob("record/attachments/*/*-photo.jpg")
    assert photo.read_bytes() == b"\xff\xd8photo"
    shutil.rmtree(tmp_path / "whole/check")
    [case] = (tmp_path / "whole").glob("record/cases/*/*/*.yaml")
    case.write_bytes(case.read_bytes().replace(b"owner:", b"Owner:", 1))
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        for each in sorted((tmp_path / "whole").rglob("*")):
            if each.is_file():
                archive.write(each, each.relative_to(tmp_path / "whole").as_posix())
    assert by_hand(tmp_path / "other.zip", tmp_path / "changed").returncode != 0
    listed = tmp_path / "changed/SHA256SUMS"
    name = case.relative_to(tmp_path / "whole").as_posix()
    old = next(line for line in listed.read_text().splitlines() if line.endswith(name))
    listed.write_text(listed.read_text().replace(old, f"{hashlib.sha256(case.read_bytes()).hexdigest()}  {name}"))
    done = subprocess.run(["sh", str(SCRIPT), str(tmp_path / "changed")], capture_output=True, text=True, check=False)
    assert (done.returncode, "differ" in done.stdout) == (1, True), "whoever mends the sums as well is found by git"


def test_no_other_case_is_in_the_bundle(book: CliCasebook, tmp_path: Path) -> None:
    """A court gets one customer's complaint, not everybody's."""
    with zipfile.ZipFile(packed(book)) as archive:
        archive.extract("history.bundle", tmp_path)
    run_git(tmp_path, "init", "--quiet", "check")
    run_git(tmp_path / "check", "bundle", "unbundle", "../history.bundle")
    listed = run_git(tmp_path / "check", "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)")
    blobs = [line.split()[0] for line in listed.splitlines() if line.endswith("blob")]
    texts = [run_git(tmp_path / "check", "cat-file", "blob", each) for each in blobs]
    assert any(f"id: {book.cases[0].stem}" in text for text in texts)
    assert not any(f"id: {book.cases[1].stem}" in text for text in texts)


def test_what_is_left_out_of_a_masked_pack_is_said(book: CliCasebook) -> None:
    file = book.folder.parent / "masked.zip"
    answer = book.run("pack", book.cases[0].stem, "-o", str(file), "--masked")
    assert (answer.status, answer.out) == (0, f"{file}\n")
    assert "left out: history.bundle: git's history contains the private values" in answer.err
    with zipfile.ZipFile(file) as archive:
        assert "Left out: history.bundle" in archive.read("README.txt").decode()
        assert "不含：history.bundle" in archive.read("README.txt").decode()


@pytest.mark.parametrize("where", [".", "/", "", ".."])
def test_a_folder_is_no_file_to_write(where: str, book: CliCasebook) -> None:
    """Found by use: "." was a bug in casectl, and ".." was to be replaced with --force."""
    for words in ((), ("--force",)):
        said = book.refused(2, "pack", book.cases[0].stem, "-o", where, *words)
        assert said.endswith(": Is a directory")


def test_a_file_is_not_replaced_unless_that_is_asked_for(book: CliCasebook, tmp_path: Path) -> None:
    (tmp_path / "there.zip").write_bytes(b"mine")
    words = ("pack", book.cases[0].stem, "-o", str(tmp_path / "there.zip"))
    assert "replace it with --force" in book.refused(2, *words)
    assert (tmp_path / "there.zip").read_bytes() == b"mine"
    book.done(*words, "--force")
    assert "there is no case nobody" in book.refused(4, "pack", "nobody", "-o", str(tmp_path / "new.zip"))
    assert "cannot write" in book.refused(2, *words[:2], "-o", str(tmp_path / "no/such/folder.zip"))


def test_a_pack_goes_into_a_pipe(book: CliCasebook) -> None:
    """With the bytes that a file would have, and no file is called -."""
    words = [sys.executable, "-m", "casectl", "pack", book.cases[0].stem, "-o", "-"]
    env = {**os.environ, **book.env}
    done = subprocess.run(words, cwd=book.folder, env=env, capture_output=True, check=True)
    assert done.stdout == packed(book).read_bytes()
    assert not (book.folder / "-").exists()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_in_the_casebooks_language(book: CliCasebook, language: str) -> None:
    """And how to check it is there in both."""
    with zipfile.ZipFile(packed(book, CASECTL_LANG=language)) as archive:
        page = archive.read(f"{book.cases[0].stem}/case.html").decode()
        assert '<html lang="en">' in page
        assert "Events, with the commit that recorded each" in page
        how = archive.read("README.txt").decode()
    assert how.count("sha256sum --check --strict SHA256SUMS") == 2
