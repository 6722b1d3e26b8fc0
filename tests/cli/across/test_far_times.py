"""A time or a length of time that nothing can count or write is refused, and nothing is recorded."""

from __future__ import annotations

import pytest

from tests.cli.casebook import NEW, CliCasebook

FAR = (
    "followup add {case} 9998-12-31 never",
    "followup add {case} 9999-12-31 never",
    "followup add {case} +99999mo never",
    "followup add {case} 30/02/2027 never",
    "note {case} t --at 0001-01-01",
    "override {case} resolve --due 9999-12-31 --reason r",
    "set {case} received_at=0000-01-01 --reason r",
    "set {case} solution.by=9999-12-31",
    "set {case} solution.by=30/12/9999",
    "set {case} solution.by=0001-01-01",
    "when 3wd --from 9998-12-30",
    "when 3wd --from 0001-01-05",
    "due-soon --within 99999mo",
    "list due<99999mo",
    "list opened:9999-12-31",
    "overdue --working --at 9998-12-31",
    "agenda --until 9999-12-31",
)


def in_zone(book: CliCasebook, zone: str) -> None:
    """Set the time zone of the casebook."""
    settings = book.folder / "casectl.yaml"
    lines = [f"zone: {zone}" if line.startswith("zone:") else line for line in settings.read_text().splitlines()]
    settings.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("line", FAR)
def test_what_is_out_of_every_calendar_is_a_usage_error(book: CliCasebook, line: str) -> None:
    """Exit code 2: it was typed."""
    assert book.refused(2, *line.format(case=book.cases[0].stem).split(" "))


def test_a_time_before_the_zone_had_one_is_refused(book: CliCasebook) -> None:
    """Local mean time has seconds in its offset, which few programs read."""
    in_zone(book, "Europe/London")
    case = book.cases[0].stem
    assert "before Europe/London had a standard time" in book.refused(2, "note", case, "t", "--at", "1846-01-01")
    assert book.refused(2, *NEW, "--customer.name", "P", "--title", "t", "--received", "1846-01-01")
    assert book.run("check").status == 0


def test_until_includes_the_minute_and_the_day_that_are_named(book: CliCasebook) -> None:
    """As the help says: nothing later."""
    case = book.cases[0].stem
    book.done("followup", "add", case, "2027-08-31 23:59", "ring")
    for until in ("2027-08-31 23:59", "2027-08-31", "august 2027", "2027年8月31日"):
        assert any(row["what"] == "ring" for row in book.rows("agenda", "--all", "--until", until)), until
    assert not any(row["what"] == "ring" for row in book.rows("agenda", "--all", "--until", "2027-08-31 23:58"))


@pytest.mark.parametrize("zone", ["America/Santiago", "Africa/Cairo"])
def test_a_day_without_midnight_can_be_asked_for(book: CliCasebook, zone: str) -> None:
    """Summer time begins at midnight there."""
    in_zone(book, zone)
    for day in ("2026-09-06", "2026-04-24"):
        assert book.run("list", f"opened:{day}").status == 0
        assert book.run("list", "--opened-from", day, "--due-to", day).status == 0


@pytest.mark.parametrize(
    ("words", "at"),
    [
        (("followup", "add", "{case}", "1 december 2027", "x"), "2027-12-01T10:00:00"),
        (("followup", "add", "{case}", "下个月1号", "x"), "2026-12-01T10:00:00"),
        (("followup", "add", "{case}", "3 working days", "x"), "2026-11-25T17:30:00"),
        (("note", "{case}", "x", "--at", "last friday"), "2026-11-20T10:00:00"),
        (("note", "{case}", "x", "--at", "昨天下午三点"), "2026-11-20T15:00:00"),
        (("override", "{case}", "resolve", "--reason", "x", "--due", "31/12/2027"), "2027-12-31T23:59:59"),
        (("override", "{case}", "resolve", "--reason", "x", "--due", "下周一下班前"), "2026-11-23T17:30:00"),
    ],
)
def test_every_verb_takes_the_same_words_and_says_how_they_were_read(
    book: CliCasebook, words: tuple[str, ...], at: str
) -> None:
    """What was understood is on stderr."""
    case = book.cases[0].stem
    answer = book.run(*(word.format(case=case) for word in words))
    assert answer.status == 0, answer.err
    assert f"is {at}" in answer.err
