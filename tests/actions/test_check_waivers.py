"""Waivers let findings stand until a day, as committed, and no longer; what they let stand is named and counted."""

from __future__ import annotations

import pytest

from casectl.actions.check import check
from casectl.core.case.ids import case_path
from casectl.core.checks.codes import CodeChoice
from casectl.core.reports import CheckReport
from casectl.core.values.messages import Finding
from casectl.ports.recording import NewCommit
from tests.fakes.context import SETTINGS, FakeContext

GOOD = {"code": "C050", "reason": "moved by hand", "person": "ada", "until": "2026-11-23"}


def checked(given: dict[str, str], committed: bool = True, only: bool = False) -> tuple[CheckReport, str]:
    """The report on two cases, both with another owner than the journal says, under one waiver; the second's path."""
    context = FakeContext()
    cases = [context.open(), context.open()]
    rows = ", ".join(f"{key}: {value}" for key, value in given.items())
    data = f"{SETTINGS}waivers:\n  - {{{rows}}}\n".encode()
    context.store.files["casectl.yaml"] = data
    if committed:
        context.ledger.record(context.ledger.head(), [NewCommit({"casectl.yaml": data}, "rules")], context.now)
    for case in cases:
        context.rewrite(case, "owner: ada", "owner: bob")
    return check(context, [case_path(cases[1])] if only else []), case_path(cases[1])


def advice(report: CheckReport) -> tuple[Finding, ...]:
    """What is only advised, but for roles that these settings do not have."""
    return tuple(each for each in report.advice if each.code != "B013")


def codes(report: CheckReport) -> list[str]:
    return [each.code for each in report.findings]


@pytest.mark.parametrize(
    ("cases", "left"),
    [
        ("", 0),
        ("C-2611-00000003S", 1),
        ("cases/2026/11/C-2611-00000003S.yaml", 1),
        ("'C-2611-*'", 0),
        ("'*3S'", 1),
        ("[C-2611-00000003S, '*1X']", 0),
        ("C-2611", 2),
        ("'C-2611-00000003?'", 2),
    ],
)
def test_a_waiver_is_about_ids_paths_and_patterns_or_the_whole_casebook(cases: str, left: int) -> None:
    """The last day counts."""
    report, _ = checked({**GOOD, **({"cases": cases} if cases else {})})
    assert codes(report) == ["C050"] * left
    assert len(report.waived) == 2 - left
    assert [each.code for each in advice(report)] == (["B010"] if left == 2 else [])


def test_one_that_has_ended_lets_nothing_stand_and_is_named() -> None:
    report, _ = checked({**GOOD, "until": "2026-11-22"})
    assert (codes(report), report.waived) == (["C050", "C050"], ())
    [said] = advice(report)
    assert said.code == "B009"
    assert "ended on 2026-11-22 (ada: moved by hand); 2 findings count again" in str(said.what)
    assert said.place.line == SETTINGS.count("\n") + 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reason": ""}, "reason is missing"),
        ({"person": ""}, "person is missing"),
        ({"until": ""}, "until is missing"),
        ({"code": ""}, "code is missing"),
        ({"until": "soon"}, "there is no day soon"),
        ({"person": "nobody"}, "nobody is unknown here"),
        ({"code": "C0500"}, "did you mean C050?"),
        ({"cases": "[]"}, "this names no case"),
        ({"case": "x"}, "case is unknown here; did you mean cases?"),
    ],
)
def test_one_that_does_not_say_all_is_a_fault_of_the_settings(wrong: dict[str, str], said: str) -> None:
    """And lets nothing stand, unless only a key too many is wrong."""
    report, _ = checked({**GOOD, **wrong})
    assert said in " ".join(str(each.what) for each in report.findings if each.code == "B001")
    assert codes(report).count("C050") == (0 if "case" in wrong else 2)


def test_one_that_is_not_committed_lets_nothing_stand() -> None:
    """Nobody passes a check by a line in the work tree."""
    assert codes(checked(GOOD, committed=False)[0]) == ["C050", "C050"]


def test_a_look_at_some_cases_or_codes_does_not_call_a_waiver_needless() -> None:
    report, path = checked({**GOOD, "cases": "'*1X'"}, only=True)
    assert [each.place.file for each in report.findings] == [path]
    assert advice(report) == ()


def test_what_is_waived_is_shown_with_the_codes_that_are_asked_for() -> None:
    context = FakeContext()
    case = context.open()
    data = f"{SETTINGS}waivers: [{{code: C050, reason: x, person: ada, until: 2027-01-01}}]\n".encode()
    context.store.files["casectl.yaml"] = data
    context.ledger.record(context.ledger.head(), [NewCommit({"casectl.yaml": data}, "rules")], context.now)
    context.rewrite(case, "owner: ada", "owner: bob")
    assert len(check(context).waived) == 1
    report = check(context, (), CodeChoice.of(["B"], []))
    assert (report.waived, report.notes) == ((), ())


def stepped(person: str, *, settings: str = SETTINGS, via: str = "") -> CheckReport:
    """The report on a step that Bob typed and may not take, with a waiver for which this person answers."""
    data = f"{settings}waivers:\n  - {{code: C041, reason: so, person: {person}, until: 2026-12-31}}\n".encode()
    context = FakeContext()
    case = context.open()
    context.store.files["casectl.yaml"] = data
    context.ledger.record(context.ledger.head(), [NewCommit({"casectl.yaml": data}, "rules")], context.now)
    step = f"  - id: typed1\n    at: 2026-11-23T10:00:00+08:00\n    by: bob\n{via}    event: advanced\n    to: closed\n"
    path = case_path(case)
    context.store.files[path] += step.encode()
    return check(context)


def test_nobody_answers_for_their_own_act() -> None:
    """A waiver by whom it would excuse lets nothing stand, and says so; a colleague's does."""
    report = stepped("bob")
    assert "C041" in codes(report)
    assert [each.code for each in advice(report)] == ["B023"]
    assert "does not cover what bob did: 1 finding counts" in str(advice(report)[0].what)
    report = stepped("ada")
    assert "C041" not in codes(report)
    assert [each.waiver.person for each in report.waived] == ["ada"]


def test_nor_does_who_typed_it_for_another() -> None:
    assert "C041" in codes(stepped("ada", via="    via: ada\n"))
