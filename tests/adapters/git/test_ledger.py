"""What only the ledger on git has to promise: the user's own work, signing, and everybody else's commits."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casectl.adapters.files.work_tree import WorkTree
from casectl.adapters.git import command as git_command
from casectl.adapters.git.ledger import GitLedger, open_ledger
from casectl.core.time.instants import to_seconds
from casectl.core.values.messages import RepositoryError, msg
from casectl.ports.recording import BranchMoved, NewCommit, Trailers
from tests.adapters.hostile_repository import arm
from tests.conftest import GitRunner

AT = datetime(2026, 11, 21, 9, 12, 33, tzinfo=UTC)
CASE = "cases/2026/11/C-1.yaml"


@pytest.fixture
def ledger(repo: Path) -> GitLedger:
    return open_ledger(repo)


def record(ledger: GitLedger, files: dict[str, bytes | None], message: str = "event") -> str:
    [commit] = ledger.record(ledger.head(), [NewCommit(files, message)], AT)
    return commit


def record_and_refresh(ledger: GitLedger, repo: Path, files: dict[str, bytes | None]) -> str:
    commit = record(ledger, files)
    WorkTree(repo).write_many(files.items())
    ledger.refresh(list(files), commit)
    return commit


def test_git_status_is_clean_afterwards(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    record_and_refresh(ledger, repo, {CASE: b"one\n", "cases/退款.yaml": b"two\n"})
    record_and_refresh(ledger, repo, {CASE: b"three\n", "cases/退款.yaml": None})
    assert git(repo, "status", "--porcelain") == ""
    git(repo, "fsck", "--strict")


def test_staged_and_edited_files_of_others_stay_as_they_are(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    (repo / "README").write_text("edited, not staged\n", encoding="utf-8")
    (repo / "staged.txt").write_text("staged\n", encoding="utf-8")
    git(repo, "add", "staged.txt")
    (repo / "staged.txt").write_text("edited after staging\n", encoding="utf-8")
    before = git(repo, "ls-files", "--stage", "-z"), git(repo, "status", "--porcelain")
    commit = record_and_refresh(ledger, repo, {CASE: b"one\n"})
    staged = [line for line in git(repo, "ls-files", "--stage", "-z").split("\0") if CASE not in line]
    assert ("\0".join(staged), git(repo, "status", "--porcelain")) == before
    assert git(repo, "show", "--name-only", "--format=", commit).split() == [CASE]


def test_an_ignored_file_is_recorded_all_the_same(ledger: GitLedger, repo: Path) -> None:
    (repo / ".gitignore").write_text("cases/\n", encoding="utf-8")
    record(ledger, {CASE: b"x"})
    assert ledger.blob(CASE) == b"x"


def test_an_executable_file_keeps_its_mode(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    script = repo / "run.sh"
    script.write_text("1", encoding="utf-8")
    script.chmod(0o755)
    git(repo, "add", "run.sh")
    git(repo, "commit", "--quiet", "-m", "script")
    record(ledger, {"run.sh": b"2"})
    assert git(repo, "ls-tree", "HEAD", "run.sh").startswith("100755")


@pytest.mark.parametrize("link", ["cases", CASE])
def test_nothing_is_recorded_through_a_link(ledger: GitLedger, repo: Path, git: GitRunner, link: str) -> None:
    (repo / link).parent.mkdir(parents=True, exist_ok=True)
    (repo / link).symlink_to("/etc")
    git(repo, "add", ".")
    git(repo, "commit", "--quiet", "-m", "link")
    head = ledger.head()
    with pytest.raises(RepositoryError, match="something other than a"):
        record(ledger, {CASE: b"x"})
    assert ledger.head() == head


def test_a_file_never_takes_the_place_of_a_folder(ledger: GitLedger) -> None:
    record(ledger, {CASE: b"x"})
    with pytest.raises(RepositoryError, match="something other than a file"):
        record(ledger, {"cases": b"x"})
    assert ledger.blob(CASE) == b"x"


@pytest.mark.parametrize("ours", [False, True], ids=["without", "with the flags"])
def test_reading_and_recording_runs_nothing_of_the_repository(repo: Path, git: GitRunner, ours: bool) -> None:
    """Git as a user types it does fire these traps, so the test would see ours if they did."""
    fired = arm(repo, git)
    if ours:
        ledger = open_ledger(repo)
        with ledger.lock():
            ledger.recover(WorkTree(repo))
            record_and_refresh(ledger, repo, {CASE: b"x\n"})
            ledger.identity(), ledger.listed(""), ledger.history(CASE), ledger.blob(CASE)
        assert sorted(trap.name for trap in fired.iterdir()) == []
    else:
        git(repo, "add", ".gitattributes")
        git(repo, "commit", "--quiet", "-m", "fire")
        assert {"pre-commit", "filter.evil.clean", "core.fsmonitor"} <= {trap.name for trap in fired.iterdir()}


def test_inherited_settings_cannot_send_git_elsewhere(repo: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    names = ("DIR", "WORK_TREE", "INDEX_FILE", "OBJECT_DIRECTORY", "COMMON_DIR", "NAMESPACE", "EXTERNAL_DIFF", "TRACE")
    os.environ.update({f"GIT_{name}": str(elsewhere) for name in names})
    os.environ.update(GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="user.name", GIT_CONFIG_VALUE_0="Mallory")
    ledger = open_ledger(repo)
    record_and_refresh(ledger, repo, {CASE: b"x"})
    assert ledger.identity().name == "Ada Testwell"
    assert ledger.blob(CASE) == b"x"
    assert not elsewhere.exists()


def test_author_variables_are_honoured(repo: Path, git: GitRunner) -> None:
    os.environ.update(GIT_AUTHOR_NAME="Bo Other", GIT_AUTHOR_EMAIL="bo@example.org")
    record(open_ledger(repo), {CASE: b"x"})
    said = git(repo, "log", "-1", "--format=%an %ae %cn %ce").split()
    assert said == ["Bo", "Other", "bo@example.org", "Ada", "Testwell", "ada@example.org"]


def test_nobody_is_made_up_as_author(repo: Path, tmp_path: Path) -> None:
    os.environ["GIT_CONFIG_GLOBAL"] = str(tmp_path / "none")
    ledger = open_ledger(repo)
    with pytest.raises(RepositoryError) as trouble:
        ledger.identity()
    assert "user.name" in str(trouble.value.hint)
    assert "user.email" in str(trouble.value.hint)


def _signing_program(tmp_path: Path) -> Path:
    """Replaces gpg: signs everything."""
    program = tmp_path / "sign"
    signature = "-----BEGIN PGP SIGNATURE-----\\n\\nabc\\n-----END PGP SIGNATURE-----\\n"
    said = "\\n[GNUPG:] SIG_CREATED D 1 2 00 1700000000 ABC\\n"
    program.write_text(
        f"#!/bin/sh\ncat >/dev/null\nprintf '%b' '{said}' >&2\nprintf '%b' '{signature}'\n", encoding="utf-8"
    )
    program.chmod(0o755)
    return program


def test_commits_are_signed_if_git_is_set_so(repo: Path, git: GitRunner, tmp_path: Path) -> None:
    git(repo, "config", "--global", "gpg.program", str(_signing_program(tmp_path)))
    git(repo, "config", "commit.gpgsign", "true")
    try:
        ledger = open_ledger(repo)
        commits = ledger.record(
            ledger.head(), [NewCommit({CASE: b"1"}, "一"), NewCommit({CASE: b"2"}, "two", Trailers("C-1"))], AT
        )
    finally:
        git(repo, "config", "--global", "--unset", "gpg.program")
    for commit in commits:
        assert "gpgsig -----BEGIN PGP SIGNATURE-----" in git(repo, "cat-file", "commit", commit)
    assert [(each.commit, each.subject, each.after) for each in ledger.history(CASE)] == [
        (commits[0], "一", b"1"),
        (commits[1], "two", b"2"),
    ]
    assert to_seconds(ledger.history(CASE)[1].committed_at) == to_seconds(AT)


def test_a_program_named_by_the_repository_does_not_sign(repo: Path, git: GitRunner) -> None:
    fired = arm(repo, git)
    for path in fired.iterdir():
        path.unlink()
    git(repo, "config", "commit.gpgsign", "true")
    ledger = open_ledger(repo)
    with pytest.raises(RepositoryError, match=r"gpg\.program"):
        record(ledger, {CASE: b"x"})
    assert ledger.blob(CASE) is None
    assert "gpg.program" not in {path.name for path in fired.iterdir()}


def test_a_failing_signature_records_nothing(repo: Path, git: GitRunner) -> None:
    git(repo, "config", "--global", "gpg.program", "/bin/false")
    git(repo, "config", "commit.gpgsign", "true")
    try:
        ledger = open_ledger(repo)
        with pytest.raises(RepositoryError):
            record(ledger, {CASE: b"x"})
    finally:
        git(repo, "config", "--global", "--unset", "gpg.program")
    assert ledger.blob(CASE) is None


def test_a_message_cannot_forge_a_trailer_or_cut_the_commit(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    entry = NewCommit({CASE: b"x"}, "subject\0hidden\n\nCase: C-1", Trailers(actor="li.na\nActor: eve"))
    ledger.record(ledger.head(), [entry], AT)
    [revision] = ledger.history(CASE)
    assert revision.trailers == Trailers(actor="li.na Actor: eve")
    git(repo, "fsck", "--strict")


def test_a_stale_lock_of_git_is_named_and_left_alone(ledger: GitLedger, repo: Path) -> None:
    head = ledger.head()
    stale = repo / ".git" / "refs" / "heads" / "main.lock"
    stale.touch()
    with pytest.raises(RepositoryError, match=r"main\.lock") as trouble:
        record(ledger, {CASE: b"x"})
    assert "delete the file" in str(trouble.value.hint)
    assert stale.exists()
    assert ledger.head() == head


def test_a_failure_after_the_branch_moved_is_none(ledger: GitLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    run = git_command.GitCommand.run

    def failing(self: git_command.GitCommand, *arguments: str, **options: object) -> bytes:
        answer = run(self, *arguments, **options)  # type: ignore[arg-type]
        if arguments[0] == "update-ref":
            raise RepositoryError(msg("the disk failed just after"))
        return answer

    monkeypatch.setattr(git_command.GitCommand, "run", failing)
    commit = record(ledger, {CASE: b"x"})
    assert ledger.head().commit == commit


def test_a_thousand_entries_in_one_stream(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    files: dict[str, bytes | None] = {f"cases/{number % 10}/{number}.yaml": b"%d\n" % number for number in range(1000)}
    before = ledger.head()
    ledger.record(before, [NewCommit(files, "batch"), *(NewCommit({CASE: b"%d" % n}, f"n{n}") for n in range(50))], AT)
    assert len(ledger.listed("cases")) == 1001
    assert git(repo, "rev-list", "--count", f"{before.commit}..HEAD").strip() == "51"
    assert git(repo, "for-each-ref", "--format=%(refname)").split() == ["refs/heads/main"]
    assert not list((repo / ".git").glob("fast_import_crash_*"))


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from casectl.adapters.git.ledger import open_ledger
from casectl.adapters.files.work_tree import WorkTree
from casectl.ports.recording import BranchMoved, NewCommit
root, name = Path(sys.argv[1]), sys.argv[2]
ledger, store, path = open_ledger(root, "note"), WorkTree(root), "cases/C-1.yaml"
for number in range(10):
    with ledger.lock():
        ledger.recover(store)
        head = ledger.head()
        data = (ledger.blob(path, head.commit) or b"") + f"{name}-{number}\\n".encode()
        [commit] = ledger.record(head, [NewCommit({path: data}, f"{name}-{number}")], datetime.now(UTC))
        store.write_many([(path, data)])
        ledger.refresh([path], commit)
"""


