"""casectl calendar and casectl when, from the words typed to the answer and the commit."""

from __future__ import annotations

import json

import pytest

from tests.cli.casebook import CliCasebook
from tests.conftest import run_git


def test_a_country_is_frozen_into_the_casebook_in_one_commit(book: CliCasebook) -> None:
    """What was frozen is plain text that the team owns, and it counts without the package."""
    before = run_git(book.folder, "rev-list", "--count", "HEAD")
    answer = book.run("calendar", "new", "cn", "--country", "cn", "--years", "2026-2027", "--zone", "Asia/Shanghai")
    assert answer.status == 0
    assert "provisional from 2027-01-01" in answer.err
    assert int(run_git(book.folder, "rev-list", "--count", "HEAD")) == int(before) + 1
    text = (book.folder / "calendars/cn.yaml").read_text("utf-8")
    assert '  2026-10-01: {en: "National Day", zh: "国庆节"}\n' in text
    assert '  mon: ["09:00-17:30"]\n' in text
    assert run_git(book.folder, "status", "--porcelain") == ""
    shown = book.done("calendar", "show", "cn", "--year", "2026")
    assert "2026-02-14 Sat  worked    Make-up working day  09:00-17:30" in shown
    assert "248 in 2026" in shown


def test_a_country_brings_its_zone_and_its_name_in_both_languages(book: CliCasebook) -> None:
    """A casebook in London that has a calendar of China's is no reason to open in China at nine in London."""
    answer = book.run("calendar", "new", "cn", "--country", "CN", "--years", "2026")
    assert answer.err.startswith("wrote calendars/cn.yaml, in zone Asia/Shanghai")
    text = (book.folder / "calendars/cn.yaml").read_text("utf-8")
    assert 'title: {en: "China", zh: "中国"}\nzone: Asia/Shanghai\n' in text
    book.done("calendar", "new", "wales", "--country", "gb", "--subdivision", "wls", "--years", "2026")
    assert 'title: {en: "United Kingdom (WLS)", zh: "英国 (WLS)"}' in (book.folder / "calendars/wales.yaml").read_text()


def test_hours_may_be_given_without_a_country(book: CliCasebook) -> None:
    book.done("calendar", "new", "shop", "--windows", "mon-fri 09:00-12:30,13:30-17:30; sat 10:00-14:00")
    rows = json.loads(book.done("calendar", "list", "--format", "json"))["rows"]
    assert [(row["name"], row["zone"], row["default"]) for row in rows] == [
        ("office", "Europe/London", True),
        ("shop", "Europe/London", False),
    ]


@pytest.mark.parametrize(
    ("status", "words", "said"),
    [
        (2, ["new", "a b"], "is not a valid name: use one word of letters, digits, . - _"),
        (2, ["new", "x", "--years", "2026"], "need --country"),
        (2, ["new", "x", "--country", "XX"], "XX is not a known country"),
        (2, ["new", "x", "--country", "GB", "--years", "2027-2026"], "not a span of years"),
        (2, ["new", "x", "--zone", "Mars"], "no time zone Mars"),
        (2, ["new", "x", "--windows", "mon 9-5"], "mon 9-5 is not working time"),
        (2, ["new", "x", "--windows", ";"], "has no working time"),
        (2, ["new", "x", "--windows", ""], "has no working time"),
        (2, ["new", "x", "--windows", "mon-fri 09:00-10:00; fri 11:00-12:00"], "fri is listed twice"),
        (2, ["new", "x", "--country", "US"], "United States has several time zones: say which with --zone"),
        (3, ["new", "office"], "calendars/office.yaml exists already"),
        (4, ["show", "englnd"], "did you mean england"),
        (4, ["check", "england"], "there is no calendar england"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    book: CliCasebook, status: int, words: list[str], said: str
) -> None:
    assert said in book.refused(status, "calendar", *words)


def test_a_calendar_is_replaced_only_if_asked_to(book: CliCasebook) -> None:
    book.done("calendar", "new", "office", "--windows", "mon 10:00-11:00", "--replace")
    assert 'mon: ["10:00-11:00"]' in (book.folder / "calendars/office.yaml").read_text("utf-8")


def test_check_names_every_fault_of_every_calendar(book: CliCasebook) -> None:
    """A calendar with faults is named by check, and by what would count in it; the others still serve."""
    assert book.run("calendar", "check").status == 0
    folder = book.folder / "calendars"
    (folder / "odd.yaml").write_text("calendar: odd\nwindows: {mon: [17:00-09:00], tus: []}\n", "utf-8")
    (folder / "old.yaml").write_text(
        "calendar: old\nwindows: {mon: 09:00-10:00}\nverified_until: 2020-12-31\n", "utf-8"
    )
    (folder / "later.yaml").write_text(
        "calendar: later\nwindows: {mon: 09:00-10:00}\nprovisional_from: 2050-01-01\n", "utf-8"
    )
    answer = book.run("calendar", "check")
    assert answer.status == 1
    assert [line.split()[:2] for line in answer.out.splitlines()] == [
        ["calendars/later.yaml:3:1:", "L021"],
        ["calendars/odd.yaml:2:17:", "L005"],
        ["calendars/odd.yaml:2:31:", "L001"],
        ["calendars/old.yaml:3:1:", "L020"],
    ]
    everything = book.run("check").out
    assert "L005" in everything
    assert "L020" in everything
    assert "L021" not in everything
    assert "has problems" in book.refused(5, "when", "8wh", "--calendar", "odd")
    listed = book.run("calendar", "list")
    assert listed.status == 5
    assert "odd.yaml" in listed.err
    assert "later" in listed.out


def test_the_count_of_a_year_that_nobody_knows_yet_is_provisional(book: CliCasebook) -> None:
    assert "253 in 2026\n" in book.done("calendar", "show", "england", "--year", "2026")
    assert "261 in 2030  (provisional)\n" in book.done("calendar", "show", "england", "--year", "2030")
