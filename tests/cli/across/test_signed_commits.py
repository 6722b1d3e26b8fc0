"""Where signatures are required, verify and check --base name each commit that is not signed by who acted."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.across.signed_book import AFTER, PEOPLE, Signed, signed_book
from tests.cli.casebook import CHINESE, CliCasebook
from tests.conftest import run_git
from tests.signing import needs_ssh_keygen

pytestmark = [pytest.mark.slow, needs_ssh_keygen]


@pytest.fixture
def signed(book: CliCasebook, tmp_path_factory: pytest.TempPathFactory) -> Signed:
    """A casebook in which signatures are required."""
    return signed_book(book, tmp_path_factory.mktemp("keys"))


def test_what_everybody_signs_is_sound_and_looked_at_once(signed: Signed) -> None:
    """Nothing is asked of commits from before signatures were required."""
    for person in PEOPLE:
        signed.note(person)
    signed.book.done("note", signed.book.cases[0].stem, "for ann", "--as", "ann", **signed.who("mia"))
    assert signed.found() == []
    assert "0 of them in this run" in signed.book.run("verify").err


def test_an_author_made_up_is_not_signed(signed: Signed) -> None:
    commit = signed.note("ann", "none")
    assert signed.found() == [("H014", commit)]
    answer = signed.book.run("check", "--base", "HEAD~1")
    assert (answer.status, "H014 the commit is not signed" in answer.out) == (1, True)
    assert "H014 提交未签名" in signed.book.run("verify", **CHINESE).out


def test_a_commit_signed_by_a_colleague_is_not_signed_by_who_acted(signed: Signed) -> None:
    """git calls it good: the key is known."""
    commit = signed.note("ann", "ben")
    assert signed.found() == [("H016", commit)]


def test_a_key_added_and_used_in_one_push_counts_for_nothing_in_the_commit_that_adds_it(signed: Signed) -> None:
    public = (signed.keys / "eve.pub").read_text("utf-8").strip()
    commit = signed.settings(signed.key_of("ann"), f'    keys: ["{public}"]', "eve")
    signed.note("ann", "eve")
    assert ("H015", commit) in signed.found()


def test_a_key_that_a_supervisor_added_counts_from_the_next_commit_on(signed: Signed) -> None:
    public = (signed.keys / "eve.pub").read_text("utf-8").strip()
    old = signed.key_of("ann")
    signed.settings(old, old.replace("]", f', "{public}"]'))
    signed.note("ann", "eve")
    assert signed.found() == []


def test_an_expired_key_does_not_count_whatever_date_the_commit_gives_itself(signed: Signed) -> None:
    """git calls it good: it goes by the commit's own date."""
    old = signed.key_of("ann")
    public = (signed.keys / "ann.pub").read_text("utf-8").strip()
    signed.settings(old, f'    keys: [{{key: "{public}", until: 2026-11-29}}]')
    late = signed.note("ann")
    (signed.book.folder / "README").write_text("x")
    run_git(signed.book.folder, "add", "README")
    dated = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-11-01T00:00:00+00:00")
    run_git(signed.book.folder, "commit", "-qm", "Set back", **signed.who("ann"), **dated)
    assert signed.found() == [("H015", late), ("H015", signed.head())]


def test_a_revoked_key_is_taken_out_and_no_longer_counts(signed: Signed) -> None:
    before = signed.note("ann")
    signed.settings(signed.key_of("ann") + "\n", "")
    after = signed.note("ann")
    assert before != after
    assert signed.found() == [("H015", after)]