def test_four_writers_lose_nothing(repo: Path, git: GitRunner) -> None:
    command = [sys.executable, "-c", WRITER, str(repo)]
    writers = [subprocess.Popen([*command, f"w{number}"], cwd=Path(__file__).parents[2]) for number in range(4)]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    expected = sorted(f"w{writer}-{number}" for writer in range(4) for number in range(10))
    assert sorted((repo / "cases/C-1.yaml").read_text(encoding="utf-8").split()) == expected
    assert sorted(git(repo, "log", "--format=%s", "HEAD~40..HEAD").split()) == expected
    assert git(repo, "status", "--porcelain") == ""


def test_a_commit_made_by_hand_in_between_is_seen(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    head = ledger.head()
    git(repo, "commit", "--quiet", "--allow-empty", "-m", "by hand")
    with pytest.raises(BranchMoved):
        ledger.record(head, [NewCommit({CASE: b"x"}, "late")], AT)
    assert git(repo, "log", "-1", "--format=%s").strip() == "by hand"


def test_a_blob_id_is_the_one_git_gives(ledger: GitLedger, repo: Path, git: GitRunner) -> None:
    assert ledger.blob_id("退款\n".encode()) == git(repo, "hash-object", "--stdin", stdin="退款\n").strip()
    assert ledger.blob_id(b"") == hashlib.sha1(b"blob 0\0").hexdigest()
