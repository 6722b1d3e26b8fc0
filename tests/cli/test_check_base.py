"""check --base judges what a branch would bring in: each of these pull requests fails at its file and line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest

from casectl.cli.main import run
from tests.cli.casebook import CliCasebook
from tests.cli.resolved import resolve
from tests.cli.scenes import Scenes
from tests.cli.test_adopt_rules import TINY, TINY_KIND
from tests.cli.transcript import in_folder
from tests.conftest import run_git

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from pathlib import Path

MIA = {
    **{"GIT_AUTHOR_NAME": "Mia Lund", "GIT_COMMITTER_NAME": "Mia Lund"},
    **{"GIT_AUTHOR_EMAIL": "mia@example.org", "GIT_COMMITTER_EMAIL": "mia@example.org"},
}
COMPLAINT = "templates/complaint.yaml"


@pytest.fixture
def case(book: CliCasebook, scenes: Scenes) -> Path:
    """A resolved case, from which a branch goes off; nobody but a supervisor may change the rules."""
    scenes.lay(book, _resolved)
    return book.cases[0]


def _resolved(book: CliCasebook) -> None:
    edit(book, "casectl.yaml", ("may: [act_as", "may: [rules, act_as"))
    case = book.cases[0]
    book.done("note", case.stem, "rang once")
    resolve(book, case.stem)
    book.done("followup", "done", case.stem, "callback_24h", "--outcome", "Content")
    run_git(book.folder, "tag", "base")


def edit(book: CliCasebook, path: str, *pairs: tuple[str, str], **identity: str) -> None:
    """Change a file, and commit it with plain git as Ann."""
    file = book.folder / path
    text = file.read_text("utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")
    at = book.env["CASECTL_NOW"]
    run_git(book.folder, "add", "--all")
    who = {name: book.env[name] for name in MIA} | identity
    run_git(book.folder, "commit", "-qm", "By hand", GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at, **who)


def event(book: CliCasebook, case: Path, by: str, kind: str, *details: str) -> str:
    """An event typed into a journal by somebody who knows the format well: its rules are those of then."""
    lines = [f"  - id: typed-{kind}", f"    at: {book.env['CASECTL_NOW']}", f"    by: {by}", f"    event: {kind}"]
    lines += [f"    {each}" for each in details]
    return "\n".join(lines) + "\n"


def add(book: CliCasebook, case: Path, text: str, *pairs: tuple[str, str]) -> None:
    """Add to a journal, change the header with it, and commit both."""
    path = case.relative_to(book.folder).as_posix()
    case.write_text(case.read_text("utf-8").rstrip("\n") + "\n" + text, "utf-8")
    edit(book, path, *pairs)


def _closed(book: CliCasebook, case: Path) -> None:
    add(book, case, event(book, case, "ann", "advanced", "to: closed"), ("state: resolved", "state: closed"))


def _due(book: CliCasebook, case: Path) -> None:
    other = next(each for each in book.cases if each != case)
    line = next(each for each in other.read_text("utf-8").splitlines() if each.startswith("  first_response: "))
    edit(book, other.relative_to(book.folder).as_posix(), (line, line.replace(": 20", ": 21")))


def _accepted(book: CliCasebook, case: Path) -> None:
    book.done("handoff", case.stem, "ben", "--reason", "r", "--expects", "e", "--tried", "t")
    add(book, case, event(book, case, "ann", "accepted", "to: ann", "giver: ann"))


def _rewritten(book: CliCasebook, case: Path) -> None:
    edit(book, case.relative_to(book.folder).as_posix(), ("rang once", "never rang"))


def _relaxed(book: CliCasebook, case: Path) -> None:
    """The template no longer asks for the root cause, and that is made use of."""
    text = (book.folder / COMPLAINT).read_text("utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version:"))
    edit(book, COMPLAINT, (version, f"{version}9"), *[("    required: closed\n", "")] * 3)
    book.done("advance", case.stem, "closed")


def _deleted(book: CliCasebook, case: Path) -> None:
    case.unlink()
    edit(book, "casectl.yaml", ("schema: 1", "schema: 1"))


def _honest(book: CliCasebook, case: Path) -> None:
    book.done("note", case.stem, "rang twice")
    book.done("contact", case.stem, "out", "We have it")
    book.done("set", case.stem, "problem=Torn at a corner")


class Pull(NamedTuple):
    """A pull request: what is done in it, and for each code found the line at which it is shown."""

    do: Callable[[CliCasebook, Path], None]
    found: dict[str, str]


PULLS = {
    "closed without root cause": Pull(_closed, {"C042": "id: typed-advanced"}),
    "a due date moved by hand": Pull(_due, {"C050": "due:"}),
    "an acceptance skipped": Pull(_accepted, {"C046": "id: typed-accepted"}),
    "a journal line rewritten": Pull(_rewritten, {"C063": "text: never rang"}),
    "a template relaxed and used": Pull(_relaxed, {"B011": "root_cause:", "C042": "- id: "}),
    "a case deleted": Pull(_deleted, {"C065": ""}),
}


@pytest.mark.parametrize("name", PULLS)
def test_a_dishonest_pull_request_fails_at_its_line(book: CliCasebook, case: Path, name: str) -> None:
    PULLS[name].do(book, case)
    answer = book.run("check", "--base", "base", "--format", "json")
    assert answer.status == 1
    rows = {row["code"]: row for row in json.loads(answer.out)["rows"]}
    changed = run_git(book.folder, "diff", "--name-only", "base").split()
    for code, line in PULLS[name].found.items():
        row = rows[code]
        assert row["path"] in changed
        assert row["path"].startswith("templates/") == (code == "B011")
        assert "in commit" in row["message"]
        file = book.folder / row["path"]
        shown = file.read_text("utf-8").splitlines()[row["line"] - 1] if row["line"] else ""
        assert line in shown
        assert bool(row["line"]) == bool(line)


@pytest.mark.parametrize("name", PULLS)
def test_it_is_annotated_there(book: CliCasebook, case: Path, name: str) -> None:
    """On GitHub at the file and line of the request, on GitLab in its report; both fail."""
    PULLS[name].do(book, case)
    for code, line in PULLS[name].found.items():
        answer = book.run("check", "--base", "base", "--format", "github")
        assert answer.status == 1
        shown = re.findall(rf"^::error file=([^,]*)(?:,line=(\d+),col=\d+)?,title={code}::", answer.out, re.MULTILINE)
        report = book.run("check", "--base", "base", "--format", "gitlab")
        assert report.status == 1
        found = [each for each in json.loads(report.out) if (each["check_name"], each["severity"]) == (code, "major")]
        places = [(each["location"]["path"], each["location"]["lines"]["begin"]) for each in found]
        assert places == [(path, int(number or 1)) for path, number in shown] != []
        for path, number in places if line else ():
            assert line in (book.folder / path).read_text("utf-8").splitlines()[number - 1]


@pytest.mark.parametrize("format", ["github", "gitlab", "sarif", "junit"])
def test_an_honest_one_has_nothing_to_show(book: CliCasebook, case: Path, format: str) -> None:
    """But what `check` only advises."""
    _honest(book, case)
    answer = book.run("check", "--base", "base", "--format", format)
    assert answer.status == 0
    assert not re.search("::(error|warning)|major|minor|<failure|<error", answer.out)


def test_an_honest_pull_request_passes_in_the_clone_and_on_the_server(book: CliCasebook, case: Path) -> None:
    """The server has no work tree."""
    _honest(book, case)
    assert "3 commits checked" in book.run("check", "--base", "base").err
    bare = book.folder.parent / "bare.git"
    run_git(book.folder, "clone", "-q", "--bare", str(book.folder), str(bare))
    with in_folder(bare, book.env) as (_, err):
        assert run(["check", "--base", "base"]) == 0
    assert "3 commits checked" in err.getvalue().decode()


def test_what_a_later_commit_mends_is_a_finding_all_the_same(book: CliCasebook, case: Path) -> None:
    """Both commits would stay in the history."""
    _rewritten(book, case)
    edit(book, case.relative_to(book.folder).as_posix(), ("never rang", "rang once"))
    answer = book.run("check", "--base", "base")
    assert answer.status == 1
    assert answer.out.count("C063") == 1


def test_rules_that_a_supervisor_changed_count_for_what_comes_after_them(book: CliCasebook, case: Path) -> None:
    """In the same range; from the next commit on."""
    text = (book.folder / COMPLAINT).read_text("utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version:"))
    edit(book, COMPLAINT, (version, f"{version}9"), ("title:", "title: Other #"), **MIA)
    book.done("note", case.stem, "under the new rules")
    assert book.run("check", "--base", "base").status == 0


def test_a_waiver_of_the_same_range_lets_nothing_stand(book: CliCasebook, case: Path) -> None:
    """Those of the base count; and no waiver is about the change of the settings that it came with."""
    rows = [f"  - {{code: {code}, reason: x, person: ann, until: 2027-12-31}}" for code in ("B011", "C063")]
    settings = (book.folder / "casectl.yaml").read_text("utf-8")
    edit(book, "casectl.yaml", (settings, "\n".join([settings.rstrip("\n"), "waivers:", *rows, ""])))
    _rewritten(book, case)
    answer = book.run("check", "--base", "base")
    assert (answer.status, "B011" in answer.out, "C063" in answer.out) == (1, True, True)
    verified = book.run("verify")
    assert (verified.status, "B011" in verified.out) == (1, True)


def test_the_settings_are_not_taken_away(book: CliCasebook, case: Path) -> None:
    """By nobody, whatever they may: what comes after would be judged by nothing."""
    (book.folder / "casectl.yaml").unlink()
    who = {**book.env, **MIA, "GIT_AUTHOR_DATE": book.env["CASECTL_NOW"], "GIT_COMMITTER_DATE": book.env["CASECTL_NOW"]}
    run_git(book.folder, "commit", "-qam", "By hand", **who)
    bare = book.folder.parent / "bare.git"
    run_git(book.folder, "clone", "-q", "--bare", str(book.folder), str(bare))
    with in_folder(bare, book.env) as (out, _):
        assert run(["check", "--base", "base"]) == 1
    assert "casectl.yaml is missing or cannot be read" in out.getvalue().decode()


def test_an_unknown_commit_is_named(book: CliCasebook, case: Path) -> None:
    said = book.refused(4, "check", "--base", "origin/nowhere")
    assert "there is no commit origin/nowhere in this clone" in said
    assert "--base takes" not in book.refused(2, "check", "--base", "base", str(case))
    book.refused(2, "check", "--head", "base")


def test_a_shallow_clone_is_judged_as_far_as_it_reaches(book: CliCasebook, case: Path) -> None:
    _honest(book, case)
    clone = book.folder.parent / "shallow"
    run_git(book.folder, "clone", "-q", "--depth=2", f"file://{book.folder}", str(clone))
    shallow = CliCasebook(clone)
    answer = shallow.run("check", "--base", "HEAD~1")
    assert answer.status == 0, answer.out
    assert "1 commit checked" in answer.err
    assert "does not have the whole history" in shallow.run("verify").err


def test_a_base_that_a_job_left_empty_is_asked_for(book: CliCasebook) -> None:
    """A variable that CI did not set is no commit, and there is nothing to fetch."""
    assert "--base must say at which commit to start" in book.refused(2, "check", "--base", "")


def test_a_template_that_cases_need_is_not_taken_away(book: CliCasebook, case: Path) -> None:
    """By nobody, supervisors among them: nothing could be judged any more."""
    text, spare = (book.folder / COMPLAINT).read_text("utf-8"), book.folder / "templates/spare.yaml"
    spare.write_text(text.replace("template: complaint", "template: spare"), "utf-8")
    edit(book, COMPLAINT, **MIA)
    spare.unlink()
    edit(book, COMPLAINT, **MIA)
    assert book.run("check", "--base", "base").status == 0, "no case needs it"
    (book.folder / COMPLAINT).unlink()
    edit(book, "casectl.yaml", **MIA)
    said = "B011 template complaint is in use and cannot be removed: templates/complaint.yaml changed in commit"
    assert said in book.run("check", "--base", "base").out
    assert said in book.run("verify").out


def test_a_state_that_cases_are_in_is_not_taken_away(book: CliCasebook, case: Path) -> None:
    """Unless the template says what it is called now; others may go."""
    tiny = book.folder / TINY
    tiny.write_text(TINY_KIND, "utf-8")
    edit(book, TINY, **MIA)
    book.done("new", "tiny", "--title", "Torn")
    run_git(book.folder, "tag", "-f", "base")
    new = TINY_KIND.replace("here", "there").replace("version: 1", "version: 2")
    assert new.count("there") > 1
    tiny.write_text(new, "utf-8")
    edit(book, TINY, **MIA)
    said = "B011 some cases are in states that template tiny would no longer have (here): templates/tiny.yaml changed"
    assert said in book.run("check", "--base", "base").out
    tiny.write_text(new.replace("workflow:\n", "workflow:\n  renamed: {here: there}\n"), "utf-8")
    edit(book, TINY, **MIA)
    assert said not in book.run("check", "--base", "HEAD~1").out


def test_a_head_that_lacks_the_base_is_said(book: CliCasebook, case: Path) -> None:
    """What a merge of the two would give nobody has seen yet; of a head on top of the base there is nothing to say."""
    book.done("note", case.stem, "rang again")
    run_git(book.folder, "tag", "head")
    run_git(book.folder, "reset", "-q", "--hard", "base")
    book.done("contact", case.stem, "in", "--channel", "phone", "Thank you")
    said = "the result of merging the two was not checked"
    assert said in book.run("check", "--base", "HEAD", "--head", "head").err
    assert said not in book.run("check", "--base", "base", "--head", "head").err
