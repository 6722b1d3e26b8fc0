"""What people type that cannot be: said in one clear sentence, all of it at once, with the nearest that can."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.casebook import NEW, CliCasebook
from tests.cli.transcript import NOW


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("advance {case} acknowleged", "acknowledged"),
        ("assign {case} bne", "ben"),
        ("assign {case} ben --team after-sale", "after-sales"),
        ("handoff {case} --team after-sale --reason Bulky", "after-sales"),
        ("escalate {case} --to mai --reason Press", "mia"),
        ("new complain --title Torn", "complaint"),
        ("list --state recieved", "received"),
        ("overdue --owner bne", "ben"),
        ("agenda --person bne", "ben"),
        ("list -f chanel=phone", "channel"),
        ("overdue -f chanel=phone", "channel"),
        ("export -f chanel=phone", "channel"),
        ("list --group-by fields.chanel", "channel"),
    ],
)
def test_an_unknown_name_is_met_with_the_nearest(book: CliCasebook, words: str, near: str) -> None:
    """Nothing is guessed, and nobody has to look the right name up."""
    said = book.refused(4, *words.format(case=book.cases[0].stem).split())
    assert f"did you mean {near}" in said


def test_an_unknown_field_is_one_exit_code_however_a_query_names_it(book: CliCasebook) -> None:
    """It is the words that are off, as with any field that a query does not know."""
    for query in ("custmer.name~kit", "fields.custmer.name~kit", "-field.custmer.name:kit"):
        assert "did you mean customer.name?" in book.refused(2, "list", query)
        assert "did you mean customer.name?" in book.refused(2, "agenda", query)


def test_every_unknown_field_is_named_with_the_nearest(book: CliCasebook) -> None:
    """All that is wrong is said at once: names, choices, dates."""
    said = book.refused(
        2, "set", book.cases[0].stem, "problm=x", "customer.tier=gold", "solution.by=2026-02-30", "state=x"
    )
    assert "problm" in said
    assert "did you mean problem?" in said
    assert "gold is not one of Standard (standard), VIP (vip)" in said
    assert "2026-02-30" in said
    assert "state is calculated from the recorded events" in said


def test_a_field_needs_no_prefix_to_be_a_column(book: CliCasebook) -> None:
    """Where no column of the list is called so."""
    for verb in ("list", "export"):
        short = book.done(verb, "--fields", "id,root_cause,channel", "--sort", "channel", "--format", "csv")
        whole = ("--fields", "id,fields.root_cause,fields.channel", "--sort", "fields.channel")
        assert short == book.done(verb, *whole, "--format", "csv")


def test_an_ambiguous_id_lists_the_cases(book: CliCasebook) -> None:
    """With their titles, since that is what a person remembers."""
    said = book.refused(4, "note", "C-26", "x")
    assert all(path.stem in said for path in book.cases)
    assert "Torn box" in said
    assert "Torn bag" in said


def test_a_misread_id_is_recognised_by_its_check_character(book: CliCasebook) -> None:
    """A number read over the telephone is verified."""
    right = book.cases[0].stem
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert "check character" in book.refused(4, "show", wrong)


def test_faults_of_different_kinds_are_named_together(book: CliCasebook) -> None:
    """A wrong value hides no missing field, and a wrong field no wrong checklist item."""
    said = book.refused(2, "new", "complaint", "--channel", "fax", "--problem", "")
    for words in ("is not one of", "(problem) must be filled", "(request) must be filled", "title is needed"):
        assert words in said
    assert "(channel) must be filled" not in said
    said = book.refused(2, "advance", book.cases[0].stem, "acknowledged", "-f", "customer.tier=x", "--tick", "foo")
    assert "x is not one of" in said
    assert "no checklist item foo" in said
    said = book.refused(3, *NEW, "--title", "x", "--owner", "nobody", "--team", "x", "--level", "9")
    for words in ("(customer.name)", "no person nobody", "no team x", "no level 9"):
        assert words in said
    said = book.refused(2, "set", book.cases[0].stem, "qqqqqq=1")
    assert re.search(r"its fields are (\S+, ){7}\S+ and \d+ more", said)


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-02-30", "there is no day"),
        ("2026-03-29 01:30", "there is no 01:30 on 2026-03-29"),
        ("2026-11-21T25:00:00+00:00", "there is no time"),
        ("teatime", "is not a time"),
        ("2027-01-01", "is in the future"),
    ],
)
def test_a_moment_that_cannot_be(book: CliCasebook, moment: str, why: str) -> None:
    """No instant is made up."""
    assert why in book.refused(2, "note", book.cases[0].stem, "x", "--at", moment)


def test_a_naive_time_is_the_casebooks_and_says_so_in_the_file(book: CliCasebook) -> None:
    """Typed without an offset a time is the casebook's own (London, in summer); written it always has one."""
    book.done("note", book.cases[0].stem, "x", "--at", "2026-10-05 12:00")
    assert "at: 2026-10-05T12:00:00+01:00" in book.cases[0].read_text("utf-8")
    assert "not an instant with an offset" in book.refused(2, "list", CASECTL_NOW="2026-10-05 12:00")


HOSTILE = "Kit\x1b]0;owned\x07\x1b[2J\u202egnp.exe\u200b\x9b31m\r\nid: C-1"


