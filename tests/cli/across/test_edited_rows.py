"""A field edited by hand gives a regulatory clock a longer row of its table: that edit is at fault, and nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.formal import FORMAL, MIA, MONDAY, formal_book
from tests.cli.plain_commits import rewrite
from tests.cli.scenes import Scenes
from tests.conftest import run_git

pytestmark = pytest.mark.slow

TABLE = FORMAL.replace(
    "amount: {type: number, title: Amount}",
    "amount: {type: number, title: Amount}\n  hard: {type: yes_no, title: Hard}\n  note: {type: text, title: Note}",
).replace(
    "    within: [{duration: 8w}]",
    "    within: [{when: {hard: yes}, duration: 26w}, {duration: 8w}]\n    restarts: {new_facts: {title: New facts}}",
)
BEN = {name: value.replace("Mia Lund", "Ben Okoro").replace("mia@", "ben@") for name, value in MIA.items()}
SHORT, LONG = "2027-01-18", "2027-05-24"


@pytest.fixture
def case(book: CliCasebook, scenes: Scenes) -> Path:
    """A case of Ben's, not hard, at which check has looked; Mia decides on clocks."""
    scenes.lay(book, _laid)
    return book.cases[0]


def _laid(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("may: [act_as", "may: [rules, clocks, act_as"), "utf-8")
    formal_book(book)
    (book.folder / "templates/formal.yaml").write_text(TABLE, "utf-8")
    book.commit("Rows")
    book.env |= MONDAY
    for path in book.cases:
        path.unlink()
    book.commit("Anew")
    book.done("new", "formal", "--title", "Torn", "--hard", "no", **BEN)
    book.run("check")


def due(book: CliCasebook, case: Path) -> str:
    return [str(row["due"]) for row in book.rows("due", case.stem) if row["clock"] == "final"][-1][:10]


def codes(book: CliCasebook, *args: str, **env: str) -> list[str]:
    """The codes of what is found, each with the line of the file."""
    return [f"{line.split(':')[1]} {line.split()[1]}" for line in book.run("check", *args, **env).out.splitlines()]


def test_an_edit_is_found_with_the_same_codes_at_its_line_before_and_after_its_commit(
    book: CliCasebook, case: Path
) -> None:
    """Found by use: `check` named the event that opened the case, which was right when it was recorded."""
    text = case.read_text("utf-8")
    line = 1 + next(number for number, each in enumerate(text.splitlines()) if "hard: no" in each)
    case.write_text(text.replace("hard: no", "hard: yes"), "utf-8")
    assert codes(book, **BEN) == [f"{line} C094", f"{line} C100"]
    book.commit(**BEN)
    assert codes(book) == [f"{line} C094", f"{line} C100"]
    assert codes(book) == [f"{line} C094", f"{line} C100"]
    said = book.run("check").out
    assert said.count("by Ben Okoro") == 2
    assert "event opened" not in said


def test_who_only_sees_the_file_is_told_that_it_may_be_the_field(book: CliCasebook, case: Path) -> None:
    rewrite(book, case, "hard: no", "hard: yes", **BEN)
    assert "perhaps because somebody changed fields.hard by hand" in book.run("check", case.stem).out


def test_nobody_is_barred_by_it_and_it_moves_no_deadline_in_anybody_elses_name(book: CliCasebook, case: Path) -> None:
    """Found by use: an honest `set` was refused as postponing, and a supervisor's one moved the deadline."""
    rewrite(book, case, "hard: no", "hard: yes", **BEN)
    book.run("check")
    commit = run_git(book.folder, "rev-parse", "HEAD").strip()[:10]
    for env in (BEN, MIA):
        answer = book.run("set", case.stem, f"note={len(env['GIT_AUTHOR_NAME'])}", **env)
        assert (answer.status, due(book, case)) == (0, SHORT)
        assert "2 earlier findings in this case, C094, C100" in answer.err
        assert f"fields.hard changed without an event, in commit {commit}" in answer.err
        book.run("check")
    book.done("escalate", case.stem, "--reason", "Slow", **BEN)
    assert due(book, case) == SHORT
    assert "C094" in book.run("check").out


def test_it_is_put_back_by_anybody_and_then_set_by_who_may(book: CliCasebook, case: Path) -> None:
    """As the finding says: git would see a conflict where something was recorded since."""
    rewrite(book, case, "hard: no", "hard: yes", **BEN)
    book.done("note", case.stem, "rang", **BEN)
    assert f"casectl set {case.stem} hard=VALUE --reason TEXT" in book.run("check").out
    book.done("set", case.stem, "hard=no", "--reason", "A slip", **BEN)
    assert (due(book, case), book.run("check").status) == (SHORT, 0)
    assert "somebody else must decide" in book.refused(3, "set", case.stem, "hard=yes", "--reason", "It is", **BEN)
    book.done("set", case.stem, "hard=yes", "--reason", "It is", **MIA)
    assert (due(book, case), book.run("check").status) == (LONG, 0)


def test_a_finding_names_the_file_and_the_line_of_the_rule(book: CliCasebook, case: Path) -> None:
    """In the version that the event goes by, though the file has changed since; of what is extended, in that file."""
    file = book.folder / "templates/formal.yaml"
    line = 1 + file.read_text("utf-8").splitlines().index("  final:")
    rewrite(book, case, "hard: no", "hard: yes", **BEN)
    assert f"(templates/formal.yaml:{line}, clocks.final, version 1)" in book.run("check").out
    (book.folder / "templates/child.yaml").write_text(
        "template: child\nversion: 1\nextends: formal\ntitle: Child\n", "utf-8"
    )
    book.done("adopt", "templates/child.yaml", **MIA)
    [row] = book.rows("new", "child", "--title", "Torn", "--hard", "no", **BEN)
    file.write_text("# A comment\n" + file.read_text("utf-8").replace("version: 1", "version: 2"), "utf-8")
    book.commit(**MIA)
    child = next(each for each in book.cases if each.stem == row["id"])
    rewrite(book, child, "hard: no", "hard: yes", **BEN)
    said = book.run("check").out
    assert f"(templates/formal.yaml:{line}, clocks.final, version 1)" in said
    assert f"(templates/formal.yaml:{line + 1}, clocks.final, version 1)" in said


def test_recompute_moves_nothing_by_it_and_what_is_recorded_since_is_no_finding(book: CliCasebook, case: Path) -> None:
    """Found by use: recompute moved the deadline in the name of who ran it, and check then found that event at fault.
    What starts anew goes by the fields as they are, until the edit is put back.
    """
    rewrite(book, case, "hard: no", "hard: yes", **BEN)
    found = codes(book)
    for words in (("--retarget",), ("--apply", "--reason", "x"), ("--retarget", "--apply", "--reason", "x")):
        assert "no deadline moves" in book.run("recompute", case.stem, *words, **MIA).err
    book.done("restart", case.stem, "final", "--reason-code", "new_facts", "--reason", "A letter", **MIA)
    assert due(book, case) != SHORT
    assert codes(book) == found == codes(book)
    book.done("set", case.stem, "hard=no", "--reason", "A slip", **BEN)
    assert (due(book, case), book.run("check").status) == (SHORT, 0)
