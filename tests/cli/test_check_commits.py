"""check looks at every commit since it last looked, so that a plain `git commit` hides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.formal import MIA
from tests.cli.plain_commits import AS_ANN, rewrite, twice, with_two_notes
from tests.cli.scenes import Scenes
from tests.conftest import run_git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.casebook import CliCasebook

pytestmark = pytest.mark.slow


@pytest.fixture
def case(book: CliCasebook, scenes: Scenes) -> Path:
    """A case with two notes, at which check has looked."""
    scenes.lay(book, with_two_notes)
    return book.cases[0]


def test_who_moved_the_branch_back_says_so_once(book: CliCasebook, case: Path) -> None:
    """check names the way back, and after `verify --all` it asks no longer for what is gone; for the rest it does."""
    lost = run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()
    run_git(book.folder, "reset", "-q", "--hard", "HEAD~1")
    answer = twice(book)
    assert answer.status == 1
    assert f"git merge {lost} brings it back; if you removed it on purpose: casectl verify --all" in answer.err
    rewrite(book, case, "rang once", "never rang")
    book.run("verify", "--all")
    answer = book.run("check")
    assert (answer.status, "was altered in commit" in answer.out, lost in answer.out) == (1, True, False)


def test_the_first_look_says_that_it_is_not_at_the_history(book: CliCasebook) -> None:
    assert "casectl verify checks it" in book.run("check").err
    assert "casectl verify checks it" not in book.run("check").err


def test_an_event_altered_by_a_commit_is_found_until_it_is_as_it_was(book: CliCasebook, case: Path) -> None:
    """With its place, the commit and who recorded it."""
    rewrite(book, case, "rang twice", "never rang")
    answer = twice(book)
    assert answer.status == 1
    commit = run_git(book.folder, "rev-parse", "--short=10", "HEAD").strip()
    assert f"was altered in commit {commit} by Ada Testwell, 20" in answer.out
    assert answer.out.partition(": C063")[0].count(":") == 2
    rewrite(book, case, "never rang", "rang twice")
    assert twice(book).status == 0


def test_nobody_waives_what_they_committed_around_the_tool(book: CliCasebook, case: Path) -> None:
    """Who it was says the commit, by address; a colleague's waiver lets it stand (C063, and so every such finding)."""
    rewrite(book, case, "rang twice", "never rang", **AS_ANN)
    settings = book.folder / "casectl.yaml"
    before = settings.read_text("utf-8")
    waiver = "waivers:\n  - {{code: C063, reason: so, person: {person}, until: 2027-12-31}}\n"
    for person, status in (("ann", 1), ("mia", 0)):
        settings.write_text(before + waiver.format(person=person), encoding="utf-8")
        book.done("adopt", "casectl.yaml", **MIA)
        answer = book.run("check")
        assert (answer.status, "was altered in commit" in answer.out) == (status, status == 1), answer.out + answer.err


def test_an_event_that_a_stale_editor_took_out_is_found(book: CliCasebook, case: Path) -> None:
    """Found by use (G13): recorded and taken out again between two looks, it was in no version that check saw."""
    stale = case.read_text("utf-8")
    book.done("note", case.stem, "the depot called")
    case.write_text(stale, "utf-8")
    book.commit()
    answer = twice(book)
    assert answer.status == 1
    assert "C062 event" in answer.out
    assert "was removed in commit" in answer.out


