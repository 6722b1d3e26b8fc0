"""What seals and bundles promise: the same by git as by their fakes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from casectl.adapters.git.bundle import GitBundles
from casectl.adapters.git.ledger import open_ledger
from casectl.adapters.git.repository_paths import repository_paths
from casectl.adapters.git.seals import GitSeals
from casectl.core.proof.seal import Seal
from casectl.ports.proving import Bundles, Seals
from casectl.ports.recording import Ledger, NewCommit
from tests.conftest import GitRunner, run_git
from tests.fakes.bundles import FakeBundles
from tests.fakes.ledger import FakeLedger
from tests.fakes.seals import FakeSeals

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
CASE, OTHER = "cases/2026/11/C-2611-00000001X.yaml", "cases/2026/11/C-2611-00000002V.yaml"


class Book(NamedTuple):
    """A ledger with what proves what is in it."""

    ledger: Ledger
    seals: Seals
    bundles: Bundles

    def record(self, **files: bytes) -> str:
        """A commit in which the case and the other one are so."""
        changes = {{"case": CASE, "other": OTHER}[name]: data for name, data in files.items()}
        return self.ledger.record(self.ledger.head(), [NewCommit(changes, "x")], AT)[0]

    def seal(self, commit: str) -> Seal:
        """A seal of that commit, made."""
        new = Seal(commit, self.ledger.head().ref, 1, 2, AT, "ada")
        with self.ledger.lock():
            assert self.seals.add(new, self.ledger.identity()) is False
        return new


@pytest.fixture(params=["git", "fake"])
def book(request: pytest.FixtureRequest, tmp_path: Path, git: GitRunner) -> Book:
    if request.param == "fake":
        fake = FakeLedger()
        return Book(fake, FakeSeals(fake), FakeBundles())
    git(tmp_path, "init", "--quiet")
    repo = repository_paths(tmp_path)
    return Book(open_ledger(tmp_path), GitSeals(repo), GitBundles(repo))


def test_a_seal_is_read_as_it_was_made(book: Book) -> None:
    assert book.seals.all() == []
    made = [book.seal(book.record(case=text)) for text in (b"one", b"two")]
    tags = book.seals.all()
    assert [each.name for each in tags] == sorted(each.tag for each in made)
    assert {each.seal for each in tags} == {*made}
    assert all((each.fault, each.signed, each.seal and each.commit == each.seal.commit) == (None, False, True)
               for each in tags)  # fmt: skip


def test_the_chain_is_every_commit_newest_first(book: Book) -> None:
    commits = [book.record(case=text) for text in (b"one", b"two", b"three")]
    assert [*book.seals.chain(commits[2])] == commits[::-1]
    assert [*book.seals.chain(commits[0])] == commits[:1]


def test_what_a_branch_has_lost_is_named_oldest_first(book: Book) -> None:
    first, second, third = [book.record(case=text) for text in (b"one", b"two", b"three")]
    assert book.seals.lost(first, third) == book.seals.lost(third, third) == []
    assert book.seals.lost(third, first) == [second, third]
    assert book.seals.lost("0" * 40, third) is None


def test_a_bundle_made_again_has_the_same_bytes_and_another_has_others(book: Book) -> None:
    book.record(other=b"other")
    first, ref = book.record(case=b"one"), book.ledger.head().ref
    made = book.bundles.bundle(first, ref, [first], [CASE])
    assert book.bundles.bundle(first, ref, [first], [CASE]) == made
    second = book.record(case=b"two", other=b"changed")
    assert book.bundles.bundle(first, ref, [first], [CASE]) == made
    later = book.bundles.bundle(second, ref, [first, second], [CASE])
    assert later.data != made.data


def test_gits_bundle_has_what_was_asked_for_and_nothing_else(tmp_path: Path, git: GitRunner) -> None:
    """git itself takes it; no other case is in it, and the commits at which it begins are named."""
    git(tmp_path, "init", "--quiet", "-b", "main", "book")
    ledger = open_ledger(tmp_path / "book")
    book = Book(ledger, GitSeals(repository_paths(tmp_path / "book")), GitBundles(repository_paths(tmp_path / "book")))
    oldest, begun = book.record(other=b"older"), book.record(other=b"private")
    commits = [book.record(case=b"one"), book.record(other=b"another"), book.record(case=b"two")]
    made = book.bundles.bundle(commits[-1], "refs/heads/main", [commits[0], commits[2]], [CASE])
    assert made.cut == (begun,)
    git(tmp_path, "init", "--quiet", "there")
    (tmp_path / "there/all").write_bytes(made.data)
    assert commits[-1] in run_git(tmp_path / "there", "bundle", "unbundle", "all")
    (tmp_path / "there/.git/shallow").write_text("".join(f"{each}\n" for each in made.cut))
    assert run_git(tmp_path / "there", "rev-list", commits[-1]).split() == [*commits[::-1], begun]
    here = run_git(tmp_path / "there", "cat-file", "--batch-all-objects", "--batch-check=%(objectname)").split()
    assert {ledger.blob_id(text) in here for text in (b"one", b"two")} == {True}
    assert not {ledger.blob_id(text) for text in (b"older", b"private", b"another")} & {*here}
    assert oldest not in here