def test_the_repository_neither_chooses_the_program_nor_the_keys(signed: Signed, tmp_path: Path) -> None:
    """Without a file of allowed signers git calls a signed commit unsigned; with the repository's, a stranger good."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\necho 'Good \"git\" signature'\n")
    program.chmod(0o755)
    signers = tmp_path / "signers"
    signers.write_text(f"ann@example.org {(signed.keys / 'eve.pub').read_text()}")
    signed.note("ann")
    commit = signed.note("eve")
    for key, value in (("gpg.ssh.program", program), ("gpg.ssh.allowedSignersFile", signers), ("gpg.format", "ssh")):
        run_git(signed.book.folder, "config", key, str(value))
    assert signed.found() == [("H015", commit)]
    assert not (tmp_path / "ran").exists()


def test_without_ssh_keygen_a_signature_is_neither_good_nor_missing(signed: Signed, tmp_path: Path) -> None:
    commit = signed.note("ann")
    git = shutil.which("git")
    assert git
    (tmp_path / "git").symlink_to(git)
    assert signed.found(PATH=str(tmp_path)) == [("H017", commit)]


def test_an_altered_commit_keeps_no_signature(signed: Signed) -> None:
    commit = signed.note("ann")
    data = run_git(signed.book.folder, "cat-file", "commit", commit)
    forged = run_git(signed.book.folder, "hash-object", "-t", "commit", "-w", "--stdin", stdin=data + "more\n").strip()
    run_git(signed.book.folder, "reset", "--quiet", "--hard", forged)
    assert signed.found() == [("H015", forged)]


def test_whoever_signs_nothing_is_told_when_recording(signed: Signed) -> None:
    """Found by use: only the push was refused, when all had to be done again. `doctor` says it as well."""
    for verb in (("note", signed.book.cases[0].stem, "x"), ("doctor",)):
        said = signed.book.run(*verb, **signed.who("ann", "none"))
        assert "casectl.yaml requires signed commits, but git is not set up to sign yours" in said.out + said.err
        assert "commit.gpgsign true" in said.out + said.err
    assert "signed commits" not in signed.book.run("note", signed.book.cases[0].stem, "x", **signed.who("ann")).err


def test_a_branch_from_before_brings_nothing_in_unsigned(signed: Signed) -> None:
    """A commit made on an old commit had not to be signed; who merges it answers for it, and may act for others."""
    folder = signed.book.folder
    run_git(folder, "checkout", "-qb", "side", "HEAD~1")
    signed.note("ben", "none")
    run_git(folder, "checkout", "-q", "main")
    date = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), AFTER)
    base = signed.head()
    for person, codes in (("ann", ["H016"]), ("mia", [])):
        run_git(folder, "reset", "--quiet", "--hard", base)
        run_git(folder, "merge", "-q", "--no-ff", "-m", "Merge", "side", **signed.who(person), **date)
        assert [code for code, _ in signed.found()] == codes
    answer = signed.book.run("check", "--base", base)
    assert "H014 the commit is not signed" in answer.out


def test_a_key_that_ended_does_not_count_on_top_of_a_later_seal_or_base(signed: Signed) -> None:
    """Its date set back before the key's end, and no earlier than its parent's: git calls that good."""
    old = signed.key_of("ann")
    public = (signed.keys / "ann.pub").read_text("utf-8").strip()
    signed.settings(old, f'    keys: [{{key: "{public}", until: 2026-11-30}}]')
    back = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), AFTER)
    later = {"CASECTL_NOW": "2026-12-04T09:00:00+00:00"}
    signed.book.done("seal", **signed.who("mia"), **later)
    base = signed.head()
    run_git(signed.book.folder, "commit", "-q", "--allow-empty", "-m", "Set back", **signed.who("ann"), **back)
    assert signed.found(**later) == [("H015", signed.head())]
    run_git(signed.book.folder, "tag", "-d", *run_git(signed.book.folder, "tag").split())
    assert signed.found(**later) == []
    dated = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), later["CASECTL_NOW"])
    run_git(signed.book.folder, "checkout", "-q", "-b", "main2", base)
    run_git(signed.book.folder, "commit", "-q", "--allow-empty", "-m", "Later", **signed.who("mia"), **dated)
    answer = signed.book.run("check", "--base", "main2", "--head", "main", **later)
    assert "a key of ann that was not valid on 2026-12-04" in answer.out
