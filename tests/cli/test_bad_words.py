"""What people type that cannot be: said in one clear sentence, all of it at once, with the nearest that can."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.front_desk import NEW, FrontDesk
from tests.cli.transcript import NOW, SOURCE


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
def test_an_unknown_name_is_met_with_the_nearest(desk: FrontDesk, words: str, near: str) -> None:
    """Nothing is guessed, and nobody has to look the right name up."""
    said = desk.refused(4, *words.format(case=desk.cases[0].stem).split())
    assert f"did you mean {near}?" in said


def test_an_unknown_field_is_one_exit_code_however_a_query_names_it(desk: FrontDesk) -> None:
    """It is the words that are off, as with any field that a query does not know."""
    for query in ("custmer.name~kit", "fields.custmer.name~kit", "-field.custmer.name:kit"):
        assert "did you mean customer.name?" in desk.refused(2, "list", query)
        assert "did you mean customer.name?" in desk.refused(2, "agenda", query)


def test_every_unknown_field_is_named_with_the_nearest(desk: FrontDesk) -> None:
    """All that is wrong is said at once: names, choices, dates."""
    said = desk.refused(
        2, "set", desk.cases[0].stem, "problm=x", "customer.tier=gold", "solution.by=2026-02-30", "state=x"
    )
    assert "problm" in said
    assert "did you mean problem?" in said
    assert "gold is not among standard, vip, special, vulnerable" in said
    assert "2026-02-30" in said
    assert "state is governed by the journal" in said


def test_a_field_needs_no_prefix_to_be_a_column(desk: FrontDesk) -> None:
    """Where no column of the list is called so."""
    for verb in ("list", "export"):
        short = desk.done(verb, "--fields", "id,root_cause,channel", "--sort", "channel", "--format", "csv")
        whole = ("--fields", "id,fields.root_cause,fields.channel", "--sort", "fields.channel")
        assert short == desk.done(verb, *whole, "--format", "csv")


def test_an_ambiguous_id_lists_the_cases(desk: FrontDesk) -> None:
    """With their titles, since that is what a person remembers."""
    said = desk.refused(4, "note", "C-26", "x")
    assert all(path.stem in said for path in desk.cases)
    assert "Torn box" in said
    assert "Torn bag" in said


def test_a_misread_id_is_told_by_its_check_character(desk: FrontDesk) -> None:
    """A number read over the telephone is verified."""
    right = desk.cases[0].stem
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    assert "check character" in desk.refused(4, "show", wrong)


def test_every_missing_field_is_named_at_once(desk: FrontDesk) -> None:
    """Not one fault per try."""
    said = desk.refused(3, "new", "after-sales")
    for name in ("title", "channel", "customer.name", "customer.contact", "problem", "request", "problem_kind"):
        assert name in said


def test_faults_of_different_kinds_are_named_together(desk: FrontDesk) -> None:
    """A wrong value hides no missing field, and a wrong field no wrong checklist item."""
    said = desk.refused(2, "new", "complaint", "--channel", "fax", "--problem", "")
    for words in ("fax is not among", "(problem) must be filled", "(request) must be filled", "title is needed"):
        assert words in said
    assert "(channel) must be filled" not in said
    said = desk.refused(2, "advance", desk.cases[0].stem, "acknowledged", "-f", "customer.tier=x", "--tick", "foo")
    assert "x is not among" in said
    assert "no checklist item foo" in said
    said = desk.refused(3, *NEW, "--title", "x", "--owner", "nobody", "--team", "x", "--level", "9")
    for words in ("(customer.name)", "no person nobody", "no team x", "no level 9"):
        assert words in said
    said = desk.refused(2, "set", desk.cases[0].stem, "qqqqqq=1")
    assert re.search(r"its fields are (\S+, ){7}\S+ and \d+ more", said)


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-02-30", "there is no day"),
        ("2026-03-29 01:30", "there is no 01:30 on 2026-03-29"),
        ("2026-11-21T25:00:00+00:00", "there is no time"),
        ("teatime", "is not a time"),
        ("2027-01-01", "still to come"),
    ],
)
def test_a_moment_that_cannot_be(desk: FrontDesk, moment: str, why: str) -> None:
    """No instant is made up."""
    assert why in desk.refused(2, "note", desk.cases[0].stem, "x", "--at", moment)


def test_a_naive_time_is_the_casebooks_and_says_so_in_the_file(desk: FrontDesk) -> None:
    """Typed without an offset a time is the casebook's own (London, in summer); written it always has one."""
    desk.done("note", desk.cases[0].stem, "x", "--at", "2026-10-05 12:00")
    assert "at: 2026-10-05T12:00:00+01:00" in desk.cases[0].read_text("utf-8")
    assert "not an instant with an offset" in desk.refused(2, "list", CASECTL_NOW="2026-10-05 12:00")


HOSTILE = "Kit\x1b]0;owned\x07\x1b[2J\u202egnp.exe\u200b\x9b31m\r\nid: C-1"


@pytest.mark.parametrize("format", ["table", "plain", "tsv", "csv", "json", "jsonl", "markdown"])
def test_an_escape_sequence_in_a_name_is_kept_and_never_sent_to_a_terminal(desk: FrontDesk, format: str) -> None:
    """What the customer is called is the customer's affair; what a terminal obeys is not."""
    desk.done(*NEW, "--title", "Torn cup", "--customer.name", HOSTILE, CASECTL_NOW="2026-12-01T09:00:00+00:00")
    case = desk.cases[-1]
    outputs = [
        desk.done("show", case.stem, "--format", format),
        desk.done("list", "--fields", "id,fields.customer.name", "--format", format),
    ]
    for text in outputs:
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u200b"} & set(text)
    kept = json.loads(desk.done("show", case.stem, "--format", "json"))["rows"][0]
    assert kept["fields"]["customer"]["name"] == HOSTILE
    assert kept["id"] == case.stem
    assert desk.run("check").status == 0


