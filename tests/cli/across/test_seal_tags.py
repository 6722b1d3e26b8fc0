"""The tag of a seal is believed as far as its signature, its date and its counts can be held against the commit."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.test_check_base import edit
from tests.conftest import run_git
from tests.signing import needs_ssh_keygen, new_key, signing_settings

pytestmark = [pytest.mark.slow, needs_ssh_keygen]


@pytest.fixture
def keyed(book: CliCasebook, tmp_path: Path) -> CliCasebook:
    """Ann and Ben have a key each, and Ann seals with hers."""
    for name in ("ann", "ben"):
        line = f"    emails: [{name}@"
        edit(book, "casectl.yaml", (line, f'    keys: ["{new_key(tmp_path, name)}"]\n{line}'))
        signing_settings(tmp_path, name)
    book.env["GIT_CONFIG_GLOBAL"] = str(tmp_path / "ann.gitconfig")
    return book


def _remade(book: CliCasebook, change: Callable[[str], str], code: str) -> None:
    """The tag of a seal made again by hand, saying something else."""
    name = f"refs/tags/casectl/seal/{code}"
    text = run_git(book.folder, "cat-file", "tag", name)
    made = run_git(book.folder, "mktag", stdin=change(text)).strip()
    run_git(book.folder, "update-ref", name, made)


def _unsigned(text: str) -> str:
    return text.partition("-----BEGIN")[0]


FORGED: dict[str, tuple[Callable[[str], str], str]] = {
    "by another": (lambda text: text.replace("By: ann", "By: ben"), "it was altered, or the signature copied"),
    "of an earlier day": (
        lambda text: re.sub("Sealed: .*", "Sealed: 2020-01-01T00:00:00+00:00", _unsigned(text)),
        "sealed before its commit was made",
    ),
    "of fewer events": (
        lambda text: re.sub(r"Events: \d+", "Events: 1", _unsigned(text)),
        "the tag says cases: 2, events: 1; the commit has cases: 2, events: 2",
    ),
}


def test_a_seal_is_what_its_tag_says(keyed: CliCasebook) -> None:
    code = keyed.done("seal").strip()
    assert re.search("sealed by ann at .*\nits tag is signed by ann\n", keyed.done("verify", "--seal", code))
    assert [(row["problem"], row["signed"]) for row in keyed.rows("seal", "list")] == [(None, True)]


def test_a_signature_that_nobody_can_check_is_neither_good_nor_missing(keyed: CliCasebook, tmp_path: Path) -> None:
    """Where ssh-keygen is broken, and where it is another's than an SSH key's; both are said also in the list."""
    code = keyed.done("seal").strip()
    (tmp_path / "ssh-keygen").write_text("#!/bin/sh\nexit 0\n")
    (tmp_path / "ssh-keygen").chmod(0o755)
    broken = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    said = keyed.done("verify", "--seal", code, **broken)
    assert ("could not be checked: ssh-keygen" in said, "signed by" in said) == (True, False)
    _remade(keyed, lambda text: text.replace("SSH SIGNATURE", "PGP SIGNATURE"), code)
    assert "could not be checked: it was not made with an SSH key" in keyed.done("verify", "--seal", code)
    assert "it was not made with an SSH key" in keyed.rows("seal", "list")[0]["problem"]


def test_of_a_tag_that_nobody_signed_nothing_is_believed(keyed: CliCasebook) -> None:
    code = keyed.done("seal").strip()
    _remade(keyed, _unsigned, code)
    assert "nothing proves who sealed it" in keyed.done("verify", "--seal", code)


@pytest.mark.parametrize("name", FORGED)
def test_a_tag_made_anew_is_not_believed(keyed: CliCasebook, name: str) -> None:
    """The code holds all the same: it follows from the commit."""
    change, said = FORGED[name]
    code = keyed.done("seal").strip()
    _remade(keyed, change, code)
    answer = keyed.run("verify", "--seal", code)
    assert answer.status == 1
    assert "the seal is intact" in answer.out
    assert said in answer.out
    assert "was deleted or replaced" in answer.err
    assert said in keyed.rows("seal", "list")[0]["problem"]


def test_who_signs_is_who_sealed(keyed: CliCasebook, tmp_path: Path) -> None:
    code = keyed.done("seal", GIT_CONFIG_GLOBAL=str(tmp_path / "ben.gitconfig")).strip()
    assert "signed by ben, but says that ann sealed it" in keyed.run("verify", "--seal", code).out


def test_a_key_that_is_over_seals_nothing(keyed: CliCasebook, tmp_path: Path) -> None:
    """Also with a date set back: it is no older than the commit."""
    text = (keyed.folder / "casectl.yaml").read_text("utf-8")
    line = next(each for each in text.splitlines() if "the key of ann" in each)
    key = line.partition('"')[2].partition('"')[0]
    edit(keyed, "casectl.yaml", (line, f"    keys: [{{key: {key}, until: 2026-06-30}}]"))
    code = keyed.done("seal").strip()
    assert "a key of ann that was not valid on 2026-11-21" in keyed.run("verify", "--seal", code).out


def test_where_git_cannot_sign_nothing_is_sealed(keyed: CliCasebook, tmp_path: Path) -> None:
    """git itself says nothing of that, and leaves an unsigned tag."""
    broken = tmp_path / "broken.gitconfig"
    broken.write_text("[gpg]\nformat = ssh\n[user]\nsigningkey = /nonexistent/key\n", "utf-8")
    assert "could not sign the tag" in keyed.refused(6, "seal", GIT_CONFIG_GLOBAL=str(broken))
    broken.write_text("[gpg]\nprogram = /bin/false\n[user]\nsigningkey = ABCDEF\n", "utf-8")
    assert "could not sign it" in keyed.refused(6, "seal", GIT_CONFIG_GLOBAL=str(broken))
    assert run_git(keyed.folder, "tag") == ""


def test_where_git_cannot_sign_nothing_is_recorded(keyed: CliCasebook, tmp_path: Path) -> None:
    """And git's reason is given, with what shows its settings."""
    broken = tmp_path / "broken.gitconfig"
    broken.write_text("[gpg]\nformat = ssh\n[commit]\ngpgsign = true\n[user]\nsigningkey = /none.pub\n", "utf-8")
    head = run_git(keyed.folder, "rev-parse", "HEAD")
    said = keyed.refused(6, "note", keyed.cases[0].stem, "rang", GIT_CONFIG_GLOBAL=str(broken))
    assert ("nothing was recorded" in said, "/none.pub" in said, "git config --show-origin" in said) == (True,) * 3
    assert run_git(keyed.folder, "rev-parse", "HEAD") == head
