"""sync says what is wrong where nothing can be exchanged, and nothing is lost by it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.shared import head, server
from tests.conftest import run_git

REFUSE = "#!/bin/sh\necho 'the desk is closed' >&2\nexit 1\n"


def _locked(book: CliCasebook) -> None:
    (server(book) / "refs/heads/main.lock").touch()


def _gone(book: CliCasebook) -> None:
    server(book).rename(server(book).with_name("elsewhere.git"))


def _refusing(book: CliCasebook) -> None:
    hook = server(book) / "hooks" / "pre-receive"
    hook.write_text(REFUSE)
    hook.chmod(0o755)


def _full(book: CliCasebook) -> None:
    """By its quota, of which git says the same as of a full disk, with another reason."""
    run_git(server(book), "config", "receive.maxInputSize", "10")


def _rewound(book: CliCasebook) -> None:
    run_git(server(book), "update-ref", "refs/heads/main", "main~1")


def _emptied(book: CliCasebook) -> None:
    run_git(server(book), "update-ref", "-d", "refs/heads/main")


def _unrelated(book: CliCasebook) -> None:
    tree = run_git(server(book), "rev-parse", "main^{tree}").strip()
    stranger = run_git(server(book), "commit-tree", tree, "-m", "another").strip()
    run_git(server(book), "update-ref", "refs/heads/main", stranger)
    for each in ("refs/remotes/origin/main", "refs/remotes/origin/HEAD"):
        run_git(book.folder, "update-ref", "--no-deref", "-d", each)


def _renamed(book: CliCasebook) -> None:
    run_git(server(book), "branch", "-m", "main", "trunk")
    for each in ("refs/remotes/origin/main", "refs/remotes/origin/HEAD"):
        run_git(book.folder, "update-ref", "--no-deref", "-d", each)


def _renamed_since(book: CliCasebook) -> None:
    run_git(server(book), "branch", "-m", "main", "trunk")


def _with_token(book: CliCasebook) -> None:
    run_git(book.folder, "remote", "set-url", "origin", "https://ann:s3cret@example.invalid/desk.git")


def _running_a_program(book: CliCasebook) -> None:
    run_git(book.folder, "remote", "set-url", "origin", "ext::sh -c touch% pwned")


def _with_a_program(book: CliCasebook) -> None:
    run_git(book.folder, "config", "remote.origin.uploadpack", "touch pwned; git-upload-pack")


def _alone(book: CliCasebook) -> None:
    run_git(book.folder, "remote", "remove", "origin")


def _in_the_middle(book: CliCasebook) -> None:
    (book.folder / ".git/MERGE_HEAD").write_text(head(book.folder) + "\n")


def _detached(book: CliCasebook) -> None:
    run_git(book.folder, "checkout", "-q", "--detach")


TROUBLES = {
    _locked: (6, "keeps its branch locked", "delete the file named above"),
    _gone: (6, "cannot reach origin", "git remote set-url"),
    _full: (6, "pack exceeds maximum allowed size", "what is recorded here stays"),
    _refusing: (3, "origin: the desk is closed", "what is recorded here stays"),
    _rewound: (3, "moved back or rewritten", "git fetch origin"),
    _emptied: (3, "no longer exists; it was at commit", "git push origin"),
    _unrelated: (3, "no commit in common", "casectl clone URL"),
    _renamed: (3, "no branch main; its branches are trunk", "--branch NAME"),
    _renamed_since: (3, "origin has the branches trunk", "casectl sync --branch NAME"),
    _with_token: (3, "https://***@example.invalid/desk.git", "credential.helper"),
    _running_a_program: (3, "can run a program", "ssh://"),
    _with_a_program: (6, "remote.origin.uploadpack is set in the repository's own configuration", "--global"),
    _alone: (6, "on this machine only", "git remote add origin URL"),
    _in_the_middle: (6, "a merge is not finished", "git merge --abort"),
    _detached: (6, "detached HEAD", "git switch"),
}
"""What may be wrong, with the exit code, what is said, and the way out."""


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda each: each.__name__.strip("_"))
def test_nothing_is_lost_where_nothing_can_be_exchanged(shared: CliCasebook, trouble: Any) -> None:
    """The other side keeps what it has, and so do we; what is wrong is said, and the way out."""
    shared.done("note", shared.cases[0].stem, "from Ann")
    status, what, way_out = TROUBLES[trouble]
    trouble(shared)
    there = next(iter(shared.folder.parent.glob("*.git")))
    before, files = run_git(there, "for-each-ref"), shared.cases[0].read_bytes()
    was = run_git(shared.folder, "rev-parse", "HEAD", "main")
    answer = shared.run("sync")
    said = " ".join(answer.err.split())
    assert answer.status == status, said
    assert what in said
    assert way_out in said
    assert "s3cret" not in answer.err + answer.out
    assert not [*shared.folder.parent.rglob("pwned")]
    assert (run_git(there, "for-each-ref"), shared.cases[0].read_bytes()) == (before, files)
    assert run_git(shared.folder, "rev-parse", "HEAD", "main") == was


def test_what_a_remote_lost_is_given_back_once_that_is_known(shared: CliCasebook) -> None:
    """The way out of a branch that was moved back, as the hint has it."""
    was = head(server(shared))
    _rewound(shared)
    shared.refused(3, "sync")
    run_git(shared.folder, "fetch", "-q", "origin")
    shared.done("sync")
    assert head(server(shared)) == was


def test_a_clash_in_a_template_is_decided_by_a_word(shared: CliCasebook, other: CliCasebook) -> None:
    """What else both changed is merged, cases too; until then it says what clashes, and the way out."""
    case, name = shared.cases[0].stem, "templates/complaint.yaml"
    for each, title in ((shared, "Ann's"), (other, "Ben's")):
        path = each.folder / name
        text = re.sub(r"^version: \d+$", "version: 90", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(re.sub("^title: .*$", f"title: {title}", text, flags=re.MULTILINE), "utf-8")
        each.done("adopt", name)
        each.done("note", case, f"from {title[:3]}")
    shared.done("sync")
    answer = other.run("sync")
    said = " ".join(answer.err.split())
    assert answer.status == 3
    assert f"{name}: both sides changed title (ours: Ben's; theirs: Ann's)" in said
    assert "casectl sync --prefer theirs" in said
    other.done("sync", "--prefer", "theirs")
    shared.done("sync")
    assert "title: Ann's" in (shared.folder / name).read_text("utf-8")
    assert "from Ben" in shared.cases[0].read_text("utf-8")
    assert head(shared.folder) == head(other.folder) == head(server(shared))
