"""A casebook with clock rules of its own, for the tests of what is asked of clocks.

It is Saturday 21 November 2026, 09:00 in London; the office is open Monday to Friday, 09:00 to 17:30.
"""

from __future__ import annotations

from tests.cli.casebook import CliCasebook

FORMAL = """\
template: formal
version: 1
title: Formal
fields:
  amount: {type: number, title: Amount}
workflow:
  initial: new
  reopens_to: new
  states:
    new: {title: New, category: open}
    done: {title: Done, category: resolved}
    closed: {title: Closed, category: closed}
  transitions:
    finish: {from: new, to: done, title: Finish}
    close: {from: done, to: closed, title: Close}
clocks:
  answer:
    title: {en: Answer, zh: 答复}
    kind: regulatory
    starts: received
    stops: state:done
    within: [{duration: 10wd}]
    ends: close_of_business
    warn: 2wd
    pauses: {appraisal: {title: Appraisal, notice: yes}}
    extension: {by: 10wd, up_to: 20wd, may: [manager], notice: yes}
    restarts: {new_facts: {title: New facts}}
    source: "Code 4.2"
    verified: V-2nd
  final:
    title: Final response
    kind: regulatory
    starts: received
    stops: state:done
    within: [{duration: 8w}]
    pauses: never
    source: DISP 1.6.2R
    verified: V
"""
MONDAY = {"CASECTL_NOW": "2026-11-23T10:00:00+00:00"}
MIA = {"GIT_AUTHOR_NAME": "Mia Lund", "GIT_AUTHOR_EMAIL": "mia@example.org"}
MIA |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in MIA.items()}


def on(day: str, **env: str) -> dict[str, str]:
    """The environment on another day, at 10:00."""
    return {"CASECTL_NOW": f"2026-{day}T10:00:00+00:00", **env}


def formal_book(book: CliCasebook) -> CliCasebook:
    """The casebook with one case of the template `formal`, received on Monday 23 November at 10:00."""
    for path in book.cases:
        path.unlink()
    (book.folder / "templates/formal.yaml").write_text(FORMAL, "utf-8")
    book.commit("Rules")
    book.done("new", "formal", "--title", "Torn", **MONDAY)
    return book


def case(book: CliCasebook) -> str:
    return book.cases[0].stem


def due(book: CliCasebook, **env: str) -> dict[str, str | None]:
    """The deadline of each clock."""
    return {row["clock"]: row["due"] for row in book.rows("due", case(book), **env)}


def listed(book: CliCasebook, *words: str, **env: str) -> list[str]:
    """The clocks that a verb lists."""
    return [row["clock"] for row in book.rows(*words, **env)]


EXTEND = ("--reason", "The bank is slow", "--notice", "By 21 December, because the bank is slow")
"""What an extension needs besides its length."""
