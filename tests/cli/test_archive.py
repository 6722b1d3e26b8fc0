"""archive takes closed cases to a repository beside the casebook, which has them with their history."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.clones import clone_of, git
from tests.cli.scenes import Scenes
from tests.conftest import run_git

pytestmark = pytest.mark.slow

_LATER = {"CASECTL_NOW": "2028-11-21T09:00:00+00:00"}
_ARCHIVE = ("archive", "--before", "2027-01-01", "--to", "../archive")


@pytest.fixture
def closed(book: CliCasebook, scenes: Scenes) -> str:
    """The first of the two cases, which is over, and has an attachment."""
    return scenes.lay(book, _over)


def _over(book: CliCasebook) -> str:
    case = book.cases[0].stem
    (book.folder / "sleeve.txt").write_text("one\n", "utf-8")
    book.done("attach", case, "sleeve.txt")
    (book.folder / "sleeve.txt").unlink()
    book.done("contact", case, "in", "Found", "--channel", "phone")
    book.done("contact", case, "in", "It was found")
    book.done("advance", case, "withdrawn", "--reason", "It was found")
    book.env |= _LATER
    return case


def archive_of(book: CliCasebook) -> CliCasebook:
    """The archive beside a casebook."""
    return replace(book, folder=book.folder.parent / "archive")


def _is_sound(book: CliCasebook) -> bool:
    """Whether nothing is wrong but the date of the October case, which was recorded when November's was."""
    found = json.loads(book.run("verify", "--format", "json").out)["rows"]
    return book.run("check").status == 0 and {each["code"] for each in found} <= {"H004"}


def test_the_archive_has_the_file_and_its_history(book: CliCasebook, closed: str) -> None:
    """The very content of the casebook, by git; the casebook has its line, and is sound."""
    path = book.cases[0].relative_to(book.folder).as_posix()
    [row] = book.rows(*_ARCHIVE)
    assert (row["id"], row["result"]) == (closed, "done")
    beside = archive_of(book)
    [line] = (book.folder / "archive/2026.tsv").read_text("utf-8").splitlines()
    blob, commit = line.split("\t")[1:]
    assert run_git(beside.folder, "rev-parse", "HEAD", f"HEAD:{path}").split() == [commit, blob]
    assert (
        run_git(beside.folder, "log", "--format=%s", "--", path).splitlines()
        == run_git(book.folder, "log", "--format=%s", "HEAD~", "--", path).splitlines()
    )
    assert [*beside.folder.glob(f"attachments/{closed}/*-sleeve.txt")]
    assert (run_git(book.folder, "status", "--porcelain"), run_git(beside.folder, "status", "--porcelain")) == ("", "")
    assert (_is_sound(book), _is_sound(beside)) == (True, True)
    assert (len(book.cases), len(beside.cases)) == (1, 1)


def test_what_reads_a_case_finds_it_there(book: CliCasebook, closed: str) -> None:
    """By a part of its id; what writes to it is refused, and says how to bring it back."""
    book.done("set", closed, "title=Torn box of May")
    page, trail = book.done("show", closed), book.rows("audit", closed)
    book.done(*_ARCHIVE)
    assert book.done("show", closed[-5:]).splitlines()[0] == page.splitlines()[0]
    assert book.rows("audit", closed)[: len(trail)] == trail
    assert [each["event"] for each in book.rows("audit", closed)[len(trail) :]] == ["archived"]
    assert book.rows("show", closed)[0]["archived"] is True
    assert ("archived", closed) in {(each["event"], each["case"]) for each in book.rows("audit", "--by", "ann")}
    for words in (("note", closed, "x"), ("reopen", closed, "--reason", "x"), ("set", closed, "title=x"),
                  ("adopt", closed), ("undo", closed), ("edit", closed)):  # fmt: skip
        assert f"casectl archive --restore {closed}" in book.refused(3, *words)
    for words in (("explain", closed), ("due", closed), ("similar", closed)):
        assert book.run(*words).status == 0, words


def test_it_comes_back_and_goes_again(book: CliCasebook, closed: str) -> None:
    """With its attachment; all stays sound, and the archive then has what was added."""
    book.done(*_ARCHIVE)
    book.done("archive", "--restore", closed, "--reason", "She rang again")
    [sleeve] = book.folder.glob(f"attachments/{closed}/*-sleeve.txt")
    assert sleeve.read_text("utf-8") == "one\n"
    book.done("note", closed, "She rang again")
    assert _is_sound(book)
    book.done(*_ARCHIVE)
    assert "She rang again" in archive_of(book).done("show", closed)
    assert _is_sound(book)


