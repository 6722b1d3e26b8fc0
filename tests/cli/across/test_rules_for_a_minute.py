"""Rules that are changed for one act and put back afterwards: nobody gains by it, and what was recorded is found."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.formal import MIA, formal_book
from tests.cli.scenes import Scenes
from tests.conftest import run_git

pytestmark = pytest.mark.slow

BEN = {name: value.replace("Mia Lund", "Ben Okoro").replace("mia@", "ben@") for name, value in MIA.items()}
OVERRIDE = ("answer", "--due", "2027-03-01", "--reason", "The bank is slow")


@pytest.fixture
def lone(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A casebook in which Mia alone changes rules and decides on clocks, with a case that she has opened and owns."""
    scenes.lay(book, _alone)
    return book


def _alone(book: CliCasebook) -> None:
    settings = book.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("may: [act_as", "may: [rules, clocks, act_as"), "utf-8")
    book.env |= {**MIA, "CASECTL_NOW": "2026-11-24T10:00:00+00:00"}
    formal_book(book)
    assert book.run("check").status == 0


def case(book: CliCasebook) -> str:
    return book.cases[0].stem


def without_colleagues(text: str) -> str:
    head, _, people = text.partition("  ann:\n")
    return head + people[people.index("  mia:") :]


def adopted(settings: Path, text: str, book: CliCasebook) -> None:
    settings.write_text(text, "utf-8")
    book.done("adopt", "casectl.yaml")


def test_nobody_is_alone_whose_colleagues_were_there_while_the_clock_ran(lone: CliCasebook) -> None:
    """Found by use: they were taken out of casectl.yaml, the deadline was set by hand, and they were put back."""
    settings = lone.folder / "casectl.yaml"
    before = settings.read_text("utf-8")
    assert "mia has owned" in lone.refused(3, "override", case(lone), *OVERRIDE)
    adopted(settings, without_colleagues(before), lone)
    said = lone.refused(3, "override", case(lone), *OVERRIDE)
    assert "mia has owned" in said
    assert "ann, ben left casectl.yaml while the clock ran" in said
    adopted(settings, before, lone)
    assert lone.run("check").status == 0


def test_who_has_been_alone_since_the_clock_began_may_decide_and_it_says_so(lone: CliCasebook) -> None:
    settings = lone.folder / "casectl.yaml"
    adopted(settings, without_colleagues(settings.read_text("utf-8")), lone)
    [row] = lone.rows("new", "formal", "--title", "Torn sleeve")
    lone.done("override", str(row["id"]), *OVERRIDE)
    said = lone.run("check")
    assert (said.status, said.err.count("C118")) == (0, 1)


def test_a_decision_that_says_alone_is_found_where_somebody_had_been_there(lone: CliCasebook) -> None:
    """By whatever way it came: check, before and after the commit, and verify give the verdict of the verb."""
    settings, file = lone.folder / "casectl.yaml", lone.cases[0]
    before, recorded = settings.read_text("utf-8"), file.read_text("utf-8")
    adopted(settings, without_colleagues(before), lone)
    [row] = lone.rows("new", "formal", "--title", "Torn sleeve")
    other = next(path for path in lone.cases if path.stem == row["id"])
    lone.done("override", other.stem, *OVERRIDE)
    block = other.read_text("utf-8").partition("event: overridden")[2]
    assert "alone: yes" in block
    adopted(settings, before, lone)
    lone.run("check")
    start = other.read_text("utf-8").rindex("  - id:", 0, other.read_text("utf-8").index("event: overridden"))
    event = other.read_text("utf-8")[start:].replace("  - id: ", "  - id: zz")
    pin = next(line.strip() for line in other.read_text("utf-8").splitlines() if "casectl.yaml: " in line)
    file.write_text(f"{recorded}{event}    under:\n      {pin}\n", "utf-8")
    said = lone.run("check").out
    assert "C094" in said
    assert "there are others in casectl.yaml who can decide" in said
    lone.commit()
    for words in (("check",), ("check",), ("verify",)):
        assert "there are others in casectl.yaml who can decide" in lone.run(*words).out, words


def test_a_role_had_for_one_decision_alone_is_told(lone: CliCasebook) -> None:
    """Given by who may, used lawfully, and taken away: a note with event and person. Who keeps it is not told."""
    settings = lone.folder / "casectl.yaml"
    before = settings.read_text("utf-8")
    adopted(settings, before.replace("roles: [specialist]", "roles: [specialist, supervisor]"), lone)
    lone.done("override", case(lone), *OVERRIDE, **BEN)
    assert "C134" not in lone.run("check").err
    adopted(settings, before, lone)
    said = lone.run("check")
    assert (said.status, said.err.count("C134")) == (0, 1)
    assert "ben postponed a regulatory deadline (deadline overridden " in said.err


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_case_opened_under_a_calendar_of_ones_own_is_found(book: CliCasebook, tmp_path: Path, is_kept: bool) -> None:
    """In a copy, where it was committed; before the commit as after it, and by verify; here git has it, or not."""
    assert book.run("check").status == 0
    other = CliCasebook(Path(shutil.copytree(book.folder, tmp_path / "copy", symlinks=True)))
    calendar = other.folder / "calendars/office.yaml"
    calendar.write_text(calendar.read_text("utf-8").replace("  fri:", "  # fri:"), "utf-8")
    other.commit("A day off")
    [row] = other.rows(*NEW, "--title", "Torn sleeve", "--customer.name", "Kim")
    file = next(path for path in other.cases if path.stem == row["id"])
    here = book.folder / file.relative_to(other.folder)
    here.write_bytes(file.read_bytes())
    if is_kept:
        run_git(book.folder, "hash-object", "-w", str(calendar))
    said = "the clocks of the event use a different version of calendars/office.yaml from the one committed before it"
    assert said in book.run("check").out
    book.commit()
    for words in (("check",), ("check",), ("verify",)):
        assert said in book.run(*words).out, words
