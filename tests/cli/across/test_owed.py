"""Every list has all that is owed: deadlines, call-backs, promises, and handoffs for those who are to answer them."""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook
from tests.cli.scenes import Scenes

BEN = {"GIT_AUTHOR_NAME": "Ben Okoro", "GIT_AUTHOR_EMAIL": "ben@example.org",
       "GIT_COMMITTER_NAME": "Ben Okoro", "GIT_COMMITTER_EMAIL": "ben@example.org"}  # fmt: skip
CLOCKS = ("first_response", "update", "resolve")


@pytest.fixture
def late(book: CliCasebook, scenes: Scenes) -> CliCasebook:
    """A case whose deadlines are far away, and whose call-back is late: it is three hours later."""
    scenes.lay(book, _three_hours_later)
    return book


def _three_hours_later(book: CliCasebook) -> None:
    case = book.cases[0].stem
    for clock in CLOCKS:
        book.done("override", case, clock, "--due", "2026-12-24 12:00", "--reason", "Agreed")
    book.done("followup", "add", case, "+1h", "callback")
    book.env["CASECTL_NOW"] = book.env.get("CASECTL_NOW", "2026-11-21T09:00:00+00:00").replace("T09:", "T12:")


def test_a_late_call_back_is_in_every_list_and_counts_for_the_exit_code(late: CliCasebook) -> None:
    """A follow-up has no clock, and its id."""
    case = late.cases[0].stem
    [row] = late.rows("overdue")
    assert (row["id"], row["clock"], row["kind"], row["what"]) == (case, None, "follow-up", "callback")
    assert row["follow_up"] in late.cases[0].read_text("utf-8")
    assert late.run("overdue", "--exit-code").status == 1
    assert late.rows("overdue", "--kind", "internal") == late.rows("overdue", "--clock", "resolve") == []
    assert late.rows("overdue", "--kind", "跟进") == [row]
    assert [each["late"] for each in late.rows("list", "due:overdue")] == [True]
    assert {each["what"] for each in late.rows("agenda") if each["late"]} == {"callback"}
    assert "OVERDUE by" in late.done("show", case).partition("Follow-ups")[2].partition("\n\n")[0]
    assert "open follow-ups: 1, of them overdue: 1" in late.run("due", case).err
    assert f"next_due: {row['due']}" in late.cases[0].read_text("utf-8")


@pytest.mark.parametrize(("language", "word"), [("en", "(overdue)"), ("zh", "（已超时）")])
@pytest.mark.parametrize("words", [("list",), ("agenda",), ("followup", "list")])
def test_late_is_a_word_and_no_colour_alone(
    late: CliCasebook, words: tuple[str, ...], language: str, word: str
) -> None:
    """In a pipe and with NO_COLOR too; programs have a column."""
    assert word in late.done(*words, CASECTL_LANG=language, NO_COLOR="1")
    header, *rows = late.done(*words, "--format", "tsv").splitlines()
    place = header.split("\t").index("late")
    assert "true" in [row.split("\t")[place] for row in rows]


def test_what_is_offered_is_for_those_who_are_to_answer(late: CliCasebook) -> None:
    """By name, by title, and to a team; the giver has it too, until somebody answers."""
    case = late.cases[0].stem
    late.done("handoff", case, "ben", "--reason", "Knows the depot")
    late.env["CASECTL_NOW"] = "2026-11-24T12:00:00+00:00"
    assert [(row["what"], row["late"]) for row in late.rows("agenda", **BEN)] == [("handoff", True)]
    assert [row["clock"] for row in late.rows("overdue", "--owner", "me", **BEN)] == ["handoff"]
    assert {"handoff", None} <= {row["clock"] for row in late.rows("overdue", "--owner", "me")}
    for query in ("offered:me", "offered:any", "offered:ben", '移交:"Ben Okoro"', "移交:我", "owner:me"):
        assert [row["id"] for row in late.rows("list", query, **BEN)] == [case], query
    assert late.rows("list", "offered:me") == late.rows("list", "offered:mia") == []
    assert late.run("list", "offered:bne").status == 4
    late.done("return", case, "--reason", "Not mine", **BEN)
    late.done("handoff", case, "--team", "after-sales", "--reason", "Ben or Mia")
    for query in ("offered:me", "offered:ben", "offered:after-sales", "offered:After-sales", "移交:售后"):
        assert [row["id"] for row in late.rows("list", query, **BEN)] == [case], query
    assert "handoff" in {row["what"] for row in late.rows("agenda", "--team", "after-sales")}
    late.done("accept", case, **BEN)
    assert late.rows("list", "offered:any") == []
    assert {row["who"] for row in late.rows("agenda", **BEN)} == {"ben"}
    assert "callback" in {row["what"] for row in late.rows("agenda", **BEN)}