def test_the_archive_is_judged_with_its_history_and_written_to_by_nothing_else(book: CliCasebook, closed: str) -> None:
    """It is sound run after run, although the casebook's other cases are not in it; a case of its own that is deleted
    there is a finding, and no verb records anything.
    """
    book.done(*_ARCHIVE)
    beside = archive_of(book)
    assert _is_sound(beside)
    second = book.cases[0].stem
    book.done("contact", second, "in", "Found", "--channel", "phone")
    book.done("contact", second, "in", "It was found")
    book.done("advance", second, "withdrawn", "--reason", "It was found")
    book.done("archive", "--before", "2029-01-01", "--to", "../archive")
    assert (_is_sound(beside), len(beside.cases)) == (True, 2)
    for words in (
        ("note", second, "x"),
        (*NEW, "--title", "Torn", "--customer.name", "Kit"),
        ("archive", "--restore", second, "--reason", "x"),
    ):
        assert "this is the archive of a casebook" in beside.refused(3, *words)
    beside.cases[0].unlink()
    beside.commit()
    assert "C065" in beside.run("verify").out
    assert "C065" in beside.run("check").out


def test_an_archive_is_not_taken_for_its_casebook(book: CliCasebook, closed: str) -> None:
    """Pushed there, it would go on from the branch, and have lost every other case."""
    book.done(*_ARCHIVE)
    head = run_git(book.folder, "rev-parse", "HEAD").strip()
    book.done("check")
    run_git(book.folder, "pull", "-q", "--no-rebase", "--no-edit", "../archive", "main")
    assert "C065" in book.run("check", "--base", head).out
    assert "C065" in book.run("check").out


def test_a_list_that_was_edited_is_a_finding(book: CliCasebook, closed: str) -> None:
    """A line typed in, about a case that never went, and the line of one that did taken out."""
    book.done(*_ARCHIVE)
    file = book.folder / "archive/2026.tsv"
    line, second = file.read_text("utf-8"), book.cases[0].stem
    file.write_text(line + line.replace(closed, second), "utf-8")
    book.commit()
    assert f"{second} is both in the casebook and in the archive" in book.run("check").out
    assert "this commit did not archive the case" in book.run("verify").out
    file.write_text("", "utf-8")
    book.commit()
    assert f"the archive entry for {closed} was removed, but the case is still in the archive" in book.run("verify").out


def test_an_archive_that_was_changed_is_a_finding(book: CliCasebook, closed: str) -> None:
    """Where it can be reached; one that is behind is said to be, and so is one that is not there, not at all."""
    with (book.folder / "casectl.yaml").open("a", encoding="utf-8") as settings:
        settings.write("archive: {to: ../archive}\n")
    book.commit()
    book.done("check")
    book.done(*_ARCHIVE)
    beside = archive_of(book)
    beside.cases[0].write_text(beside.cases[0].read_text("utf-8").replace("Torn box", "Torn bin"), "utf-8")
    beside.commit()
    assert "differs from what was archived" in book.run("check").out
    run_git(beside.folder, "reset", "-q", "--hard", "HEAD~2")
    run_git(beside.folder, "reflog", "expire", "--expire=now", "--all")
    run_git(beside.folder, "gc", "-q", "--prune=now")
    answer = book.run("check")
    assert (answer.status, "run git pull in the archive folder" in answer.err + answer.out) == (0, True)
    beside.folder.rename(beside.folder.with_name("elsewhere"))
    assert book.run("check").status == 0


def test_lists_and_search_look_into_the_archive_when_asked(book: CliCasebook, closed: str) -> None:
    """Only for what is there now; what came back is here."""
    with (book.folder / "casectl.yaml").open("a", encoding="utf-8") as settings:
        settings.write("archive: {to: ../archive}\n")
    book.commit()
    assert "../archive is not on this machine" in book.refused(4, "list", "--archived")
    book.done(*_ARCHIVE)
    for words in (("list",), ("list", "state:withdrawn"), ("search", "Torn", "box")):
        assert [row["id"] for row in book.rows(*words, "--archived")] == [closed]
        assert closed not in {row["id"] for row in book.rows(*words)}
    assert [row["cases"] for row in book.rows("list", "--archived", "--group-by", "state")] == [1]
    book.done("archive", "--restore", closed, "--reason", "She rang")
    assert book.rows("list", "--archived") == []


def test_a_case_that_somebody_kept_in_a_merge_by_hand_is_put_together(book: CliCasebook, closed: str) -> None:
    """Archived here, worked on there: check names what the merge lost, and the way out, which loses nothing."""
    other = clone_of(book, now="2028-11-22T09:00:00+00:00")
    other.run("check")
    book.done(*_ARCHIVE)
    other.done("note", closed, "She wrote")
    git(other, "pull", "-q", "--no-rebase", str(book.folder), "main", status=1)
    git(other, "add", ".")
    run_git(other.folder, "commit", "-qm", "Kept", **other.env, GIT_COMMITTER_DATE=other.env["CASECTL_NOW"])
    later = {"CASECTL_NOW": "2028-11-23T09:00:00+00:00"}
    answer = other.run("check", **later)
    assert answer.out.count("C062") == 1
    assert f"casectl archive --restore {closed}" in answer.out
    assert other.run("verify", **later).out.count("C062") == 1
    other.done("archive", "--restore", closed, "--reason", "She wrote", **later)
    assert {"archived", "noted", "restored"} <= {row["event"] for row in other.rows("audit", closed, **later)}
    assert other.run("check", **later).status == 0
    assert "C063" not in other.run("verify", **later).out


