"""sync brings what others recorded, gives them what is new here, and loses nothing of either."""

from __future__ import annotations

import json
import os

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.shared import LATER, demand_sound, head, server, told
from tests.conftest import run_git

pytestmark = pytest.mark.slow


def test_what_one_records_the_other_gets(shared: CliCasebook, other: CliCasebook) -> None:
    """And both end with the same commit as the remote."""
    shared.done("note", shared.cases[0].stem, "from Ann")
    assert shared.done("sync").splitlines() == [
        "received from origin/main: nothing new",
        f"sent to origin/main: 1 event on 1 case ({shared.cases[0].stem}) by ann",
        "for you: nothing to decide",
    ]
    said = f"received from origin/main: 1 event on 1 case ({shared.cases[0].stem}) by ann\n"
    assert other.done("sync").startswith(said)
    assert other.cases[0].read_bytes() == shared.cases[0].read_bytes()
    assert head(shared.folder) == head(other.folder) == head(server(shared))
    assert run_git(other.folder, "status", "--porcelain") == ""


def test_both_worked_on_one_case(shared: CliCasebook, other: CliCasebook) -> None:
    """Both notes stay, what no rule decides is on record, and the history is lawful."""
    case = shared.cases[0].stem
    for each, text in ((shared, "from Ann"), (other, "from Ben")):
        (each.folder.parent / "photo.txt").write_text(text, "utf-8")
        each.done("attach", case, "../photo.txt")
        each.done("note", case, text)
        each.done("set", case, f"title={text}")
    shared.done("sync")
    found = told(other)
    assert found["undecided"] == [{"case": case, "about": ["title"]}]
    assert {each.read_text("utf-8") for each in other.folder.glob("attachments/*/*")} == {"from Ann", "from Ben"}
    assert (found["pushed"], found["merged"]) == (True, True)
    assert told(shared)["undecided"] == found["undecided"]
    assert f"for you: nothing new; still to be decided: {case} (casectl show CASE)" in shared.done("sync")
    assert told(shared, "--dry-run")["open_before"] == [case]
    assert shared.cases[0].read_bytes() == other.cases[0].read_bytes()
    text = shared.cases[0].read_text("utf-8")
    assert text.count("from Ann") > 1 < text.count("from Ben")
    for each in (shared, other):
        demand_sound(each)
    other.done("reconcile", case, "--reason", "Ann spoke to the customer")
    other.done("sync")
    assert "reconcile" not in shared.done("sync")


def test_a_connection_that_breaks_once_the_other_side_has_it_is_no_failure(shared: CliCasebook) -> None:
    """git then fails over what has been taken: casectl asks the other side what it has."""
    shared.done("note", shared.cases[0].stem, "from Ann")
    hook = server(shared) / "hooks" / "post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n")
    hook.chmod(0o755)
    assert "sent to origin/main: 1 event" in shared.done("sync")
    assert head(server(shared)) == head(shared.folder)


def test_nothing_is_done_in_a_dry_run(shared: CliCasebook, other: CliCasebook) -> None:
    """It says what would come and go."""
    case = shared.cases[0].stem
    shared.done("note", case, "from Ann")
    shared.done("sync")
    other.done("note", case, "from Ben")
    before, there = other.picture(), run_git(server(shared), "for-each-ref")
    found = told(other, "--dry-run")
    assert [(row["direction"], row["about"], row["people"]) for row in found["rows"]] == [
        ("came", case, ["ann"]), ("went", case, ["ben"]),
    ]  # fmt: skip
    assert (other.picture(), run_git(server(shared), "for-each-ref")) == (before, there)


def test_work_that_is_not_recorded_is_left_as_it_is(shared: CliCasebook, other: CliCasebook) -> None:
    """Edited, staged and new files that nothing comes to; the rest is exchanged."""
    shared.done("note", shared.cases[0].stem, "from Ann")
    shared.done("sync")
    (other.folder / "draft.txt").write_text("mine")
    edited, staged = other.cases[1], other.folder / "casectl.yaml"
    edited.write_text(edited.read_text("utf-8").replace("Torn", "Worn"), "utf-8")
    staged.write_text(staged.read_text("utf-8") + "# staged\n", "utf-8")
    run_git(other.folder, "add", "casectl.yaml")
    before = run_git(other.folder, "status", "--porcelain"), edited.read_bytes(), staged.read_bytes()
    other.done("sync")
    assert (run_git(other.folder, "status", "--porcelain"), edited.read_bytes(), staged.read_bytes()) == before
    assert "from Ann" in other.cases[0].read_text("utf-8")