@pytest.mark.parametrize("format", ["table", "plain", "tsv", "csv", "json", "jsonl", "markdown"])
def test_an_escape_sequence_in_a_name_is_kept_and_never_sent_to_a_terminal(book: CliCasebook, format: str) -> None:
    """What the customer is called is the customer's affair; what a terminal obeys is not."""
    later = "2026-12-01T09:00:00+00:00"
    book.done(*NEW, "--title", "Torn cup", "--customer.name", HOSTILE, CASECTL_NOW=later)
    case = book.cases[-1]
    outputs = [
        book.done("show", case.stem, "--format", format),
        book.done("list", "--fields", "id,fields.customer.name", "--format", format),
    ]
    for text in outputs:
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u200b"} & set(text)
    kept = json.loads(book.done("show", case.stem, "--format", "json"))["rows"][0]
    assert kept["fields"]["customer"]["name"] == HOSTILE
    assert kept["id"] == case.stem
    assert book.run("check", CASECTL_NOW=later).status == 0


def test_a_title_is_one_line(book: CliCasebook) -> None:
    """A list has one line a case."""
    assert "one line" in book.refused(2, *NEW, "--customer.name", "Kit", "--title", "Torn\ncup")


def test_hostile_words_in_an_error_are_made_visible(book: CliCasebook) -> None:
    """Errors repeat what was typed."""
    answer = book.run("show", "\x1b[31m\u202e")
    assert answer.status == 4
    assert "\\x1b[31m<U+202E>" in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.parametrize(
    "document", ["- a list", "title: [", "fields: none", "title: T\nstate: closed\nfields: {}", "", "{"]
)
def test_a_document_that_is_no_case(book: CliCasebook, document: str, tmp_path: Path) -> None:
    """`new --from` takes a title and fields, as YAML or JSON."""
    file = tmp_path / "intake.yaml"
    file.write_text(document, "utf-8")
    before = book.picture()
    answer = book.run("new", "complaint", "--from", str(file))
    assert answer.status in (2, 3, 5)
    assert answer.err
    assert book.picture() == before


def test_a_file_that_is_not_there(book: CliCasebook) -> None:
    """Named with the system's reason."""
    assert "nowhere.yaml: No such file" in book.refused(4, "new", "complaint", "--from", "nowhere.yaml")


TIMED = (
    ["note", "CASE", "x", "--at", "TIME"],
    ["followup", "add", "CASE", "TIME", "callback"],
    ["override", "CASE", "resolve", "--due", "TIME", "--reason", "Agreed"],
    ["when", "3wd", "--from", "TIME"],
    ["due", "CASE", "--at", "TIME"],
    ["overdue", "--at", "TIME"],
    ["due-soon", "--at", "TIME"],
    ["agenda", "--until", "TIME"],
    ["list", 'opened<"TIME"'],
    ["list", "--opened-from", "TIME"],
    [*NEW, "--title", "T", "--customer.name", "Kit", "--received", "TIME"],
)
"""Everywhere that a moment is typed."""


def timed(words: list[str], book: CliCasebook, at: str) -> list[str]:
    return [word.replace("CASE", book.cases[-1].stem).replace("TIME", at) for word in words]


@pytest.mark.parametrize("words", TIMED, ids=lambda words: words[0])
def test_of_a_time_that_comes_twice_it_is_said_which_is_understood(book: CliCasebook, words: list[str]) -> None:
    """Two in the morning becomes one again in London on that day."""
    env = {"CASECTL_NOW": "2027-11-01T09:00:00+00:00" if words[0] in ("note", "new") else NOW}
    said = "taken as 2027-10-31T01:30:00+01:00; the later one is 2027-10-31T01:30:00+00:00"
    assert said in book.run(*timed(words, book, "2027-10-31 01:30"), **env).err
    assert "twice" not in book.run(*timed(words, book, "2027-10-31T01:30:00+00:00"), **env).err


@pytest.mark.parametrize("words", TIMED, ids=lambda words: words[0])
def test_a_time_that_does_not_exist_is_refused_wherever_it_is_typed(book: CliCasebook, words: list[str]) -> None:
    """One in the morning becomes two in London on that day."""
    said = book.refused(2, *timed(words, book, "2027-03-28 01:30"))
    assert "there is no 01:30 on 2027-03-28 in Europe/London" in said


@pytest.mark.parametrize(
    "words",
    [
        ("list", "a," * 15_000),
        ("list", "--fields", "a," * 15_000),
        ("list", "--level", "1" * 5_000),
        ("list", "level>" + "1" * 3_000),
        ("overdue", "due<" + "a" * 3_000),
        ("agenda", "--until", "a " * 30_000),
        ("check", "--ignore", "a," * 15_000),
        ("explain", "C-2611-00000000Z", "--run", "1" * 5_000),
    ],
)
def test_what_is_far_too_long_is_refused_at_once_and_quoted_by_its_beginning(
    book: CliCasebook, words: tuple[str, ...]
) -> None:
    """Found by typing at random: a query of 15,000 words took 15 seconds, a level of 40,000 digits was a bug (70)."""
    answer = book.run(*words)
    assert answer.status in (2, 4)
    assert 20 < len(answer.err) < 5_000
