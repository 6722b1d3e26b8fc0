"""What people try that casectl writes otherwise gets the command line that was meant."""

from __future__ import annotations

import shlex

import pytest

from casectl.cli.commands import ALIASES, COMMANDS
from casectl.cli.typed.tried import COMMANDS_TRIED, OPTIONS_TRIED, case_first
from tests.cli.casebook import CliCasebook


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("close {case}", "casectl advance {case} closed"),
        ("status {case}", "casectl show {case}"),
        ("history {case}", "casectl audit {case}"),
        ("find torn", "casectl search torn"),
        ("签收 {case}", "casectl accept {case}"),
        ("逾期", "casectl overdue"),
        ("list --jsonl", "casectl list --format jsonl"),
        ("overdue --csv", "casectl overdue --format csv"),
        ("list --status=open", "casectl list --state open"),
        ("list -n 5", "casectl list --limit 5"),
        ("followup {case} tomorrow callback", "casectl followup add {case} tomorrow callback"),
        ("callback {case} fri 10:00", "casectl followup add {case} 'fri 10:00' callback"),
        ("回访 {case}", "casectl followup add {case} '明天 10:00' 回访"),
        ("followup tomorrow callback {case} --who ben", "casectl followup add {case} tomorrow callback --who ben"),
        ("list -overdue", "-due:overdue"),
        ("list -front-line", "-team:front-line"),
        ("list due:soon", "did you mean due<1d?"),
        ("note {case} two words", "casectl note {case} 'two words'"),
        ("note {case} two words --at now", "casectl note {case} 'two words' --at now"),
        ("assign {case} Ben Okoro", "casectl assign {case} 'Ben Okoro'"),
        (
            "followup add {case} tomorrow 10:00 call back",
            "casectl followup add {case} 'tomorrow 10:00' 'call back'",
        ),
        ("advance acknowledged {case}", "casectl advance {case} acknowledged"),
        ("assign me {case}", "casectl assign {case} me"),
        ("handoff ben {case} --reason x", "casectl handoff {case} ben --reason x"),
        ("followup add tomorrow callback {case}", "casectl followup add {case} tomorrow callback"),
        ("followup add tomorrow {case} callback", "casectl followup add {case} tomorrow callback"),
        ("联系 {case} 您好", "casectl contact {case} out '您好'"),
        ("close {case} --reason done", "casectl advance {case} closed --reason done"),
        ("escalate {case} 3", "casectl escalate {case} --level 3 --reason TEXT"),
        ("escalate {case} press", "casectl escalate {case} --reason press"),
        ("return {case} not ours", "casectl return {case} --reason 'not ours'"),
        ("reopen {case} it broke again", "casectl reopen {case} --reason 'it broke again'"),
        ("show {case} all", "casectl show {case}"),
        ("tick --help", "casectl set --help"),
        ("tick {case} agreed", "casectl set {case} --tick agreed"),
        ("handoff {case} --to ben --reason x", "casectl handoff {case} ben --reason x"),
        ("advance {case} --state acknowledged", "casectl advance {case} acknowledged"),
        ("advance {case} --to=acknowledged", "casectl advance {case} acknowledged"),
        ("advance {case} acknowledged --restatment 'It tore'", "did you mean restatement?"),
        ("set {case} --proble Torn", "did you mean problem?"),
        ("reopen {case} --reason x --颜色=K2", "casectl reopen {case} --reason x -f '颜色=K2'"),
        ("contact {case} across hello", "across is not one of in (from the customer), out (to the customer)"),
        ("link {case} twin {case}", "duplicate-of (duplicate of)"),
        ("escalate {case} --level dreadful --reason x", "levels are Standard (1)"),
        ("escalate {case} --level s --reason x", "s may mean Standard (1), Slightly unusual (2)"),
        ("new complaint --channel phone --title T --level dreadful", "levels are Standard (1)"),
        ("note {case} -m hello", "casectl note {case} hello"),
        ("note {case} --message='two words'", "casectl note {case} 'two words'"),
        ("show {case} --comment x", "there is no option --comment"),
        ("agenda --format ics -o due.ics", "try casectl agenda --format ics > due.ics"),
        ("list --output='my cases.csv' overdue", "try casectl list overdue > 'my cases.csv'"),
        ("list -o json overdue", "try casectl list --format json overdue"),
        ("list overdue --exit-code", "casectl overdue --exit-code"),
        ("list team:front-line --exit-code", "casectl overdue team:front-line --exit-code"),
        ("list --all", "try casectl list"),
        ("list --all team:front-line", "try casectl list team:front-line"),
        ("overdue --nosuchfield", "there is no option --nosuchfield"),
        ("overdue -m x", "there is no option -m"),
        ("agenda --exit-code", "casectl overdue --exit-code"),
        ("override {case} resolve tomorrow --reason x", "casectl override {case} resolve --due tomorrow --reason x"),
        ("override {case} resolve --to fri --reason x", "casectl override {case} resolve --due fri --reason x"),
        ("extend {case} resolve 2d --reason x", "casectl extend {case} resolve --by 2d --reason x"),
        (
            "extend {case} resolve until tomorrow 10:00 --reason x",
            "casectl extend {case} resolve --to 'tomorrow 10:00' --reason x",
        ),
        ("handoff {case} to ben --reason x", "try casectl handoff {case} ben --reason x"),
        ("assign {case} to Ben Okoro", "casectl assign {case} 'Ben Okoro'"),
        ("pause {case} resolve --reason hold", "casectl pause {case} --clock resolve --reason hold"),
        ("pause {case} resolve hold", "casectl pause {case} --clock resolve --reason-code hold"),
        ("pause {case} resolve --reason-code hold", "casectl pause {case} --clock resolve --reason-code hold"),
        ("pause {case} hold", "casectl pause {case} --reason-code hold"),
        ("resume {case} resolve", "casectl resume {case} --clock resolve"),
        ("escalate {case} 3 --reason x", "casectl escalate {case} --level 3 --reason x"),
        ("due {case} --clock resolve", "there is no option --clock"),
        ("set {case} channel: email", "channel=email"),
        ("set {case} channel 'web form'", "channel='web form'"),
    ],
)
def test_the_hint_is_the_command_that_was_meant(book: CliCasebook, case: str, typed: str, meant: str) -> None:
    """Nothing is recorded, and what the hint says can be pasted."""
    answer = book.run(*shlex.split(typed.format(case=case)))
    assert answer.status in (2, 4)
    assert meant.format(case=case) in answer.err


