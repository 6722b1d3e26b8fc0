"""casectl calendar and casectl when, from the words typed to the answer and the commit."""

from __future__ import annotations

import json

import pytest

from tests.cli.front_desk import FrontDesk
from tests.conftest import run_git
from tests.test_startup import loaded_by


def test_a_country_is_frozen_into_the_casebook_in_one_commit(desk: FrontDesk) -> None:
    """What was frozen is plain text that the team owns, and it counts without the package."""
    before = run_git(desk.folder, "rev-list", "--count", "HEAD")
    answer = desk.run("calendar", "new", "cn", "--country", "cn", "--years", "2026-2027", "--zone", "Asia/Shanghai")
    assert answer.status == 0
    assert "provisional from 2027-01-01" in answer.err
    assert int(run_git(desk.folder, "rev-list", "--count", "HEAD")) == int(before) + 1
    text = (desk.folder / "calendars/cn.yaml").read_text("utf-8")
    assert '  2026-10-01: {en: "National Day", zh: "国庆节"}\n' in text
    assert "  mon: [09:00-17:30]\n" in text
    assert run_git(desk.folder, "status", "--porcelain") == ""
    shown = desk.done("calendar", "show", "cn", "--year", "2026")
    assert "2026-02-14 Sat  worked    Make-up working day  09:00-17:30" in shown
    assert "248 in 2026" in shown


def test_a_country_brings_its_zone_and_its_name_in_both_languages(desk: FrontDesk) -> None:
    """A casebook in London that has a calendar of China's is no reason to open in China at nine in London."""
    answer = desk.run("calendar", "new", "cn", "--country", "CN", "--years", "2026")
    assert answer.err.startswith("wrote calendars/cn.yaml, in zone Asia/Shanghai")
    text = (desk.folder / "calendars/cn.yaml").read_text("utf-8")
    assert 'title: {en: "China", zh: "中国"}\nzone: Asia/Shanghai\n' in text
    desk.done("calendar", "new", "wales", "--country", "gb", "--subdivision", "wls", "--years", "2026")
    assert 'title: {en: "United Kingdom (WLS)", zh: "英国 (WLS)"}' in (desk.folder / "calendars/wales.yaml").read_text()


def test_hours_may_be_given_without_a_country(desk: FrontDesk) -> None:
    desk.done("calendar", "new", "shop", "--windows", "mon-fri 09:00-12:30,13:30-17:30; sat 10:00-14:00")
    rows = json.loads(desk.done("calendar", "list", "--format", "json"))["rows"]
    assert [(row["name"], row["zone"], row["default"]) for row in rows] == [
        ("office", "Europe/London", True),
        ("shop", "Europe/London", False),
    ]