def test_a_verb_for_many_cases_takes_none_that_is_only_offered(late: CliCasebook) -> None:
    """A list shows what is to be answered; who gives away what somebody owns means what that person owns."""
    late.done("handoff", late.cases[0].stem, "ben", "--reason", "Knows the depot")
    assert late.rows("note", "--where", "owner:ben", "Away", "--dry-run") == []


def test_a_promise_is_a_deadline(book: CliCasebook) -> None:
    """Another date moves it, none drops it."""
    case = book.cases[0].stem
    book.done("set", case, "solution.by=2026-11-20")
    assert [(row["what"], row["kind"]) for row in book.rows("overdue", "--kind", "follow-up")] == [
        ("solution.by", "follow-up")
    ]
    assert "kind: promise" in book.cases[0].read_text("utf-8")
    book.done("set", case, "solution.by=2026-11-30", "--reason", "The courier was late")
    assert book.rows("overdue", "--kind", "follow-up") == []
    assert [row["what"] for row in book.rows("followup", "list")] == ["solution.by"]
    book.done("set", case, "solution.by=")
    assert book.rows("followup", "list") == []


@pytest.mark.parametrize("word", ["solution.by", "To be done by", "to be done BY", "完成期限"])
def test_a_promise_is_done_by_what_lists_call_it(book: CliCasebook, word: str) -> None:
    """The title of its field, in both languages."""
    case = book.cases[0].stem
    book.done("set", case, "solution.by=2026-11-20")
    book.done("followup", "done", case, word)
    assert book.rows("followup", "list") == []


@pytest.mark.parametrize("word", ["overdue", "OVERDUE", "late", "逾期", "已超时", "超期"])
@pytest.mark.parametrize("key", ["due", "期限"])
def test_what_marks_a_list_can_be_asked_for(late: CliCasebook, key: str, word: str) -> None:
    """Whatever the word for it, in both languages."""
    assert late.rows("list", f"{key}:{word}") == late.rows("list", "due:overdue") != []


def test_nothing_is_due_soon_is_not_said_of_what_is_late(late: CliCasebook) -> None:
    """And an empty list names what it was filtered by."""
    assert "1 is overdue: casectl overdue" in late.run("due-soon").err
    assert late.run("overdue", "--owner", "ben", "level>=3").err == (
        "nothing that matches is overdue\nfiltered by: --owner ben 'level>=3'\n"
    )
    assert late.run("overdue", CASECTL_NOW="2026-11-21T09:30:00+00:00").err == "nothing is overdue\n"


def test_lists_in_json_say_which_they_are(late: CliCasebook) -> None:
    """`due-soon` is not `overdue`, and a list of follow-ups is no agenda."""
    assert '"kind": "due-soon"' in late.done("due-soon", "--format", "json")
    assert '"kind": "follow-ups"' in late.done("followup", "list", "--format", "json")