def test_a_title_is_one_line(desk: FrontDesk) -> None:
    """A list has one line a case."""
    assert "one line" in desk.refused(2, *NEW, "--customer.name", "Kit", "--title", "Torn\ncup")


def test_hostile_words_in_an_error_are_made_visible(desk: FrontDesk) -> None:
    """Errors repeat what was typed."""
    answer = desk.run("show", "\x1b[31m\u202e")
    assert answer.status == 4
    assert "\\x1b[31m<U+202E>" in answer.err
    assert "\x1b" not in answer.err


@pytest.mark.parametrize(
    "document", ["- a list", "title: [", "fields: none", "title: T\nstate: closed\nfields: {}", "", "{"]
)
def test_a_document_that_is_no_case(desk: FrontDesk, document: str, tmp_path: Path) -> None:
    """`new --from` takes a title and fields, as YAML or JSON."""
    file = tmp_path / "intake.yaml"
    file.write_text(document, "utf-8")
    before = desk.picture()
    answer = desk.run("new", "complaint", "--from", str(file))
    assert answer.status in (2, 3, 5)
    assert answer.err
    assert desk.picture() == before


def test_a_file_that_is_not_there(desk: FrontDesk) -> None:
    """Named with the system's reason."""
    assert "nowhere.yaml: No such file" in desk.refused(4, "new", "complaint", "--from", "nowhere.yaml")


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("false", "the editor ended with 1"),
        ("no-such-editor-here", "cannot be started"),
        ("true", "nothing"),
        ("sh -c 'echo \"title: [\" > $0'", "not YAML"),
        ("sh -c 'sed -i s/^state:.*/state:\\ closed/ $0'", "state"),
    ],
)
def test_an_editor_that_fails_loses_no_word_and_changes_nothing(desk: FrontDesk, editor: str, says: str) -> None:
    """What was typed is kept in a file that is named; where nothing was typed, nothing is left about."""
    before = desk.picture()
    answer = desk.run("edit", desk.cases[0].stem, EDITOR=editor)
    kept = re.search(r"your text is kept in (.*)", answer.err)
    assert bool(kept) == ("sh -c" in editor)
    if kept:
        shutil.rmtree(Path(kept[1]).parent)
    assert answer.status in (2, 3, 5)
    assert says in answer.err
    assert desk.picture() == before


def test_off_a_terminal_nothing_waits_for_an_editor(desk: FrontDesk) -> None:
    """A script that forgot a value fails at once."""
    assert "no terminal" in desk.refused(2, "edit", desk.cases[0].stem)
    assert "no terminal" in desk.refused(2, "new", "complaint", "--edit")


def test_standard_input_that_is_a_terminal_is_not_waited_for(desk: FrontDesk) -> None:
    """Nobody would know that casectl waits; a real terminal is made for it."""
    master, slave = pty.openpty()
    words = [sys.executable, "-m", "casectl", "note", desk.cases[0].stem, "-"]
    env = {**os.environ, **desk.env, "PYTHONPATH": str(SOURCE)}
    try:
        done = subprocess.run(
            words, cwd=desk.folder, env=env, stdin=slave, capture_output=True, encoding="utf-8", timeout=20, check=False
        )
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 2
    assert "standard input is a terminal" in done.stderr


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


def timed(words: list[str], desk: FrontDesk, at: str) -> list[str]:
    return [word.replace("CASE", desk.cases[-1].stem).replace("TIME", at) for word in words]


@pytest.mark.parametrize("words", TIMED, ids=lambda words: words[0])
def test_of_a_time_that_comes_twice_it_is_said_which_is_understood(desk: FrontDesk, words: list[str]) -> None:
    """Two in the morning becomes one again in London on that day."""
    env = {"CASECTL_NOW": "2027-11-01T09:00:00+00:00" if words[0] in ("note", "new") else NOW}
    said = "2027-10-31T01:30:00+01:00 is understood; the later one is 2027-10-31T01:30:00+00:00"
    assert said in desk.run(*timed(words, desk, "2027-10-31 01:30"), **env).err
    assert "twice" not in desk.run(*timed(words, desk, "2027-10-31T01:30:00+00:00"), **env).err


@pytest.mark.parametrize("words", TIMED, ids=lambda words: words[0])
def test_a_time_that_does_not_exist_is_refused_wherever_it_is_typed(desk: FrontDesk, words: list[str]) -> None:
    """One in the morning becomes two in London on that day."""
    said = desk.refused(2, *timed(words, desk, "2027-03-28 01:30"))
    assert "there is no 01:30 on 2027-03-28 in Europe/London" in said


def test_what_is_too_long_or_no_text_is_said(desk: FrontDesk) -> None:
    """With what to do about it."""
    assert "attach" in desk.refused(2, "note", desk.cases[0].stem, "long " * 300_000)
    assert "is not UTF-8 text" in desk.refused(2, "note", desk.cases[0].stem, "caf\udce9")


@pytest.mark.parametrize("kind", ["pipe", "endless", "giant"])
def test_what_cannot_be_kept_is_not_attached_and_keeps_nobody_waiting(
    desk: FrontDesk, tmp_path: Path, kind: str
) -> None:
    """It is looked at before it is read."""
    file = tmp_path / "film"
    match kind:
        case "pipe":
            os.mkfifo(file)
        case "endless":
            file.symlink_to("/dev/zero")
        case _:
            with file.open("wb") as sparse:
                sparse.truncate(300 << 20)
    said = desk.refused(3, "attach", desk.cases[0].stem, str(file))
    assert ("too large to be kept" if kind == "giant" else "film is not a regular file") in said
