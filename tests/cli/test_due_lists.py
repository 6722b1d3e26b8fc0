"""`overdue`, `due-soon` and `due`: at any moment, at any commit, by kind and clock (`tests.cli.formal`)."""

from __future__ import annotations

import pytest

from tests.cli.formal import case, on, rows
from tests.cli.front_desk import FrontDesk
from tests.conftest import run_git


def listed(desk: FrontDesk, *words: str, **env: str) -> list[str]:
    return [row["clock"] for row in rows(desk, *words, **env)]


def test_due_soon_lists_what_each_clock_warns_of_and_overdue_what_has_passed(formal: FrontDesk) -> None:
    # The answer is due on Mon 7 December at the close; its warning of two working days begins on Thu 3.
    assert listed(formal, "due-soon", **on("12-03")) == []
    assert listed(formal, "due-soon", **on("12-04")) == ["answer"]
    assert listed(formal, "due-soon", "--within", "10w", **on("12-03")) == ["answer", "final"]
    assert listed(formal, "due-soon", "--within", "10w", "--clock", "final", **on("12-03")) == ["final"]
    assert listed(formal, "overdue", **on("12-08")) == ["answer"]
    assert listed(formal, "due-soon", **on("12-08")) == []
    assert listed(formal, "overdue", "--within", "2wd", **on("12-04")) == ["answer"]
    assert formal.run("due-soon", "--exit-code", **on("12-04")).status == 1


@pytest.mark.parametrize("verb", ["overdue", "due-soon"])
def test_a_list_of_a_clock_that_nothing_has_is_an_error_and_no_empty_list(formal: FrontDesk, verb: str) -> None:
    assert "did you mean answer?" in formal.refused(4, verb, "--clock", "anser", **on("12-08"))
    assert listed(formal, verb, "--clock", "Final response", **on("12-08")) == []


def test_overdue_says_in_working_time_too_by_how_much_if_asked(formal: FrontDesk) -> None:
    # Due on Mon 7 December at 17:30; on Tue 8 at 10:00 an hour of working time has passed, and 16 h 30 min of all time.
    (row,) = rows(formal, "overdue", "--working", **on("12-08"))
    assert (row["late_minutes"], row["late_working_minutes"]) == (990, 60)
    assert "Working time" in formal.done("overdue", "--working", **on("12-08"))
    (row,) = rows(formal, "overdue", **on("12-08"))
    assert row["late_working_minutes"] is None


def test_the_list_as_it_stood_at_a_commit(formal: FrontDesk) -> None:
    late = run_git(formal.folder, "rev-parse", "HEAD").strip()
    formal.done("advance", case(formal), "done", **on("12-08"))
    assert listed(formal, "overdue", **on("12-09")) == []
    assert listed(formal, "overdue", "--rev", late, "--at", "2026-12-08 11:00", **on("12-09")) == ["answer"]
    assert listed(formal, "overdue", "--rev", "HEAD~1", **on("12-09")) == []
    for name in ("nowhere", "--help", "HEAD:cases", ""):
        answer = formal.run("overdue", f"--rev={name}", **on("12-09"))
        assert answer.status == (4 if name else 0)


def test_the_list_as_seen_at_a_moment_gone_by_is_reckoned_from_the_journals(formal: FrontDesk) -> None:
    formal.done("advance", case(formal), "done", **on("12-09"))
    assert listed(formal, "overdue", **on("12-10")) == []
    assert listed(formal, "overdue", "--at", "2026-12-08 11:00", **on("12-10")) == ["answer"]
    assert listed(formal, "due-soon", "--at", "2026-12-04 11:00", **on("12-10")) == ["answer"]
    assert listed(formal, "overdue", "--at", "2026-11-20 11:00", **on("12-10")) == []


def test_the_clocks_of_a_case_at_a_moment_know_nothing_of_what_came_later(formal: FrontDesk) -> None:
    formal.done("restart", case(formal), "answer", "--reason-code", "new_facts", "--reason", "A letter", **on("11-30"))
    formal.done("advance", case(formal), "done", **on("12-01"))
    seen = rows(formal, "due", case(formal), "--at", "2026-11-25 10:00", **on("12-10"))
    assert [(row["clock"], row["state"]) for row in seen] == [("answer", "running"), ("final", "running")]


@pytest.mark.parametrize("verb", ["due", "explain"])
def test_before_a_case_was_opened_that_is_what_is_said(formal: FrontDesk, verb: str) -> None:
    answer = formal.run(verb, case(formal), "--at", "2026-11-20 10:00", **on("12-02"))
    assert (answer.status, answer.err) == (0, f"{case(formal)} was not opened yet then\n")


