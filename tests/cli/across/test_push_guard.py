"""pre-receive on a real bare repository: honest pushes land, dishonest ones are refused, and the pusher reads why."""

from __future__ import annotations

import getpass
import json
import os
import shutil
from pathlib import Path

import pytest

from tests.cli.across.pushes import DISHONEST, clone, deletes_a_case, guarded_server, moves_a_deadline, push
from tests.cli.across.transports import TRANSPORTS
from tests.cli.casebook import NEW, CliCasebook
from tests.conftest import run_git

pytestmark = pytest.mark.slow


@pytest.fixture
def server(book: CliCasebook, shim: Path) -> Path:
    """A guarded server's repository."""
    return guarded_server(book, shim)


@pytest.fixture
def desk(book: CliCasebook, server: Path) -> CliCasebook:
    """A clone of it."""
    return clone(book, str(server))


def main_of(server: Path) -> str:
    """The commit that the server's branch has."""
    return run_git(server, "rev-parse", "main")


def refused(desk: CliCasebook, server: Path, *words: str) -> str:
    """Push, which the server refuses; what the pusher reads."""
    before = run_git(server, "for-each-ref")
    status, said = push(desk, *words)
    assert status == 1
    assert "pre-receive hook declined" in said
    assert run_git(server, "for-each-ref") == before
    return said


def test_an_honest_push_lands(desk: CliCasebook, server: Path) -> None:
    desk.done("note", desk.cases[0].stem, "Called back")
    status, said = push(desk)
    assert (status, main_of(server)) == (0, run_git(desk.folder, "rev-parse", "HEAD"))
    assert "nothing found" in said


def test_what_went_to_the_archive_and_came_back_lands(desk: CliCasebook, server: Path) -> None:
    """Its file may be gone with its event and its line alone; the archive itself takes no place of a casebook."""
    case = desk.cases[0]
    desk.done("contact", case.stem, "in", "It was found", "--channel", "phone")
    desk.done("advance", case.stem, "withdrawn", "--reason", "It was found")
    desk.done("archive", "state:withdrawn", "--to", "../archive")
    assert (push(desk)[0], len(desk.cases)) == (0, 1)
    run_git(desk.folder, "fetch", "-q", "../archive", "main")
    assert ": H012 " in refused(desk, server, "--force", "origin", "FETCH_HEAD:refs/heads/main")
    desk.done("archive", "--restore", case.stem, "--reason", "She rang")
    assert push(desk)[0] == 0
    line = desk.folder / "archive/2026.tsv"
    line.write_text(f"{case.stem}\t{run_git(desk.folder, 'hash-object', str(case)).strip()}\t{'0' * 40}\n", "utf-8")
    case.unlink()
    desk.commit()
    assert ": C065 " in refused(desk, server)


@pytest.mark.parametrize("name", DISHONEST)
def test_a_dishonest_push_is_refused_with_the_reason(name: str, desk: CliCasebook, server: Path) -> None:
    act, code = DISHONEST[name]
    act(desk)
    assert f": {code} " in refused(desk, server, "--force", "origin", "HEAD")


def test_an_honest_branch_beside_a_dishonest_one_does_not_land_alone(desk: CliCasebook, server: Path) -> None:
    """The hook has one answer for the whole push."""
    run_git(desk.folder, "branch", "honest")
    deletes_a_case(desk)
    refused(desk, server, "origin", "HEAD", "honest")


def test_a_new_branch_is_held_against_the_one_that_is_there(desk: CliCasebook, server: Path) -> None:
    moves_a_deadline(desk)
    assert ": C050 " in refused(desk, server, "origin", "HEAD:refs/heads/other")


@pytest.mark.parametrize("name", ["refs/tags/v9", "refs/drafts/ann"])
def test_a_commit_is_judged_by_whatever_name_it_comes(name: str, desk: CliCasebook, server: Path) -> None:
    """A lawful one lands; one that moves a deadline does not, nor as what an annotated tag shows."""
    desk.done("note", desk.cases[0].stem, "Called back")
    assert push(desk, "origin", f"HEAD:{name}")[0] == 0
    moves_a_deadline(desk)
    assert ": C050 " in refused(desk, server, "origin", f"HEAD:{name}x")
    run_git(desk.folder, "tag", "-a", "-m", "x", "annotated")
    assert ": C050 " in refused(desk, server, "origin", f"annotated:{name}x")


def test_a_tag_of_a_file_brings_no_commit(desk: CliCasebook, server: Path) -> None:
    run_git(desk.folder, "tag", "key", "HEAD:casectl.yaml")
    assert push(desk, "origin", "key")[0] == 0
    assert run_git(server, "rev-parse", "refs/tags/key") == run_git(desk.folder, "rev-parse", "key")


