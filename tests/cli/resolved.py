"""A complaint that is taken to its solution, as a clerk would."""

from __future__ import annotations

from tests.cli.casebook import CliCasebook


def resolve(book: CliCasebook, case: str) -> None:
    """Take Ann's complaint from its opening to `resolved`."""
    ticks = [word for each in ("agreed", "apologised", "owner_named", "next_news") for word in ("--tick", each)]
    given = {"category": "complaint", "first_cause": "list", "solution.offer": "a box", "solution.by": "2026-11-24",
             "solution.authority": "front_line"}  # fmt: skip
    solution = [word for name, value in given.items() for word in ("-f", f"{name}={value}")]
    book.done("contact", case, "out", "--channel", "phone", "We have it")
    book.done("advance", case, "acknowledged", "-f", "restatement=Torn", *ticks)
    book.done("advance", case, "proposed", *solution)
    book.done("contact", case, "out", "--channel", "phone", "A box, sent today")
    book.done("advance", case, "resolved")