def test_no_hint_leaves_out_a_word_that_was_typed(book: CliCasebook, case: str) -> None:
    """A reason is given already, and the verb takes no other text."""
    said = book.refused(2, "reopen", case, "again", "--reason", "It broke")
    assert "again is too much: only the case is expected" in said
    assert "try" not in said


def test_an_id_without_digits_behind_its_month_is_one() -> None:
    """Such an id comes up once in thirty; a word with hyphens is none."""
    assert case_first("casectl assign", ["me", "C-2611-YPEQXAVKL"], []) == "casectl assign C-2611-YPEQXAVKL me"
    assert not case_first("casectl assign", ["me", "after-sales"], [])


def test_no_command_that_there_is_counts_as_tried() -> None:
    """Nor does the table send anybody to a command or an option that there is not."""
    assert not {*COMMANDS_TRIED} & {*COMMANDS, *ALIASES}
    assert {meant.split()[0] for meant in COMMANDS_TRIED.values()} <= {*COMMANDS}
    assert not {*OPTIONS_TRIED} & {*OPTIONS_TRIED.values()}


@pytest.mark.parametrize("typed", ["-", "--", " ", "---"])
def test_a_dash_is_no_case(book: CliCasebook, case: str, typed: str) -> None:
    """Though every id has one in it."""
    assert book.run("show", "--", typed).status == 4
