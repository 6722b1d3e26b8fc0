"""A clerk at work with regulators' packs: what the page of a case says, and what a step still wants.

It is Saturday 21 November 2026, 09:00 in London.
"""

from __future__ import annotations

import pytest

from tests.cli.casebook import CliCasebook

MIA = {"GIT_AUTHOR_NAME": "Mia Lund", "GIT_AUTHOR_EMAIL": "mia@example.org"}
MIA |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in MIA.items()}
TICKS = [
    word for item in ("agreed", "apologised", "owner_named", "next_news") for word in ("--tick", f"acknowledge.{item}")
]
PROPOSAL = [
    word
    for value in (
        "category=complaint", "first_cause=A slip", "solution.offer=The fee back", "solution.by=2026-12-01",
        "solution.authority=front_line",
    )
    for word in ("-f", value)
]  # fmt: skip


def proposed(book: CliCasebook, pack: str, *words: str) -> str:
    """A case of a pack, received on Friday, that has come to a proposal which the customer has heard; its id."""
    book.done("init", "--yes", "--template", pack)
    book.done(
        "new", pack, "--title", "Fee", "--channel", "phone", "--customer.name", "Lee", "--customer.contact", "0100",
        "--problem", "Charged twice", "--request", "The fee back", "--reference", "none", "--history", "none",
        "--level", "1", "--received", "2026-11-20 10:00", *words,
    )  # fmt: skip
    [case] = [path.stem for path in book.cases if f"template: {pack}" in path.read_text("utf-8")]
    book.done("contact", case, "out", "We look into it", "--channel", "phone")
    ticks = [*TICKS, *(["--tick", "acknowledge.limit_told"] if pack == "uk-fca-disp" else [])]
    book.done("advance", case, "acknowledged", "-f", "restatement=The fee was charged twice", *ticks)
    book.done("advance", case, "proposed", *PROPOSAL)
    book.done("contact", case, "out", "You have it back", "--channel", "phone")
    return case


def test_a_complaint_settled_on_the_first_day_owes_a_summary_and_no_final_response(book: CliCasebook) -> None:
    case = proposed(book, "uk-fca-disp")
    book.done("advance", case, "resolved", "-f", "outcome=upheld")
    due = book.done("due", case, "--format", "tsv", "--fields", "clock,state,due")
    assert "summary_resolution\tmet\t" in due
    assert "final_response\texcused\t" in due
    # Sat 21 November; Mon 23 = 1, Tue 24 = 2: two business days of our own
    assert "summary\trunning\t2026-11-24T23:59:59+00:00" in due
    assert "these clocks must stop first: Summary resolution letter" in book.refused(3, "advance", case, "closed")
    book.done("set", case, "summary_sent_on=2026-11-21")
    assert "Summary resolution letter" not in book.refused(3, "advance", case, "closed")


def test_an_early_exit_that_was_let_pass_is_never_overdue(book: CliCasebook) -> None:
    case = proposed(book, "uk-fca-disp")
    later = {"CASECTL_NOW": "2026-12-07T10:00:00+00:00"}
    assert "not used" in book.done("due", case, **later)
    assert "not used" in book.done("explain", case, "summary_resolution", **later)
    assert "summary_resolution" not in book.run("overdue", "--format", "tsv", **later).out


def test_the_nearest_follow_up_is_first_on_the_page(book: CliCasebook) -> None:
    case = proposed(book, "uk-fca-disp")
    book.done("advance", case, "resolved", "-f", "outcome=upheld")
    page = book.done("show", case)
    order = [
        "Call back after 24 hours",
        "Call back after 7 days",
        "Satisfaction survey",
        "Record retention period ends",
    ]
    assert sorted(order, key=page.index) == order


def test_nobody_who_handled_stage_1_handles_stage_2(book: CliCasebook) -> None:
    case = proposed(book, "uk-housing")
    book.done("advance", case, "stage_1_answered", "--tick", "answer.reasons", "--tick", "answer.next_stage")
    book.done("advance", case, "stage_2_asked", "--reason", "Not content")
    book.done("contact", case, "out", "We look at it again", "--channel", "letter")
    assert "handled the case up to Stage 1 answered" in book.refused(3, "advance", case, "stage_2")
    book.done("assign", case, "mia", "--reason", "Stage 2", **MIA)
    book.done("advance", case, "stage_2", **MIA)
    assert "stage_2\trunning\t" in book.done("due", case, "--format", "tsv", "--fields", "clock,state,due")


@pytest.mark.parametrize(("regime", "response"), [("standard", "excused"), ("hardship", "running")])
def test_hardship_is_answered_in_writing_though_it_was_settled_at_once(
    book: CliCasebook, regime: str, response: str
) -> None:
    case = proposed(book, "au-rg271", "--regime", regime)
    book.done("advance", case, "resolved")
    assert f"response\t{response}\n" in book.done("due", case, "--format", "tsv", "--fields", "clock,state")
