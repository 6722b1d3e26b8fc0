"""today lists a day under headings; each row has a command that works."""

from __future__ import annotations

import shlex

from tests.cli.casebook import CHINESE, CliCasebook

BEN = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
       for key, value in (("NAME", "Ben Okoro"), ("EMAIL", "ben@example.org"))}  # fmt: skip
LATE = {"CASECTL_NOW": "2026-11-22T12:00:00+00:00"}


def test_a_day_is_ones_own_or_a_persons_or_a_teams_or_everybodys(three: CliCasebook) -> None:
    everybody = three.rows("today", "--all", **LATE)
    assert {row["who"] for row in three.rows("today", **LATE)} == {"ann"}
    assert {row["who"] for row in three.rows("today", "--for", "ben", **LATE)} == {"ben"}
    assert three.rows("today", "--team", "front-line", **LATE) == everybody
    assert three.rows("today", "--team", "after-sales", **LATE) == []


def test_every_next_step_works(book: CliCasebook) -> None:
    """Whatever group it is in."""
    first, second = (path.stem for path in book.cases)
    book.done("followup", "add", first, "+1h", "ring the depot")
    book.done("set", first, "solution.by=2026-11-21")
    book.done("handoff", second, "ben", "--reason", "x")
    for who in ({}, BEN):
        steps = {row["next"]: row["group"] for row in book.rows("today", **who, **LATE)}
        assert steps
        for step in steps:
            book.done(*shlex.split(step)[1:], **who, **LATE)


def test_the_rows_decide_the_exit_code(book: CliCasebook) -> None:
    assert book.run("today", "--exit-code").status == 1
    assert book.run("today").status == 0
    nothing = book.run("today", "--for", "mia", "--exit-code")
    assert (nothing.status, nothing.out) == (0, "")
    assert "nothing to do today" in nothing.err


def test_headings_are_in_the_readers_language_and_the_groups_in_nobodys(book: CliCasebook) -> None:
    """A choice of columns or another order has the group as a column."""
    said = book.done("today", **CHINESE, **LATE)
    assert "已超时 (" in said
    assert "Overdue" not in said
    for words in (["--fields", "group,id"], ["--sort", "title"]):
        lines = book.done("today", *words, **LATE).splitlines()
        assert len(lines) == 2 + len(book.rows("today", **LATE))
    assert {line.split("\t")[0] for line in book.done("today", "--format", "tsv", **CHINESE, **LATE).splitlines()} == {
        "group", *(row["group"] for row in book.rows("today", **LATE))
    }  # fmt: skip


def test_only_a_look_of_people_counts(book: CliCasebook) -> None:
    """A script that counts the rows takes no news away; a look at somebody else's day neither."""
    case = book.cases[0].stem
    book.done("today")
    book.done("note", case, "rang", **BEN)
    for words in (["--format", "json"], ["--for", "ann"], ["--all"]):
        book.done("today", *words)
    assert "noted" in book.done("today")
    assert "noted" not in book.done("today")


def test_a_casebook_says_itself_who_comes_first(book: CliCasebook) -> None:
    """By queries; one that is wrong is refused with the place where it is written."""
    settings = book.folder / "casectl.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}today:\n  ahead:\n    the bag: title~bag\n", "utf-8")
    shown = book.rows("today", "--fields", "title,ahead", **LATE)
    assert shown[0] == {"title": "Torn bag", "ahead": "the bag"}
    assert {row["ahead"] for row in shown if row["title"] != "Torn bag"} == {None}
    settings.write_text(f"{text}today:\n  ahead:\n    the bag: 'level>>'\n", "utf-8")
    assert "today: ahead: in casectl.yaml" in book.run("today").err
    settings.write_text(f"{text}today:\n  ahead:\n    the bag: ''\n", "utf-8")
    assert "the bag needs a query" in book.run("check").out


def test_a_damaged_note_of_the_last_look_is_no_look(book: CliCasebook) -> None:
    """One that is a link leading elsewhere is replaced, and nothing is written through it."""
    book.done("today")
    kept = book.folder / ".git/casectl/looks/ann"
    assert kept.is_file()
    for content in ("--output=x", "0" * 40, "no commit\n"):
        kept.write_text(content, "utf-8")
        assert book.run("today", "--format", "json").status == 0
    elsewhere = book.folder.parent / "elsewhere"
    elsewhere.write_text("x", "utf-8")
    kept.unlink()
    kept.symlink_to(elsewhere)
    book.done("today")
    assert elsewhere.read_text("utf-8") == "x"
    assert not kept.is_symlink()
