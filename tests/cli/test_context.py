"""Every command looks whether the branch still has what it had last."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook
from tests.conftest import run_git


def test_the_next_command_says_that_a_branch_was_rewound(book: CliCasebook) -> None:
    """Once, on stderr, with what to do; its answer and its exit code stay the same. What was recorded last counts."""
    before = book.run("list")
    book.done("note", book.cases[0].stem, "rang")
    lost = run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()
    run_git(book.folder, "reset", "--quiet", "--hard", "HEAD~1")
    answer = book.run("list")
    assert (answer.status, answer.out) == (before.status, before.out)
    assert f"main was moved back or rewritten: it no longer has commit {lost}" in answer.err
    assert answer.err.count("\n") == before.err.count("\n") + 1
    run_git(book.folder, "branch", "saved", lost)
    assert book.run("list").err == before.err


def test_it_is_said_in_chinese_and_not_at_all_where_nothing_is_to_be_said(book: CliCasebook) -> None:
    book.done("list")
    run_git(book.folder, "commit", "--quiet", "--amend", "--message", "Another story")
    assert "main 被回退或改写" in book.run("list", **CHINESE).err
    book.done("list")
    run_git(book.folder, "commit", "--quiet", "--amend", "--message", "And another")
    assert "moved back" not in book.run("--quiet", "list").err