@pytest.mark.parametrize(
    ("status", "words", "said"),
    [
        (2, ["new", "a b"], "cannot be a name"),
        (2, ["new", "x", "--years", "2026"], "need --country"),
        (2, ["new", "x", "--country", "XX"], "no country XX"),
        (2, ["new", "x", "--country", "GB", "--years", "2027-2026"], "no span of years"),
        (2, ["new", "x", "--zone", "Mars"], "no time zone Mars"),
        (2, ["new", "x", "--windows", "mon 9-5"], "mon 9-5 is no working time"),
        (2, ["new", "x", "--windows", ";"], "has no working time"),
        (2, ["new", "x", "--windows", ""], "has no working time"),
        (2, ["new", "x", "--windows", "mon-fri 09:00-10:00; fri 11:00-12:00"], "fri stands here twice"),
        (2, ["new", "x", "--country", "US"], "United States has several time zones: say which with --zone"),
        (3, ["new", "office"], "calendars/office.yaml exists already"),
        (4, ["show", "englnd"], "did you mean england"),
        (4, ["check", "england"], "there is no calendar england"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: FrontDesk, status: int, words: list[str], said: str
) -> None:
    assert said in desk.refused(status, "calendar", *words)


def test_a_calendar_is_written_anew_only_if_asked_to(desk: FrontDesk) -> None:
    desk.done("calendar", "new", "office", "--windows", "mon 10:00-11:00", "--replace")
    assert "mon: [10:00-11:00]" in (desk.folder / "calendars/office.yaml").read_text("utf-8")


def test_check_names_every_fault_of_every_calendar(desk: FrontDesk) -> None:
    """A calendar with faults is named by check, and by what would count in it; the others still serve."""
    assert desk.run("calendar", "check").status == 0
    folder = desk.folder / "calendars"
    (folder / "odd.yaml").write_text("calendar: odd\nwindows: {mon: [17:00-09:00], tus: []}\n", "utf-8")
    (folder / "old.yaml").write_text(
        "calendar: old\nwindows: {mon: 09:00-10:00}\nverified_until: 2020-12-31\n", "utf-8"
    )
    (folder / "later.yaml").write_text(
        "calendar: later\nwindows: {mon: 09:00-10:00}\nprovisional_from: 2050-01-01\n", "utf-8"
    )
    answer = desk.run("calendar", "check")
    assert answer.status == 1
    assert [line.split()[:2] for line in answer.out.splitlines()] == [
        ["calendars/later.yaml:3:1:", "L021"],
        ["calendars/odd.yaml:2:17:", "L005"],
        ["calendars/odd.yaml:2:31:", "L001"],
        ["calendars/old.yaml:3:1:", "L020"],
    ]
    everything = desk.run("check").out
    assert "L005" in everything
    assert "L020" in everything
    assert "L021" not in everything
    assert "has faults" in desk.refused(5, "when", "8wh", "--calendar", "odd")
    listed = desk.run("calendar", "list")
    assert listed.status == 5
    assert "odd.yaml" in listed.err
    assert "later" in listed.out


def test_a_casebook_whose_calendar_is_missing_counts_nothing(desk: FrontDesk) -> None:
    """Rather than in office hours that nobody chose."""
    settings = desk.folder / "casectl.yaml"
    settings.write_text(settings.read_text("utf-8").replace("calendar: office", "calendar: offce"), "utf-8")
    assert "did you mean office" in desk.refused(4, "when", "8wh")


def test_the_count_of_a_year_that_nobody_knows_yet_is_provisional(desk: FrontDesk) -> None:
    assert "253 in 2026\n" in desk.done("calendar", "show", "england", "--year", "2026")
    assert "261 in 2030  (provisional)\n" in desk.done("calendar", "show", "england", "--year", "2030")


def test_when_answers_with_the_instant_and_every_step(desk: FrontDesk) -> None:
    """The question of the manual; England's calendar need not be in the casebook."""
    page = desk.done("when", "10wd", "--from", "2026-12-20T16:40", "--calendar", "england")
    assert page.startswith("2027-01-06 Wed 17:30  2027-01-06T17:30:00+00:00\n")
    assert "Begin           End             Counted  Why\n" in page
    assert "2026-12-25 Fri  2026-12-25 Fri  -        Christmas Day\n" in page
    assert "2026-12-29 Tue  2026-12-31 Thu  3wd      working days\n" in page


def test_when_gives_programs_the_same(desk: FrontDesk) -> None:
    words = ["when", "8个工作小时", "--from", "2026-12-24 15:00", "--calendar", "cn"]
    [row] = json.loads(desk.done(*words, "--format", "json"))["rows"]
    assert row["due"] == "2026-12-25T14:30:00+08:00"
    assert (row["length"], row["calendar"], row["provisional"]) == ("8wh", "cn", False)
    assert sum(step["minutes"] for step in row["steps"] if step["counted"]) == 480
    [line] = desk.done(*words, "--format", "plain").splitlines()
    assert line.startswith("2026-12-25T14:30:00+08:00")


def test_when_marks_what_is_only_guessed(desk: FrontDesk) -> None:
    assert "provisional" in desk.done("when", "3wd", "--from", "2026-12-31", "--calendar", "cn")


@pytest.mark.parametrize("length", ["soon", "0h", "99999mo"])
def test_when_refuses_what_is_no_duration(desk: FrontDesk, length: str) -> None:
    desk.refused(2, "when", length)


def test_init_takes_a_shipped_calendar(desk: FrontDesk) -> None:
    home = desk.folder.parent / "ours"
    words = ["init", str(home), "--yes", "--calendar", "england", "--zone", "Europe/London", "--template", "complaint"]
    answer = desk.run(*words)
    assert answer.status == 0, answer.err
    assert "by default" not in answer.err
    assert "\ncalendar: england\n" in (home / "casectl.yaml").read_text("utf-8")
    assert (home / "calendars/england.yaml").is_file()
    assert not (home / "calendars/office.yaml").exists()
    assert "did you mean england" in desk.refused(4, "init", str(home.with_name("b")), "--calendar", "englnd")


def test_init_adds_a_calendar_to_a_casebook_and_leaves_its_settings_alone(desk: FrontDesk) -> None:
    settings = (desk.folder / "casectl.yaml").read_text("utf-8")
    answer = desk.run("init", "--calendar", "scotland", "--yes")
    assert answer.status == 0, answer.err
    assert (desk.folder / "calendars/scotland.yaml").is_file()
    assert (desk.folder / "casectl.yaml").read_text("utf-8") == settings
    assert "say calendar: scotland in casectl.yaml" in answer.err


def test_what_is_overdue_is_listed_without_any_calendar(desk: FrontDesk) -> None:
    """Deadlines are facts: a list reckons nothing, so it loads nothing that could."""
    desk.run("overdue")
    _status, modules = loaded_by("-C", str(desk.folder), "overdue", "--format", "tsv")
    reckoning = (
        "casectl.core.time.calendar",
        "casectl.core.time.timeline",
        "casectl.core.time.segments",
        "casectl.adapters.holiday",
    )
    assert [name for name in modules if name.startswith(reckoning)] == []
    assert "casectl.adapters.index.sqlite" in modules
