"""confirm: who confirms a late entry, and what people see until then."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA, case

FEBRUARY = {"CASECTL_NOW": "2027-02-01T10:00:00Z"}


def late(book: CliCasebook) -> str:
    """The case, with a step of 25 November that was recorded in the next year."""
    step = ("advance", case(book), "done", "--at", "2026-11-25 10:00")
    assert "gives no reason for the delay" in book.refused(3, *step, **FEBRUARY)
    book.done(*step, "--late", "I was away", **FEBRUARY)
    return case(book)


def test_a_late_entry_is_shown_as_open_and_unconfirmed_until_somebody_confirms_it(formal: CliCasebook) -> None:
    found = late(formal)
    assert (
        "by a late entry that is not confirmed, so it still counts as open; casectl confirm"
        in formal.run("due", found, **FEBRUARY).err
    )
    assert (
        "by a late entry that is not confirmed, so it still counts as open; casectl confirm"
        in formal.run("explain", found, **FEBRUARY).err
    )
    assert "(stopped, unconfirmed)" in formal.done("show", found, "--format", "table", **FEBRUARY)
    rows = formal.rows("overdue", **FEBRUARY)
    assert [(row["clock"], row["unconfirmed"]) for row in rows] == [("answer", True), ("final", True)]
    assert "somebody else has to confirm it" in formal.refused(3, "confirm", found, **FEBRUARY)
    formal.done("confirm", found, **{**FEBRUARY, **MIA})
    assert formal.rows("overdue", **FEBRUARY) == []
    assert [row["state"] for row in formal.rows("due", found, **FEBRUARY)] == ["met", "met"]


def test_every_list_marks_a_case_with_late_entries(formal: CliCasebook) -> None:
    """Confirmed or not, as `due` does; of a case without any nothing is said."""
    other = case(formal)
    formal.done("new", "formal", "--title", "Another")
    found = next(path.stem for path in formal.cases if path.stem != other)
    formal.done("advance", found, "done", "--at", "2026-11-25 10:00", "--late", "I was away", **FEBRUARY)
    for words in (
        ("list",),
        ("overdue",),
        ("agenda", "--all"),
        ("today", "--all"),
    ):
        marks = {row["id"]: row["late_entries"] for row in formal.rows(*words, **FEBRUARY)}
        assert marks == {other: 0, found: 1}, words
    for words in (("list",), ("overdue",), ("agenda", "--all"), ("today", "--all")):
        for language, mark in (("en", "late entries)"), ("zh", "有补录）")):
            shown = formal.done(*words, "--format", "table", CASECTL_LANG=language, **FEBRUARY)
            assert mark in shown, words
    formal.done("confirm", found, **{**FEBRUARY, **MIA})
    assert [row["id"] for row in formal.rows("list", "late_entries>0", **FEBRUARY)] == [found]
    assert [row["id"] for row in formal.rows("list", "补录:0", **FEBRUARY)] == [other]
    assert "late entries" in formal.done("list", "--format", "table", **FEBRUARY)


def test_a_refused_one_was_late(formal: CliCasebook) -> None:
    found = late(formal)
    refusal = ("confirm", found, "--refuse")
    assert "say why" in formal.refused(2, *refusal, **{**FEBRUARY, **MIA})
    told = formal.run(*refusal, "--reason", "No such call", **{**FEBRUARY, **MIA})
    for text in (told.out + told.err, formal.run("audit", found, "--format", "table", **FEBRUARY).out):
        assert "late entry refused" in text
        assert "late entry confirmed" not in text
    assert [row["state"] for row in formal.rows("due", found, **FEBRUARY)] == ["late", "late"]