def _line(name: str, text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return write


def _twin(folder: Path) -> None:
    case = next(folder.glob("cases/*/*/*.yaml"))
    (folder / "cases/copy.yaml").write_bytes(case.read_bytes())


def _repository(folder: Path) -> None:
    run_git(folder, "init", "-q", "calendars/inner")
    run_git(folder / "calendars/inner", "commit", "-q", "--allow-empty", "-m", "inner")


@pytest.mark.parametrize(
    ("code", "path", "do"),
    [
        ("H006", "cases/copy.yaml", _twin),
        ("H007", "attachments", lambda folder: (folder / "attachments").symlink_to("/etc/hosts")),
        ("H007", "calendars/inner", _repository),
        ("H008", ".gitattributes", _line(".gitattributes", "cases/** -diff\n")),
        ("H009", ".mailmap", _line(".mailmap", "Somebody <ann@example.org>\n")),
    ],
)
def test_what_a_commit_does_around_cases_is_found_until_it_is_taken_back(
    book: CliCasebook, case: Path, code: str, path: str, do: Callable[[Path], None]
) -> None:
    """A clashing name, a link, another repository, a line that hides changes: check says of it what check --base and
    verify say, each time, and nothing more once the file is gone or as it was before.
    """
    before = run_git(book.folder, "rev-parse", "HEAD").strip()
    do(book.folder)
    book.commit()
    for answer in (twice(book), book.run("check", "--base", before)):
        assert answer.status == 1
        assert f"{path}: {code} " in answer.out
    run_git(book.folder, "rm", "-rqf", "--cached", path)
    run_git(book.folder, "read-tree", before)
    run_git(book.folder, "clean", "-ffdq")
    run_git(book.folder, "checkout", "-q", "--", ".")
    book.commit()
    assert twice(book).status == 0


def test_an_impossible_date_is_found_as_long_as_the_branch_has_the_commit(book: CliCasebook, case: Path) -> None:
    """Nothing that comes later mends it: a waiver lets it stand, or the branch goes back."""
    (book.folder / "notes.txt").write_text("x", "utf-8")
    run_git(book.folder, "add", "--all")
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2001-01-01T00:00:00Z")
    run_git(book.folder, "commit", "-qm", "old", **dates)
    assert "H004 the commit is dated before the one it follows" in twice(book).out
    book.done("note", case.stem, "later")
    assert "H004" in twice(book).out
    run_git(book.folder, "reset", "-q", "--hard", "HEAD~2")
    assert "H004" not in book.run("check").out


def test_a_case_deleted_and_committed_is_found_until_it_is_back(book: CliCasebook, case: Path) -> None:
    """Found by use (G12)."""
    data = case.read_bytes()
    run_git(book.folder, "rm", "--quiet", str(case))
    book.commit()
    answer = twice(book)
    assert (answer.status, "C065 the case was deleted in commit" in answer.out) == (1, True)
    case.parent.mkdir(exist_ok=True)
    case.write_bytes(data)
    book.commit()
    assert twice(book).status == 0


def test_a_renamed_case_is_found(book: CliCasebook, case: Path) -> None:
    run_git(book.folder, "mv", str(case), str(case.with_name("C-2611-00000001X.yaml")))
    book.commit()
    assert "C065 the case was deleted in commit" in twice(book).out


def test_what_passes_through_an_unreadable_version_is_found(book: CliCasebook, case: Path) -> None:
    """A file broken by one commit and mended by another, with an event less, whether check looked between or not."""
    rewrite(book, case, "journal:\n", "journal: &a\n")
    assert "C000" in twice(book).out
    rewrite(book, case, "journal: &a\n", "journal:\n")
    assert twice(book).status == 0
    rewrite(book, case, "journal:\n", "journal: &a\n")
    assert book.run("check").status == 1
    case.write_text(
        case.read_text("utf-8").replace("journal: &a\n", "journal:\n").replace("rang twice", "never"), "utf-8"
    )
    book.commit()
    assert "C063" in twice(book).out


def test_a_branch_that_was_moved_back_has_lost_what_was_recorded(book: CliCasebook, case: Path) -> None:
    """`git reset` takes acknowledged events away; what comes back is no fault."""
    head = run_git(book.folder, "rev-parse", "HEAD").strip()
    run_git(book.folder, "reset", "--quiet", "--hard", "HEAD~1")
    answer = twice(book)
    assert (answer.status, "was removed: the branch no longer contains commit" in answer.out) == (1, True)
    run_git(book.folder, "reset", "--quiet", "--hard", head)
    assert twice(book).status == 0


def test_a_field_changed_without_an_event_is_said_once_with_its_commit(book: CliCasebook, case: Path) -> None:
    """Fields are free to edit for the people of the casebook: it is no fault, and audit has it for ever."""
    rewrite(book, case, "problem: Torn", "problem: Fine", **AS_ANN)
    answer = book.run("check")
    assert answer.status == 0
    assert "C068 fields.problem (Torn → Fine) changed, although no event records the change, in commit" in answer.err
    assert "C068" not in book.run("check").err


def test_a_field_changed_by_somebody_who_is_not_in_the_settings_is_found(book: CliCasebook, case: Path) -> None:
    """No verb lets strangers change anything, so plain git does not either, by any of the ways to ask; until it is back
    or somebody of the casebook says it with an event.
    """
    base = run_git(book.folder, "rev-parse", "HEAD").strip()
    written = case.read_text("utf-8")
    case.write_text(written.replace("problem: Torn", "problem: Fine"), "utf-8")
    zoe = {f"GIT_{who}_EMAIL": "zoe@example.org" for who in ("AUTHOR", "COMMITTER")}
    assert "changed without being committed (" in book.run("check", **zoe).out
    assert book.run("check").status == 0
    case.write_text(written, "utf-8")
    rewrite(book, case, "problem: Torn", "problem: Fine")
    said = "C098 fields.problem (Torn → Fine) changed, without an event (Ada Testwell <ada@example.org>: "
    for words in (("check",), ("check",), ("check", "--base", base), ("verify",)):
        answer = book.run(*words)
        assert (answer.status, said in answer.out) == (1, True), answer.out
    rewrite(book, case, "problem: Fine", "problem: Torn", **AS_ANN)
    assert book.run("check").status == 0
    book.done("set", case.stem, "problem=Fine", "--reason", "as the customer says")
    assert book.run("check").status == 0


def test_a_private_value_that_a_commit_changed_is_not_said(book: CliCasebook, case: Path) -> None:
    """What check says ends in the logs of a server."""
    rewrite(book, case, 'contact: "0100"', 'contact: "0177 4455667"')
    answer = twice(book)
    assert "fields.customer.contact (*** → ***67) changed" in answer.out
    assert "4455667" not in answer.out + answer.err


def test_whom_a_complaint_is_about_is_changed_by_an_event_alone(book: CliCasebook, case: Path) -> None:
    """Found by use: a name taken out by an editor and committed was said once, and no more. Until it is back, or an
    event says it.
    """
    book.done("set", case.stem, "about=Ben", "--reason", "as the customer says")
    assert book.run("check").status == 0
    rewrite(book, case, "about: Ben", "about: nobody")
    answer = twice(book)
    assert answer.status == 1
    assert "C112 fields.about (B*** → n***) changed, without an event (" in answer.out
    rewrite(book, case, "about: nobody", "about: Ben")
    assert book.run("check").status == 0
    rewrite(book, case, "about: Ben", "about: nobody")
    assert twice(book).status == 1
    book.done("set", case.stem, "about=Ben, it seems", "--reason", "the name came out by mistake")
    assert book.run("check").status == 0


def test_an_edit_is_judged_before_its_commit_and_after_it_by_every_way(book: CliCasebook, case: Path) -> None:
    """With its place, its field and the person; a field that the case must have is not emptied either."""
    case.write_text(case.read_text("utf-8").replace("  problem: Torn", "  about: Ben\n  problem:"), "utf-8")
    before = book.run("check").out
    book.commit()
    for said in (before, book.run("check").out, book.run("check", "--base", "HEAD~1").out, book.run("verify").out):
        assert "C112 fields." in said
        assert "fields.about" in said
        assert "say why" in said
        assert ": C030 " in said
        assert case.name in said.partition("C112")[0]


def test_merges_and_work_on_other_branches_are_no_faults(book: CliCasebook, case: Path) -> None:
    """Two branches that each added an event, merged by meaning; and a branch looked at for the first time."""
    main = run_git(book.folder, "symbolic-ref", "--short", "HEAD").strip()
    other = next(each for each in book.cases if each != case)
    run_git(book.folder, "checkout", "--quiet", "-b", "side", "HEAD~1")
    book.done("note", other.stem, "on the side")
    assert book.run("check").status == 0
    run_git(book.folder, "checkout", "--quiet", main)
    book.done("note", case.stem, "on main")
    run_git(book.folder, "merge", "--quiet", "--no-edit", "side", GIT_COMMITTER_DATE=book.env["CASECTL_NOW"])
    assert twice(book).status == 0
    run_git(book.folder, "checkout", "--quiet", "--detach", "HEAD~1")
    assert book.run("check").status == 0


def test_a_check_of_one_file_does_not_pass_for_a_look_at_all(book: CliCasebook, case: Path) -> None:
    rewrite(book, case, "rang twice", "never rang")
    assert book.run("check", str(book.cases[1])).status == 0
    assert book.run("check").status == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"{}"])
def test_a_damaged_memory_is_a_first_look(book: CliCasebook, case: Path, damage: bytes) -> None:
    (book.folder / ".git/casectl/looked").write_bytes(damage)
    assert "casectl verify checks it" in book.run("check").err
    assert twice(book).status == 0


def test_a_commit_that_is_gone_is_said(book: CliCasebook, case: Path) -> None:
    """After `git gc` of a branch that was moved back nothing can be compared."""
    run_git(book.folder, "reset", "--quiet", "--hard", "HEAD~1")
    run_git(book.folder, "reflog", "expire", "--expire=now", "--all")
    run_git(book.folder, "gc", "--quiet", "--prune=now")
    assert "this clone no longer has commit" in book.run("check").err
