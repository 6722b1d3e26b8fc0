"""seal makes a tag and a code for paper, which shows later that nothing before was rewritten."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git


def sealed(book: CliCasebook) -> str:
    """The code of a new seal."""
    return book.done("seal").strip()


def test_a_seal_is_an_annotated_tag_that_says_what_it_seals(book: CliCasebook) -> None:
    code = sealed(book)
    text = run_git(book.folder, "cat-file", "tag", f"casectl/seal/{code}")
    commit = run_git(book.folder, "rev-parse", "HEAD").strip()
    assert f"casectl seal {code}\n\nCommit: {commit}\nBranch: refs/heads/main\nCases: 2\n" in text
    assert "tagger Ann Reed <ann@example.org>" in text
    assert sealed(book) == code
    assert [(row["code"], row["problem"]) for row in book.rows("seal", "list")] == [(code, None)]


def test_a_lock_that_a_killed_command_left_is_in_nobodys_way(book: CliCasebook) -> None:
    """casectl alone makes these tags, one command at a time."""
    code = sealed(book)
    run_git(book.folder, "tag", "-d", f"casectl/seal/{code}")
    lock = book.folder / f".git/refs/tags/casectl/seal/{code}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_bytes(b"")
    assert sealed(book) == code
    assert not lock.exists()


def test_it_holds_as_history_goes_on_also_without_its_tag(book: CliCasebook) -> None:
    code = sealed(book)
    book.done("note", book.cases[0].stem, "rang")
    assert "the seal is intact" in book.done("verify", "--seal", code)
    run_git(book.folder, "tag", "-d", f"casectl/seal/{code}")
    [row] = book.rows("verify", "--seal", code.lower().replace("-", ""))
    assert (row["holds"], row["since"]) == (True, 1)


def test_a_rewritten_or_rewound_branch_breaks_it(book: CliCasebook) -> None:
    """And the sealed commits that are gone are named."""
    book.done("note", book.cases[0].stem, "rang")
    code, commit = sealed(book), run_git(book.folder, "rev-parse", "HEAD").strip()
    run_git(book.folder, "commit", "--quiet", "--amend", "--message", "Another story")
    answer = book.run("verify", "--seal", code)
    assert (answer.status, "the seal is broken" in answer.out, f"  {commit}\n" in answer.out) == (1, True, True)
    assert "was rewritten" in book.rows("seal", "list")[0]["problem"]
    run_git(book.folder, "tag", "--force", f"casectl/seal/{code}", "HEAD", "-m", "casectl seal")
    answer = book.run("verify", "--seal", code, "--format", "json")
    assert (answer.status, json.loads(answer.out)["rows"][0]["holds"]) == (1, False)
    assert book.rows("seal", "list")[0]["problem"]


def test_replace_refs_and_grafts_heal_nothing(book: CliCasebook) -> None:
    code, commit = sealed(book), run_git(book.folder, "rev-parse", "HEAD").strip()
    run_git(book.folder, "commit", "--quiet", "--amend", "--message", "Another story")
    run_git(book.folder, "replace", "HEAD", commit)
    assert book.run("verify", "--seal", code).status == 1


def test_what_is_no_code_is_no_broken_seal(book: CliCasebook) -> None:
    code = sealed(book)
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "misread" in book.refused(2, "verify", "--seal", wrong)
    assert "six groups of four" in book.refused(2, "verify", "--seal", "7QK3")


def test_a_seal_is_signed_where_the_user_has_a_key(book: CliCasebook, tmp_path: Path) -> None:
    """With ssh-keygen, by the user's own settings; a program that the repository names is not run."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = {key}.pub\n", "utf-8")
    env = {"GIT_CONFIG_GLOBAL": str(settings)}
    run_git(book.folder, "config", "gpg.ssh.program", "/bin/false")
    assert "so casectl does not run it" in book.refused(6, "seal", **env)
    run_git(book.folder, "config", "--unset", "gpg.ssh.program")
    [row] = book.rows("seal", **env)
    assert row["signed"] is True
    (tmp_path / "allowed").write_text(f"ann@example.org {(tmp_path / 'key.pub').read_text('utf-8')}", "utf-8")
    run_git(book.folder, "-c", f"gpg.ssh.allowedSignersFile={tmp_path}/allowed", "verify-tag", row["tag"])


@pytest.mark.parametrize(
    ("language", "said"), [("en", "casectl seal list takes no further words"), ("zh", "casectl seal list 后面")]
)
def test_a_word_too_many_is_no_text(book: CliCasebook, language: str, said: str) -> None:
    assert said in book.refused(2, "seal", "list", "extra", CASECTL_LANG=language)