@pytest.mark.parametrize("how", ["edited", "staged", "deleted"])
def test_what_comes_to_a_file_with_such_work_waits_for_it(shared: CliCasebook, other: CliCasebook, how: str) -> None:
    """Nothing is touched, and it says how to go on."""
    shared.done("note", shared.cases[0].stem, "from Ann")
    shared.done("sync")
    text = other.cases[0].read_text("utf-8")
    if how == "deleted":
        other.cases[0].unlink()
    else:
        other.cases[0].write_text(text.replace("Torn", "Worn"), "utf-8")
    if how == "staged":
        run_git(other.folder, "add", "--all")
        other.cases[0].write_text(text, "utf-8")
    files = {path: path.read_bytes() for path in other.cases}
    was = head(other.folder)
    path = shared.cases[0].relative_to(shared.folder)
    answer = other.run("sync")
    assert other.run("sync", "--dry-run") == answer
    assert answer.status == 3
    way_out = f"git checkout HEAD -- {path}" if how == "deleted" else f"casectl adopt {shared.cases[0].stem}"
    assert way_out in answer.err
    assert (head(other.folder), {path: path.read_bytes() for path in other.cases}) == (was, files)


def test_a_new_file_that_comes_where_one_is_waits_too(shared: CliCasebook, other: CliCasebook) -> None:
    """An own file is not written over."""
    (shared.folder / "notes.txt").write_text("Ann's")
    shared.commit()
    shared.done("sync")
    (other.folder / "notes.txt").write_text("Ben's")
    answer = other.run("sync")
    assert (answer.status, "git stash -u -- notes.txt" in answer.err) == (3, True)
    assert (other.folder / "notes.txt").read_text() == "Ben's"
    run_git(other.folder, "stash", "-u", "--quiet", "--", "notes.txt")
    other.done("sync")
    assert (other.folder / "notes.txt").read_text() == "Ann's"


def test_files_that_are_no_cases_come_too(shared: CliCasebook, other: CliCasebook) -> None:
    """With what both changed in different lines."""
    lines = [f"line {number}\n" for number in range(9)]
    (shared.folder / "notes.txt").write_text("".join(lines))
    shared.commit()
    shared.done("sync")
    other.done("sync")
    (shared.folder / "notes.txt").write_text("".join(["Ann\n", *lines[1:]]))
    (other.folder / "notes.txt").write_text("".join([*lines[:-1], "Ben\n"]))
    for each in (shared, other):
        each.commit()
    shared.done("sync")
    other.done("sync")
    assert (other.folder / "notes.txt").read_text() == "".join(["Ann\n", *lines[1:-1], "Ben\n"])


def test_what_no_rule_merges_is_left_to_a_person(shared: CliCasebook, other: CliCasebook) -> None:
    """Both changed the same line of the settings: nothing came in, and nothing went."""
    for each, name in ((shared, "Ann's"), (other, "Ben's")):
        settings = each.folder / "casectl.yaml"
        settings.write_text(settings.read_text("utf-8").replace('name: "Parcels"', f'name: "{name} parcels"'), "utf-8")
        each.commit()
    shared.done("sync")
    there = head(server(shared))
    answer = other.run("sync")
    assert answer.status == 3
    assert "casectl.yaml" in answer.err
    assert head(server(shared)) == there


def test_what_is_unlawful_of_ones_own_is_not_given_away(shared: CliCasebook, other: CliCasebook) -> None:
    """What came is taken all the same."""
    shared.done("note", shared.cases[1].stem, "from Ann")
    shared.done("sync")
    other.cases[0].write_text(other.cases[0].read_text("utf-8").replace("state: received", "state: closed"), "utf-8")
    other.commit("By hand")
    there = head(server(shared))
    answer = other.run("sync")
    assert answer.status == 3
    assert "C050" in answer.err
    assert head(server(shared)) == there
    assert "from Ann" in other.cases[1].read_text("utf-8")


def test_what_came_unlawfully_is_merged_and_named(shared: CliCasebook, other: CliCasebook) -> None:
    """With --strict it is not, and nothing changes."""
    shared.cases[0].write_text(shared.cases[0].read_text("utf-8").replace("state: received", "state: closed"), "utf-8")
    shared.commit("By hand")
    run_git(shared.folder, "push", "-q", "origin", "main")
    other.done("note", other.cases[1].stem, "from Ben")
    was = head(other.folder)
    answer = other.run("sync", "--strict")
    assert (answer.status, head(other.folder)) == (3, was)
    assert "C050" in answer.err
    found = told(other, status=1)
    assert [each["code"] for each in found["incoming"]] == ["C050"]
    assert (found["pushed"], found["own"]) == (True, [])