def test_a_provisional_deadline_is_marked_in_every_list(formal: FrontDesk) -> None:
    calendar = formal.folder / "calendars/office.yaml"
    calendar.write_text(calendar.read_text("utf-8") + "\nverified_until: 2026-12-01\n", "utf-8")
    formal.commit("Unsure")
    formal.done("new", "formal", "--title", "Unsure", **on("11-24"))
    shown = [(row["clock"], row["provisional"]) for row in rows(formal, "overdue", "--within", "10w", **on("11-24"))]
    assert sorted(shown) == [("answer", False), ("answer", True), ("final", False), ("final", False)]
    unsure = next(path for path in formal.cases if "title: Unsure" in path.read_text("utf-8"))
    assert "\nprovisional:\n  - answer\n" in unsure.read_text("utf-8")
    assert [row["provisional"] for row in rows(formal, "due", unsure.stem, **on("11-24"))] == [True, False]
    assert "provisional: calendar office only guesses that far" in formal.done("explain", unsure.stem, **on("11-24"))
    for words in (("list",), ("agenda", "--all", "--until", "2026-12-09")):
        table = formal.done(*words, "--format", "table", **on("11-24")).splitlines()
        marked = [line for line in table if "(provisional)" in line]
        assert ["Unsure" in line for line in marked] == [True]
        assert sorted(row["provisional"] for row in rows(formal, *words, **on("11-24")))[-2:] == [False, True]


def test_a_case_shows_what_is_paused_and_why(formal: FrontDesk) -> None:
    formal.done("pause", case(formal), "--reason-code", "appraisal", "--notice", "Wait", **on("11-25"))
    page = formal.done("show", case(formal), **on("11-25"))
    assert "-                 Answer (answer)  paused: Appraisal\n" in page
    (shown,) = rows(formal, "show", case(formal), **on("11-25"))
    assert (shown["paused"], list(shown["due"])) == ({"answer": "appraisal"}, ["final"])


def test_working_lateness_is_told_in_working_days_and_hours(formal: FrontDesk) -> None:
    """Not in days of 24 hours: from Mon 7 December at 17:30 to Thu 31 at 12:00 there are 17 working days and 3 hours
    on the eighteenth, 148 h 30 min of working time.
    """
    late = on("12-31") | {"CASECTL_NOW": "2026-12-31T12:00:00+00:00"}
    assert "17wd 3wh" in formal.done("overdue", "--clock", "answer", "--working", **late)
    (row,) = rows(formal, "overdue", "--clock", "answer", "--working", **late)
    assert row["late_working_minutes"] == (17 * 17 + 6) * 30
    assert "in 3wd" in formal.done("overdue", "--within", "1w", "--clock", "answer", "--working", **on("12-02"))


def test_working_lateness_that_is_asked_for_by_name_is_reckoned(formal: FrontDesk) -> None:
    words = ("overdue", "--fields", "id,late_working_minutes", "--format", "tsv")
    assert formal.done(*words, **on("12-08")).splitlines()[1].endswith("\t60")


def test_due_soon_as_it_stood_at_a_commit(formal: FrontDesk) -> None:
    then = run_git(formal.folder, "rev-parse", "HEAD").strip()
    formal.done("advance", case(formal), "done", **on("12-05"))
    assert listed(formal, "due-soon", "--rev", then, "--at", "2026-12-04 11:00", **on("12-09")) == ["answer"]
    assert listed(formal, "due-soon", "--at", "2026-12-06 11:00", **on("12-09")) == []


def test_a_narrow_screen_marks_what_is_provisional_and_who_is_in_limbo(formal: FrontDesk) -> None:
    calendar = formal.folder / "calendars/office.yaml"
    calendar.write_text(calendar.read_text("utf-8") + "\nverified_until: 2026-12-01\n", "utf-8")
    formal.commit("Unsure")
    formal.cases[0].unlink()
    formal.commit("Gone")
    formal.done("new", "formal", "--title", "Unsure", **on("11-24"))
    formal.done("handoff", case(formal), "mia", "--reason", "Hers", "--expects", "News", **on("11-24"))
    said = formal.done("overdue", "--within", "10w", "--clock", "answer", **on("11-24"))
    assert "(provisional)" in said
    assert "ann → mia" in said
    assert "(provisional)" in formal.done("due", case(formal), **on("11-24"))