@pytest.mark.parametrize(("refspec", "code"), [
    (":refs/heads/main", "H012"), ("+HEAD~1:refs/tags/seal", "H012"), ("HEAD:refs/replace/" + "1" * 40, "H010"),
])  # fmt: skip
def test_nothing_is_deleted_moved_or_replaced(refspec: str, code: str, desk: CliCasebook, server: Path) -> None:
    run_git(server, "config", "receive.denyDeletes", "false")
    run_git(server, "config", "receive.denyDeleteCurrent", "ignore")
    run_git(server, "tag", "seal", "main")
    assert f" {code} " in refused(desk, server, "--force", "origin", refspec)


def test_a_branch_may_go_once_the_servers_own_branch_has_it(desk: CliCasebook, server: Path) -> None:
    desk.done("note", desk.cases[0].stem, "Called back")
    assert push(desk, "origin", "HEAD:refs/heads/topic")[0] == 0
    assert "topic: H012 this branch would be deleted" in refused(desk, server, "origin", ":topic")
    assert push(desk)[0] == 0
    assert ": H012 " in refused(desk, server, "origin", ":topic", ":main")
    assert push(desk, "origin", ":topic")[0] == 0


def test_only_the_branches_that_are_named_are_guarded(desk: CliCasebook, server: Path) -> None:
    """People may rewrite drafts of their own."""
    run_git(server, "config", "casectl.guarded", "refs/heads/main")
    deletes_a_case(desk)
    assert push(desk, "origin", "HEAD:refs/heads/draft")[0] == 0
    refused(desk, server)


def test_a_waiver_needs_a_reason_and_the_servers_leave_and_is_kept(desk: CliCasebook, server: Path) -> None:
    """Nobody waives by himself what he did."""
    deletes_a_case(desk)
    waived = ("-o", "waive=C065 Opened twice by mistake")
    assert "C065 may not be waived here" in refused(desk, server, *waived, "origin", "HEAD")
    run_git(server, "config", "casectl.waivable", "C065")
    assert "does not give a reason" in refused(desk, server, "-o", "waive=C065", "origin", "HEAD")
    for slip in ("waive C065 Opened twice", "Waiver=C065 x"):
        assert "is not a valid waiver" in refused(desk, server, "-o", slip, "origin", "HEAD")
    assert not (server / "casectl/waived.jsonl").exists()
    status, said = push(desk, *waived, "origin", "HEAD")
    assert status == 0
    assert "Opened twice by mistake" in said
    kept = json.loads((server / "casectl/waived.jsonl").read_text("utf-8"))
    assert [(each["code"], each["reason"]) for each in kept["waived"]] == [("C065", "Opened twice by mistake")]
    assert kept["refs"][0]["new"] == main_of(server).strip()
    assert kept["who"] == getpass.getuser()


def test_an_honest_first_push_lands(books: dict[str, Path], shim: Path, tmp_path: Path) -> None:
    """It is judged whole, by the rules of each time."""
    book = CliCasebook(Path(shutil.copytree(books["en"], tmp_path / "book", symlinks=True)))
    book.done(*NEW, "--title", "Torn box", "--customer.name", "Kit")
    run_git(tmp_path, "init", "--quiet", "--bare", "empty.git")
    path = f"{shim}{os.pathsep}{os.environ['PATH']}"
    CliCasebook(tmp_path / "empty.git").done("hook", "install", "pre-receive", PATH=path)
    status, said = push(book, str(tmp_path / "empty.git"), "HEAD:main")
    assert status == 0, said
    assert "nothing found" in said


def test_the_language_of_the_server_is_the_pushers_answer(desk: CliCasebook, server: Path) -> None:
    deletes_a_case(desk)
    _status, said = push(desk, CASECTL_LANG="zh")
    assert "C065 工单被删除" in said


@pytest.mark.servers
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_it_is_the_same_over_every_transport(
    transport: str, book: CliCasebook, server: Path, shim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An honest push lands, eight dishonest ones are refused with the reason shown.

    ``ssh`` is a real server of OpenSSH, and is skipped where there is none. ``ssh-command`` has git talk to a program
    in the place of ssh, which runs in a shell of its own what the server would run: it shows what git does when it is
    called so, not that sshd calls it.
    """
    known = {"PATH": f"{shim}{os.pathsep}{os.environ['PATH']}", **book.env}
    with TRANSPORTS[transport](server.parent, known) as (url, env):
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        honest = clone(book, f"{url}/{server.name}")
        honest.done("note", honest.cases[0].stem, "Called back")
        assert push(honest)[0] == 0
        assert main_of(server) == run_git(honest.folder, "rev-parse", "HEAD")
        for act, code in DISHONEST.values():
            desk = clone(book, f"{url}/{server.name}")
            act(desk)
            assert f": {code} " in refused(desk, server, "--force", "origin", "HEAD")