def test_where_cases_went_last_is_the_archive_of_this_clone(book: CliCasebook, closed: str) -> None:
    """Until casectl.yaml says where: for lists and for who complains again, and not to write to."""
    assert "the archive's folder is not set" in book.refused(4, "search", "Torn", "--archived")
    book.done("set", closed, "reference=ORD-77", "customer.ref=CU-1", "--reason", "She had it at hand")
    book.done(*_ARCHIVE)
    assert [row["id"] for row in book.rows("search", "Torn", "--archived")] == [closed]
    assert "folder is not set" in book.refused(2, "archive", "--before", "2027-01-01", "--dry-run")
    said = book.run(
        *NEW, "--title", "Again", "--customer.name", "Kit", "--reference", "ORD-77", "-f", "customer.ref=CU-1"
    )
    assert f"{closed} may be the same complaint" in " ".join(said.err.split())


def test_settings_name_the_folder(book: CliCasebook, closed: str) -> None:
    """Seen from casectl.yaml, wherever one is."""
    with (book.folder / "casectl.yaml").open("a", encoding="utf-8") as settings:
        settings.write("archive: {to: ../archive}\n")
    book.commit()
    deep = replace(book, folder=book.folder / "cases/2026")
    assert [row["id"] for row in deep.rows("archive", "--before", "2027-01-01")] == [closed]
    assert len(archive_of(book).cases) == 1


def _file(folder: Path) -> None:
    folder.mkdir()
    (folder / "letters.txt").write_text("mine\n", "utf-8")


def _repository(folder: Path) -> None:
    _file(folder)
    run_git(folder.parent, "init", "--quiet", str(folder))
    run_git(folder, "add", "--all")
    run_git(folder, "commit", "--quiet", "-m", "mine")


@pytest.mark.parametrize(("made", "to", "says"), [
    (_file, "../archive", "../archive already exists and is not an archive"),
    (_repository, "../archive", "../archive already exists and is not an archive"),
    (None, "archive", "archive is the casebook's own folder, is inside it, or contains it"),
    (None, ".", "is inside it, or contains it"),
    (None, "..", "is inside it, or contains it"),
])  # fmt: skip
def test_a_folder_that_is_something_else_is_left_alone(
    book: CliCasebook, closed: str, made: object, to: str, says: str
) -> None:
    """Nothing of anybody is written to; the case stays."""
    folder = book.folder.parent / "archive"
    if callable(made):
        made(folder)
    before = {path.name for path in folder.iterdir()} if folder.exists() else None
    answer = book.run("archive", "--before", "2027-01-01", "--to", to)
    assert (answer.status, says in answer.err) == (3, True)
    assert len(book.cases) == 2
    assert ({path.name for path in folder.iterdir()} if folder.exists() else None) == before


def test_the_archive_of_another_casebook_is_refused(book: CliCasebook, closed: str, tmp_path: Path) -> None:
    """Their ids would stand beside each other."""
    other = replace(book, folder=tmp_path / "second")
    other.folder.mkdir()
    other.done("init", ".", "--yes", **_LATER)
    book.done(*_ARCHIVE)
    [opened] = other.rows(*NEW, "--title", "Torn", "--customer.name", "Kit")
    other.done("contact", opened["id"], "in", "Found", "--channel", "phone")
    other.done("contact", opened["id"], "in", "It was found")
    other.done("advance", opened["id"], "withdrawn", "--reason", "found")
    answer = other.run("archive", "state:withdrawn", "--to", "../archive")
    assert (answer.status, "is the archive of another casebook" in answer.err) == (3, True)
    assert len(other.cases) == 1


def test_it_says_which_cases(book: CliCasebook, closed: str) -> None:
    """Every closed case by a slip would be too much."""
    assert "choose the cases" in book.refused(2, "archive", "--to", "../archive")
    assert "--restore takes a case" in book.refused(2, "archive", "--restore", closed, "--before", "2027-01-01")


def test_a_partial_clone_accuses_nobody_of_what_the_lists_were(book: CliCasebook, closed: str, tmp_path: Path) -> None:
    """Of a list that it lacks as it was, it says that it cannot tell; the whole clone has nothing to say."""
    book.done(*_ARCHIVE)
    other = next(path.stem for path in book.cases if path.stem != closed)
    book.done("contact", other, "in", "Found", "--channel", "phone")
    book.done("advance", other, "withdrawn", "--reason", "It was found")
    book.done("archive", "--before", "2029-01-01", "--to", "../archive", CASECTL_NOW="2029-11-21T09:00:00+00:00")
    assert _is_sound(book)
    run_git(book.folder, "config", "uploadpack.allowFilter", "true")
    run_git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{book.folder}", "partial")
    partial = replace(book, folder=tmp_path / "partial")
    answer = partial.run("verify", "--format", "json", CASECTL_NOW="2029-11-22T09:00:00+00:00")
    assert answer.status in (0, 1), answer.err
    said = json.loads(answer.out)
    assert {each["code"] for each in said["rows"]} <= {"H004"}
    assert "archive/2026.tsv" in answer.out + answer.err
