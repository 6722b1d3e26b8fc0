"""confirm: who confirms a late entry, and what people see until then."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook
from tests.cli.formal import MIA, case

FEBRUARY = {"CASECTL_NOW": "2027-02-01T10:00:00Z"}


def late(book: CliCasebook) -> str:
    """The case, with a step of 25 November that was recorded in the next year."""
    step = ("advance", case(book), "done", "--at", "2026-11-25 10:00")
    assert "does not say why so late" in book.refused(3, *step, **FEBRUARY)
    book.done(*step, "--late", "I was away", **FEBRUARY)
    return case(book)


def test_a_late_entry_is_shown_as_open_and_unconfirmed_until_somebody_confirms_it(formal: CliCasebook) -> None:
    found = late(formal)
    assert "unconfirmed: counts as open" in formal.run("due", found, **FEBRUARY).err
    assert "unconfirmed: counts as open" in formal.run("explain", found, **FEBRUARY).err
    assert "(stopped, unconfirmed)" in formal.done("show", found, "--format", "table", **FEBRUARY)
    rows = formal.rows("overdue", **FEBRUARY)
    assert [(row["clock"], row["unconfirmed"]) for row in rows] == [("answer", True), ("final", True)]
    assert "somebody else has to confirm it" in formal.refused(3, "confirm", found, **FEBRUARY)
    formal.done("confirm", found, **{**FEBRUARY, **MIA})
    assert formal.rows("overdue", **FEBRUARY) == []
    assert [row["state"] for row in formal.rows("due", found, **FEBRUARY)] == ["met", "met"]


def test_a_refused_one_was_late(formal: CliCasebook) -> None:
    found = late(formal)
    refusal = ("confirm", found, "--refuse")
    assert "say why" in formal.refused(2, *refusal, **{**FEBRUARY, **MIA})
    told = formal.run(*refusal, "--reason", "No such call", **{**FEBRUARY, **MIA})
    for text in (told.out + told.err, formal.run("audit", found, "--format", "table", **FEBRUARY).out):
        assert "late entry refused" in text
        assert "late entry confirmed" not in text
    assert [row["state"] for row in formal.rows("due", found, **FEBRUARY)] == ["late", "late"]
