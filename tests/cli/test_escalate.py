"""escalate raises a case to a higher level."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def test_a_case_rises_by_one_level_or_to_the_one_that_is_named(book: CliCasebook) -> None:
    """And may be offered to somebody in the same commit."""
    case = book.cases[0].stem
    book.done("escalate", case, "--reason", "The press has called")
    assert book.rows("show", case)[0]["level"] == 2
    book.done("escalate", case, "--level", "4", "--to", "mia", "--reason", "On the radio")
    [row] = book.rows("show", case)
    assert (row["level"], row["offer"]["to"]) == (4, "mia")
    escalated, offered = book.rows("audit", case)[-2:]
    assert escalated["commit"] == offered["commit"]
    assert "is already at level 4" in book.refused(3, "escalate", case, "--level", "2", "--reason", "x")


def test_the_reason_is_required(book: CliCasebook) -> None:
    """The person who takes the case over must know why."""
    assert "--reason" in book.refused(2, "escalate", book.cases[0].stem)
