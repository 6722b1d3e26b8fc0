"""stats says what it is made of, is the same for ever, and refuses what makes no sense."""

from __future__ import annotations

import pytest

from casectl.adapters.git import command
from tests.cli.casebook import CHINESE, CliCasebook


def test_the_same_commit_has_the_same_bytes(three: CliCasebook) -> None:
    """Whenever it is asked, in any zone and language of the machine, from the file of events or from the commit."""
    words = ("stats", "--period", "2026-11", "--format", "json")
    first = three.done(*words)
    elsewhere = {"TZ": "Pacific/Chatham", "LC_ALL": "de_DE.UTF-8", "CASECTL_NOW": "2031-01-01T00:00:00Z", **CHINESE}
    assert three.done(*words, **elsewhere) == three.done(*words, "--as-of", "HEAD") == first
    assert '"as_of": "2026-11-' in first


def test_a_figure_is_explained_with_its_cases(three: CliCasebook) -> None:
    """Each with whether it counts; for people the formula first."""
    page = three.done("stats", "--explain", "escalated", "--period", "2026-11")
    assert page.splitlines()[:3] == [
        "Escalated (escalation_rate)",
        "  Formula  escalated at least once / received",
        "  Cohort   cases received in the period",
    ]
    assert "0.0%  0 of 2\n" in page
    rows = three.rows("stats", "--explain", "escalation_rate", "--period", "2026-11")
    assert {(row["id"], row["counts"]) for row in rows} == {(case.stem, False) for case in three.cases[1:]}
    assert "升级" in three.done("stats", "--explain", "升级", "--period", "2026-11", **CHINESE)


def test_cases_have_a_row_each(three: CliCasebook) -> None:
    rows = three.rows("stats", "--cases", "--period", "2026-11")
    assert {row["id"] for row in rows} == {case.stem for case in three.cases}
    assert sorted((row["received"], row["brought"], row["first_response"] or 0) for row in rows) == [
        (0, 1, 0), (1, 0, 0), (1, 0, 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("status", "said", "words"),
    [
        (2, "2026-11-20 10:00 is not a number of whole days", ("--period", "2026-11-20 10:00")),
        (2, "0001-01 is before 1900", ("--period", "0001-01")),
        (2, "2099 has not begun yet", ("--period", "2099")),
        (2, "did you mean received?", ("--figures", "recieved")),
        (2, "figures cannot be broken down by due", ("--by", "due")),
        (2, "--explain can only be combined with", ("--explain", "fcr", "--by", "owner")),
        (2, "--cases cannot be combined with", ("--cases", "--compare", "previous")),
        (4, "nowhere is neither a commit nor a day", ("--as-of", "nowhere")),
        (4, "nothing had been committed by that time", ("--as-of", "2019-01-01")),
    ],
)
def test_what_makes_no_sense_is_refused(three: CliCasebook, status: int, said: str, words: tuple[str, ...]) -> None:
    assert said in three.refused(status, "stats", *words)


def test_nothing_of_which_there_could_be_a_share_is_no_nought(three: CliCasebook) -> None:
    """A dash for people, null for programs; that there were no cases is said."""
    answer = three.run("stats", "--period", "2019", "--figures", "attainment,received")
    assert "no cases in 2019" in answer.err
    assert "0%" not in answer.out
    assert "–" in answer.out
    rows = three.rows("stats", "--period", "2019", "--figures", "attainment,received")
    assert [row["value"] for row in rows] == [None, None, 0, 0]


def test_a_length_of_time_is_not_called_late(three: CliCasebook) -> None:
    """In Chinese, too: how old a case is says nothing of its deadlines."""
    assert "47天" in three.done("stats", "--period", "2026-11", "--figures", "open_age", **CHINESE)
    assert "超时" not in three.done("stats", "--period", "2026-11", "--figures", "open_age", **CHINESE)


def test_stats_asks_git_only_for_a_commit(book: CliCasebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work tree is counted from the file of events, as of the last commit, in its own file or in a pack."""
    started: list[str] = []
    start = command.GitCommand.start

    def counted_start(git: command.GitCommand, *words: str, **options: object) -> command.GitProcess:
        started.append(words[0])
        return start(git, *words, **options)  # type: ignore[arg-type]

    book.done("stats")
    monkeypatch.setattr(command.GitCommand, "start", counted_start)
    book.done("stats")  # the fixture's commits are in a pack
    assert started == []
    book.done("note", book.cases[0].stem, "The depot has the parcel")
    book.done("stats")
    started.clear()
    book.done("stats")
    assert started == []
    book.done("stats", "--as-of", "HEAD")
    assert started
