"""promise is in every list until it is said how it ended."""

from __future__ import annotations

from tests.cli.casebook import CHINESE, CliCasebook

LATE = {"CASECTL_NOW": "2026-11-24T09:00:00+00:00"}


def test_a_promise_is_in_every_list_until_it_is_kept_or_broken(book: CliCasebook) -> None:
    case = book.cases[0].stem
    book.done("promise", case, "refund on the card", "--by", "2026-11-23 12:00")
    assert "promise: refund on the card" in book.done("agenda")
    assert "承诺：refund on the card" in book.done("agenda", **CHINESE)
    for words in (["overdue", "--kind", "follow-up"], ["today"]):
        assert "refund on the card" in {row["what"] for row in book.rows(*words, **LATE)}
    assert book.run("overdue", "--kind", "follow-up", "--exit-code", **LATE).status == 1
    assert case in {row["id"] for row in book.rows("search", "refund")}
    said = book.refused(2, "followup", "done", case, "refund on the card", "--outcome", "kept", **LATE)
    assert "was not kept by then" in said
    assert "--outcome broken --note TEXT; if it was kept in time: --outcome kept --at TIME --late TEXT" in said
    why = ("--outcome", "未兑现", "--note", "The bank was closed")
    assert "refund on the card: broken" in book.done("followup", "done", case, "refund on the card", *why, **LATE)
    assert "promise: refund on the card" not in book.done("agenda", **LATE)
    shown = book.done("show", case, **LATE)
    assert "promise: refund on the card: broken" in shown
    assert "The bank was closed" in shown


def test_a_day_is_given_whole_and_the_past_is_not_promised(book: CliCasebook) -> None:
    case = book.cases[0].stem
    book.done("promise", case, "a call", "--by", "2026-11-25")
    at = next(row["at"] for row in book.rows("agenda") if row["what"] == "a call")
    assert at.startswith("2026-11-25T23:59:59")
    assert "is in the past" in book.refused(2, "promise", case, "a call", "--by", "2026-11-20")
    assert "casectl set" in book.refused(2, "promise", case, "solution.by", "--by", "2026-11-25")


def test_a_mistyped_outcome_is_asked_for_again(book: CliCasebook) -> None:
    """In words nobody says whether it was kept: they belong into the note, and the outcome is one of the two."""
    case = book.cases[0].stem
    book.done("promise", case, "a call", "--by", "2026-11-25")
    assert "did you mean broken?" in book.refused(2, "followup", "done", case, "a call", "--outcome", "brocken")
    said = book.refused(2, "followup", "done", case, "a call", "--outcome", "broken")
    assert "say why a call was not kept" in said
    assert "--outcome broken --note TEXT" in said
    for words in ("--outcome", "--note"):
        said = book.refused(2, "followup", "done", case, "a call", words, "The bank refused")
        assert "say whether a call was kept or broken" in said
        assert "--outcome kept, or --outcome broken --note TEXT" in said
    kept = ("--outcome", "kept", "--note", "She is content")
    assert "a call: kept" in book.done("followup", "done", case, "a call", *kept)


def test_a_promise_is_not_dated_back_into_kept_without_a_word(book: CliCasebook) -> None:
    """Recorded after its time, however shortly: it says why so late, and is shown as recorded late."""
    case = book.cases[0].stem
    book.done("promise", case, "a call", "--by", "2026-11-24 08:00")
    back = ("followup", "done", case, "a call", "--at", "2026-11-24 07:30")
    said = book.refused(3, *back, **LATE)
    assert "gives no reason for the delay" in said
    assert "--late TEXT" in said
    assert "a call: kept" in book.done(*back, "--late", "The line was dead until nine", **LATE)
    shown = book.done("audit", case, **LATE)
    assert "recorded 1h 30m later" in shown
    assert "The line was dead until nine" in shown
    assert "C116" not in book.run("check").out
