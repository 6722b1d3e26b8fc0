"""overdue lists the deadlines that have passed, at any moment and at any commit."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, listed, on
from tests.conftest import run_git
from tests.test_startup import loaded_by


@pytest.mark.parametrize("verb", ["overdue", "due-soon"])
def test_a_list_of_a_clock_that_nothing_has_is_an_error_and_no_empty_list(formal: CliCasebook, verb: str) -> None:
    assert "did you mean answer?" in formal.refused(4, verb, "--clock", "anser", **on("12-08"))
    assert listed(formal, verb, "--clock", "Final response", **on("12-08")) == []


def test_overdue_says_in_working_time_too_by_how_much_if_asked(formal: CliCasebook) -> None:
    # Due on Mon 7 December at 17:30; on Tue 8 at 10:00 an hour of working time has passed, and 16 h 30 min of all time.
    (row,) = formal.rows("overdue", "--working", **on("12-08"))
    assert (row["late_minutes"], row["late_working_minutes"]) == (990, 60)
    assert "Working time" in formal.done("overdue", "--working", **on("12-08"))
    (row,) = formal.rows("overdue", **on("12-08"))
    assert row["late_working_minutes"] is None


def test_the_list_as_it_was_at_a_commit(formal: CliCasebook) -> None:
    late = run_git(formal.folder, "rev-parse", "HEAD").strip()
    formal.done("advance", case(formal), "done", **on("12-08"))
    assert listed(formal, "overdue", **on("12-09")) == []
    assert listed(formal, "overdue", "--rev", late, "--at", "2026-12-08 11:00", **on("12-09")) == ["answer"]
    assert listed(formal, "overdue", "--rev", "HEAD~1", **on("12-09")) == []
    for name in ("nowhere", "--help", "HEAD:cases", ""):
        answer = formal.run("overdue", f"--rev={name}", **on("12-09"))
        assert answer.status == (4 if name else 0)


def test_the_list_as_seen_at_a_time_gone_by_is_calculated_from_the_journals(formal: CliCasebook) -> None:
    formal.done("advance", case(formal), "done", **on("12-09"))
    assert listed(formal, "overdue", **on("12-10")) == []
    assert listed(formal, "overdue", "--at", "2026-12-08 11:00", **on("12-10")) == ["answer"]
    assert listed(formal, "due-soon", "--at", "2026-12-04 11:00", **on("12-10")) == ["answer"]
    assert listed(formal, "overdue", "--at", "2026-11-20 11:00", **on("12-10")) == []


def test_working_lateness_is_shown_in_working_days_and_hours(formal: CliCasebook) -> None:
    """Not in days of 24 hours: from Mon 7 December at 17:30 to Thu 31 at 12:00 there are 17 working days and 3 hours
    on the eighteenth, 148 h 30 min of working time.
    """
    late = on("12-31") | {"CASECTL_NOW": "2026-12-31T12:00:00+00:00"}
    assert "17wd 3wh" in formal.done("overdue", "--clock", "answer", "--working", **late)
    (row,) = formal.rows("overdue", "--clock", "answer", "--working", **late)
    assert row["late_working_minutes"] == (17 * 17 + 6) * 30
    assert "3wd 7wh left" in formal.done("overdue", "--within", "1w", "--clock", "answer", "--working", **on("12-02"))


def test_working_lateness_that_is_asked_for_by_name_is_calculated(formal: CliCasebook) -> None:
    words = ("overdue", "--fields", "id,late_working_minutes", "--format", "tsv")
    assert formal.done(*words, **on("12-08")).splitlines()[1].endswith("\t60")


def test_what_is_overdue_is_listed_without_any_calendar(book: CliCasebook) -> None:
    """Deadlines are facts: a list calculates nothing, so it loads nothing that could."""
    book.run("overdue")
    _status, modules = loaded_by("-C", str(book.folder), "overdue", "--format", "tsv")
    calculation = (
        "casectl.core.time.calendar",
        "casectl.core.time.timeline",
        "casectl.core.time.segments",
        "casectl.adapters.system.holiday_source",
    )
    assert [name for name in calculation if find_spec(name) is None] == []
    assert [name for name in modules if name.startswith(calculation)] == []
    assert "casectl.adapters.index.sqlite" in modules


@pytest.mark.parametrize(
    "typed", ["--clock=FIRST RESPONSE", "--clock=首次响应", "--format=JSON", "--kind=Regulatory", "--kind=followup"]
)
def test_letter_case_of_an_option_does_not_matter(book: CliCasebook, typed: str) -> None:
    """Nor does the language of a title, or a hyphen in a name."""
    assert book.run("overdue", typed).status == 0