def test_the_follow_up_that_is_due_is_meant(late: CliCasebook) -> None:
    """Of two by that name; both are listed with their times if none is due."""
    case = late.cases[0].stem
    late.done("followup", "add", case, "2026-11-25 10:00", "callback")
    late.done("followup", "done", case, "callback")
    assert [row["at"][:10] for row in late.rows("followup", "list")] == ["2026-11-25"]
    late.done("followup", "add", case, "2026-11-26 10:00", "callback")
    said = late.refused(4, "followup", "done", case, "callback")
    assert all(f"callback, 2026-11-{day} 10:00" in said for day in (25, 26))


def test_a_list_of_deadlines_is_asked_for_deadlines_and_not_for_cases(book: CliCasebook) -> None:
    """The day and the clock are those of each row, also where the case has an earlier deadline that is open."""
    case = book.cases[0].stem
    for clock, day in zip(CLOCKS, ("23", "24", "25"), strict=True):
        book.done("override", case, clock, "--due", f"2026-11-{day} 12:00", "--reason", "Agreed")
    book.env["CASECTL_NOW"] = "2026-11-26T12:00:00+00:00"
    for words, clocks in {
        ("due:2026-11-24",): ["update"],
        ("due:2026-11-25..",): ["resolve"],
        ("due:2026-11-24,2026-11-25",): ["update", "resolve"],
        ("-due:2026-11-24",): ["first_response", "resolve"],
        ("clock:update",): ["update"],
        ("-clock:update",): ["first_response", "resolve"],
        ("clock:update due:2026-11-25",): [],
        ("clock:update or due:2026-11-25",): ["update", "resolve"],
        ("--due-from", "2026-11-25"): ["resolve"],
        ("owner:ann due:2026-11-24",): ["update"],
        ("due:overdue",): [*CLOCKS],
    }.items():
        of_case = (*words[:-1], f"id:{case} ({words[-1]})") if ":" in words[-1] else (f"id:{case}", *words)
        assert [row["clock"] for row in book.rows("overdue", *of_case)] == clocks, words
        assert book.run("overdue", "--exit-code", *of_case).status == int(bool(clocks)), words
    assert [row["what"] for row in book.rows("agenda", f"id:{case} due:2026-11-24")] == ["update"]
    assert [row["id"] for row in book.rows("list", f"id:{case} due:2026-11-23")] == [case]
    assert book.rows("list", f"id:{case} due:2026-11-24") == []


def test_a_call_back_is_due_too_and_has_no_clock(late: CliCasebook) -> None:
    [row] = late.rows("overdue", "due:2026-11-21")
    assert row["follow_up"]
    assert late.rows("overdue", "clock:resolve") == []


def test_an_agenda_asked_for_an_owner_or_a_team_is_theirs(late: CliCasebook) -> None:
    """Otherwise it would be empty, and what is late hidden."""
    assert late.rows("agenda", **BEN) == []
    everything = late.rows("agenda", "--all")
    for words in ((), ("--group-by", "day")):
        said = late.run("agenda", *words, **BEN)
        assert f"others have {len(everything)}: casectl agenda --all" in said.out + said.err, words
    owner = next(row["who"] for row in everything if row["what"] == "callback")
    assert "callback" in {row["what"] for row in late.rows("agenda", f"owner:{owner}", **BEN)}
    assert late.rows("agenda", "-owner:me", **BEN) == everything
    assert late.rows("agenda", "team:after-sales", **BEN) == late.rows("agenda", "--team", "after-sales", **BEN)


def test_nothing_is_overdue_is_said_of_everything_alone(late: CliCasebook) -> None:
    said = late.run("overdue", "--kind", "internal")
    assert "nothing that matches is overdue" in said.out + said.err
    late.done("followup", "done", late.cases[0].stem, "callback")
    said = late.run("overdue")
    assert "nothing is overdue" in said.out + said.err


def test_a_job_that_looks_at_what_is_due_soon_fails_over_what_is_late_too(late: CliCasebook) -> None:
    assert late.rows("due-soon") == []
    assert late.run("due-soon", "--exit-code").status == 1
    late.done("followup", "done", late.cases[0].stem, "callback")
    assert late.run("due-soon", "--exit-code").status == 0
