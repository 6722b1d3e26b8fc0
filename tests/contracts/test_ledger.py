"""What every ledger promises, git's and the one in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.git.ledger import open_ledger
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import RepositoryError, msg
from casectl.ports.recording import BranchMoved, Head, Identity, Ledger, NewCommit, Trailers
from tests.conftest import GitRunner
from tests.fakes.ledger import FakeLedger
from tests.fakes.store import FakeStore

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
CASE = "cases/2026/11/C-1.yaml"


def _git_ledger(folder: Path, git: GitRunner, object_format: str) -> Ledger:
    folder.mkdir()
    git(folder, "init", "--quiet", f"--object-format={object_format}")
    return open_ledger(folder)


LEDGERS: dict[str, Callable[[Path, GitRunner], Ledger]] = {
    "git": lambda folder, git: _git_ledger(folder, git, "sha1"),
    "git-sha256": lambda folder, git: _git_ledger(folder, git, "sha256"),
    "fake": lambda _folder, _git: FakeLedger(),
}


@pytest.fixture(params=LEDGERS)
def ledger(request: pytest.FixtureRequest, tmp_path: Path, git: GitRunner) -> Ledger:
    return LEDGERS[request.param](tmp_path / "book", git)


def record(ledger: Ledger, files: dict[str, bytes | None], subject: str = "event") -> str:
    [commit] = ledger.record(ledger.head(), [NewCommit(files, subject)], AT)
    return commit


def test_an_unborn_branch_has_no_commit_and_no_files(ledger: Ledger) -> None:
    assert ledger.head() == Head("refs/heads/main", "")
    assert ledger.blob(CASE) is None
    assert ledger.listed("cases") == {}
    assert ledger.history(CASE) == []


def test_a_recorded_file_is_read_back_byte_for_byte(ledger: Ledger) -> None:
    data = bytes(range(256)) + "退款\r\n".encode()
    commit = record(ledger, {CASE: data, 'attachments/a "b" 退款.bin': b"\0"})
    assert ledger.head().commit == commit
    assert ledger.blob(CASE) == ledger.blob(CASE, commit) == data
    assert ledger.blob('attachments/a "b" 退款.bin') == b"\0"


def test_what_is_not_there_reads_as_none(ledger: Ledger) -> None:
    record(ledger, {CASE: b"x"})
    assert ledger.blob("cases/other.yaml") is None
    assert ledger.blob("cases") is None
    assert ledger.blob(CASE, "") is None


def test_contents_come_by_their_ids_in_the_order_asked_for(ledger: Ledger) -> None:
    """What is no id, or none of a content here, has none."""
    record(ledger, {CASE: b"one", "cases/other.yaml": b"two"})
    ids = [ledger.blob_id(each) for each in (b"two", b"never", b"one")]
    assert [*ledger.by_ids([*ids, "", "--all", "HEAD"])] == [b"two", None, b"one", None, None, None]


def test_older_commits_keep_their_content(ledger: Ledger) -> None:
    first = record(ledger, {CASE: b"one"})
    record(ledger, {CASE: b"two"})
    assert (ledger.blob(CASE, first), ledger.blob(CASE)) == (b"one", b"two")


def test_listed_names_every_file_below_a_folder_with_its_id(ledger: Ledger) -> None:
    record(ledger, {CASE: b"x", "cases/a b.yaml": b"y", "casesx/no.yaml": b"z", "casectl.yaml": b"{}"})
    assert ledger.listed("cases") == {CASE: ledger.blob_id(b"x"), "cases/a b.yaml": ledger.blob_id(b"y")}
    assert "casectl.yaml" in ledger.listed("")


def test_what_is_right_in_a_folder_is_named_with_its_id(ledger: Ledger) -> None:
    record(ledger, {CASE: b"x", "templates/a b.yaml": b"y", "templates/old/t.yaml": b"z", "casectl.yaml": b"{}"})
    commit = ledger.head().commit
    found = ledger.files_in("templates", commit)
    assert (sorted(found), found["a b.yaml"]) == (["a b.yaml", "old"], ledger.blob_id(b"y"))
    assert {"casectl.yaml", "templates"} <= ledger.files_in("", commit).keys()
    assert ledger.files_in("calendars", commit) == {}


def test_many_blobs_come_in_the_order_asked_for(ledger: Ledger) -> None:
    files: dict[str, bytes | None] = {f"cases/{number}.yaml": b"%d" % number for number in range(100)}
    record(ledger, files)
    wanted = [*reversed(files), "cases/none.yaml"]
    assert list(ledger.blobs(wanted)) == [(path, files.get(path)) for path in wanted]


def test_none_takes_a_file_away(ledger: Ledger) -> None:
    record(ledger, {CASE: b"x", "cases/stays.yaml": b"y"})
    record(ledger, {CASE: None})
    assert list(ledger.listed("")) == ["cases/stays.yaml"]


def test_entries_are_commits_one_on_another(ledger: Ledger) -> None:
    commits = ledger.record(ledger.head(), [NewCommit({CASE: b"%d" % number}, f"n{number}") for number in range(5)], AT)
    assert [revision.commit for revision in ledger.history(CASE)] == commits
    assert [revision.subject for revision in ledger.history(CASE)] == ["n0", "n1", "n2", "n3", "n4"]


def test_no_entries_record_nothing(ledger: Ledger) -> None:
    before = ledger.head()
    assert ledger.record(before, [], AT) == []
    assert ledger.head() == before


def test_a_branch_that_moved_on_is_not_overwritten(ledger: Ledger) -> None:
    stale = ledger.head()
    kept = record(ledger, {CASE: b"theirs"})
    with pytest.raises(BranchMoved):
        ledger.record(stale, [NewCommit({CASE: b"ours"}, "ours")], AT)
    assert ledger.head().commit == kept
    assert ledger.blob(CASE) == b"theirs"


def test_entries_that_fail_on_the_way_record_nothing(ledger: Ledger) -> None:
    before = ledger.head()

    def entries() -> Iterator[NewCommit]:
        yield NewCommit({CASE: b"x"}, "one")
        raise LookupError

    with pytest.raises(LookupError):
        ledger.record(before, entries(), AT)
    assert ledger.head() == before
    assert ledger.blob(CASE) is None
    record(ledger, {CASE: b"y"})
    assert ledger.blob(CASE) == b"y"


def test_history_says_who_when_what_and_why(ledger: Ledger) -> None:
    trailers = Trailers("C-1", ("e1", "e2"), actor="", via="cy")
    [first] = ledger.record(ledger.head(), [NewCommit({CASE: b"one"}, "C-1 opened: 李娜", trailers)], AT)
    second = record(ledger, {CASE: b"two"}, "C-1 noted")
    record(ledger, {"cases/other.yaml": b"x"}, "another")
    opened, noted = ledger.history(CASE)
    assert (opened.commit, opened.parent, opened.before, opened.after) == (first, "", None, b"one")
    assert (noted.commit, noted.parent, noted.before, noted.after) == (second, first, b"one", b"two")
    assert opened.author == opened.committer == Identity("Ada Testwell", "ada@example.org")
    assert to_seconds(opened.authored_at) == to_seconds(opened.committed_at) == to_seconds(AT)
    assert opened.subject == "C-1 opened: 李娜"
    assert opened.trailers == trailers
    assert noted.trailers == Trailers()


def test_history_shows_a_file_taken_away_and_brought_back(ledger: Ledger) -> None:
    for data in (b"one", None, b"three"):
        record(ledger, {CASE: data})
    assert [(each.before, each.after) for each in ledger.history(CASE)] == [
        (None, b"one"),
        (b"one", None),
        (None, b"three"),
    ]


def test_the_identity_is_the_one_that_is_configured(ledger: Ledger) -> None:
    assert ledger.identity() == Identity("Ada Testwell", "ada@example.org")


def test_the_lock_is_free_again_after_use(ledger: Ledger) -> None:
    with pytest.raises(RepositoryError, match="mine"), ledger.lock():
        raise RepositoryError(msg("mine"))
    with ledger.lock():
        pass


def test_there_is_nothing_to_recover_after_a_finished_command(ledger: Ledger) -> None:
    commit = record(ledger, {CASE: b"x"})
    ledger.refresh([CASE], commit)
    store = FakeStore({CASE: b"edited by hand"})
    assert ledger.recover(store) == []
    assert store.files == {CASE: b"edited by hand"}


def test_a_whole_clone_is_not_shallow(ledger: Ledger) -> None:
    assert not ledger.is_shallow()
    assert not ledger.is_partial()