def test_a_remote_that_moves_meanwhile_is_fetched_again(shared: CliCasebook, other: CliCasebook) -> None:
    """Ann's push lands just before Ben's: a hook of the server sees to that, once."""
    shared.done("note", shared.cases[0].stem, "from Ann")
    hook = server(shared) / "hooks" / "pre-receive"
    hook.write_text(
        f"#!/bin/sh\nrm {hook}\nunset GIT_QUARANTINE_PATH $(git rev-parse --local-env-vars)\n"
        f"git -C {shared.folder} push -q {server(shared)} main\n"
    )
    hook.chmod(0o755)
    other.done("note", other.cases[0].stem, "from Ben")
    assert told(other)["pushed"]
    assert not hook.exists()
    shared.done("sync")
    assert head(shared.folder) == head(other.folder) == head(server(shared))
    assert "from Ann" in other.cases[0].read_text("utf-8")


def test_when_a_clone_was_synced_is_for_its_owner_alone(shared: CliCasebook) -> None:
    """As the other private files of casectl are, whatever the umask, so that doctor has nothing to say."""
    assert (shared.folder / ".git/casectl/synced").stat().st_mode & 0o077 == 0


def test_an_empty_remote_gets_all(book: CliCasebook) -> None:
    """A new one, which has no branch at all."""
    run_git(book.folder, "init", "-q", "--bare", "../shared.git")
    run_git(book.folder, "remote", "add", "origin", "../shared.git")
    book.done("sync")
    assert head(server(book)) == head(book.folder)


def test_remote_and_branch_may_be_pinned(shared: CliCasebook) -> None:
    """By the settings of the casebook, whatever git's are; an option is above both."""
    run_git(shared.folder, "clone", "-q", "--bare", ".", "../backup.git")
    run_git(shared.folder, "remote", "add", "backup", "../backup.git")
    assert "no setting says which of" in shared.refused(6, "sync")
    settings = shared.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "sync: {remote: backup, branch: main}\n", "utf-8")
    shared.commit()
    assert told(shared)["upstream"] == "backup/main"
    assert told(shared, "--remote", "origin")["upstream"] == "origin/main"
    assert "did you mean origin?" in shared.refused(6, "sync", "--remote", "orign")
    assert "the remotes here: backup, origin" in shared.refused(6, "sync", "--remote", "elsewhere")


def test_the_ways_out_of_a_pin_lead_out(shared: CliCasebook) -> None:
    """A branch that is not there yet, under another name than ours; a remote that has another name here."""
    settings = shared.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "sync: {remote: hub, branch: desk}\n", "utf-8")
    shared.commit()
    for status in (6, 3):
        _, _, pasted = shared.refused(status, "sync").replace("\n", " ").rpartition(" git ")
        run_git(shared.folder, *pasted.split())
    assert told(shared)["upstream"] == "hub/desk"


def test_whoever_records_is_told_that_the_last_sync_is_long_ago(shared: CliCasebook) -> None:
    """By a setting, and without asking the remote."""
    settings = shared.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8") + "sync: {warn_after: 8h}\n", "utf-8")
    shared.commit()
    server(shared).rename(server(shared).with_name("elsewhere.git"))
    case = shared.cases[0].stem
    assert "sync" not in shared.run("note", case, "soon").err
    assert "the last casectl sync was 1d ago" in shared.run("note", case, "late", CASECTL_NOW=LATER).err


def test_a_killed_sync_leaves_nothing_behind(shared: CliCasebook, other: CliCasebook) -> None:
    """The branch has moved, and no file was laid out: the next command does that, and the next sync goes on."""
    shared.done("note", shared.cases[0].stem, "from Ann")
    (shared.folder / "notes.txt").write_text("Ann's")
    shared.commit()
    shared.done("sync")
    was, commit = head(other.folder), head(shared.folder)
    run_git(other.folder, "fetch", "-q")
    pending = other.folder / ".git/casectl/pending"
    pending.mkdir(parents=True, exist_ok=True)
    note = {"ref": "refs/heads/main", "base": was, "commit": commit}
    for folder in (pending, pending.with_name("taken")):
        folder.mkdir(exist_ok=True)
        (folder / f"{commit}.json").write_text(json.dumps(note))
    run_git(other.folder, "update-ref", "refs/heads/main", commit)
    other.done("sync")
    assert run_git(other.folder, "status", "--porcelain") == ""
    assert other.cases[0].read_bytes() == shared.cases[0].read_bytes()
    assert (other.folder / "notes.txt").read_text() == "Ann's"


def test_a_program_that_comes_can_be_run(shared: CliCasebook, other: CliCasebook) -> None:
    """git's mode of a file counts in the work tree too."""
    script = shared.folder / "report.sh"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    shared.commit()
    shared.done("sync")
    other.done("sync")
    assert os.access(other.folder / "report.sh", os.X_OK)
    assert run_git(other.folder, "status", "--porcelain") == ""
