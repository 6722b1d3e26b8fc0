"""due-soon lists the deadlines whose warning has begun."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import case, listed, on
from tests.conftest import run_git


def test_due_soon_lists_what_each_clock_warns_of_and_overdue_what_has_passed(formal: CliCasebook) -> None:
    # The answer is due on Mon 7 December at the close; its warning of two working days begins on Thu 3.
    assert listed(formal, "due-soon", **on("12-03")) == []
    assert listed(formal, "due-soon", **on("12-04")) == ["answer"]
    assert listed(formal, "due-soon", "--within", "10w", **on("12-03")) == ["answer", "final"]
    assert listed(formal, "due-soon", "--within", "10w", "--clock", "final", **on("12-03")) == ["final"]
    assert listed(formal, "overdue", **on("12-08")) == ["answer"]
    assert listed(formal, "due-soon", **on("12-08")) == []
    assert listed(formal, "overdue", "--within", "2wd", **on("12-04")) == ["answer"]
    assert formal.run("due-soon", "--exit-code", **on("12-04")).status == 1


def test_due_soon_as_it_was_at_a_commit(formal: CliCasebook) -> None:
    then = run_git(formal.folder, "rev-parse", "HEAD").strip()
    formal.done("advance", case(formal), "done", **on("12-05"))
    assert listed(formal, "due-soon", "--rev", then, "--at", "2026-12-04 11:00", **on("12-09")) == ["answer"]
    assert listed(formal, "due-soon", "--at", "2026-12-06 11:00", **on("12-09")) == []


def test_a_deadline_is_not_late_before_it_has_passed(book: CliCasebook) -> None:
    """At its very minute there is time left in every list, as show and explain say."""
    due = book.rows("list")[0]["next_due"]
    case, at = book.rows("list")[0]["id"], {"CASECTL_NOW": due}
    for words in (
        ("due-soon", f"id:{case}"),
        ("overdue", "--within", "1h", f"id:{case}"),
        ("due", case),
        ("show", case),
    ):
        said = book.done(*words, **at)
        assert "0m left" in said, words
        assert "0m late" not in said, words


def test_an_offer_that_waits_is_not_called_late_in_chinese(book: CliCasebook) -> None:
    """The time that it has waited is no time by which it is late."""
    book.done("handoff", book.cases[0].stem, "ben", "--reason", "Product fault")
    said = book.done("handoff", "--pending", CASECTL_LANG="zh")
    assert "0分钟" in said
    assert "超时" not in said
