"""Every clock of the regulators' table can be said, and gives the dates that were worked out by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casectl.adapters.files import shipped
from casectl.adapters.yaml.reader import read
from casectl.core.case.fold import with_event
from casectl.core.case.model import Case, Event, Header
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext, RuleSet
from casectl.core.clocks.runs import Run, runs_of
from casectl.core.template.clock_rules import Clock, FollowUpRule
from casectl.core.template.model import Template
from casectl.core.template.read import read_template
from casectl.core.time.calendar import Calendar
from casectl.core.time.calendar_file import read_calendar
from casectl.core.time.instants import parse_instant, to_seconds
from casectl.core.values.tree import Source, Tree, list_of
from casectl.core.workflow.guards import GUARDS
from tests.deadlines import WORKED, story
from tests.deadlines.rows import OTHER, ROWS
from tests.deadlines.story import Step, Worked

DESK = Calendar("office", ZoneInfo("UTC"))
EXTRA = Path(__file__).parent / "templates" / f"{OTHER}.yaml"
REGULATORY = {"V", "V-2nd", "GK"}


@cache
def sources() -> dict[str, Source]:
    files = {**shipped.templates(), OTHER: EXTRA.read_bytes()}
    return {name: read(f"templates/{name}.yaml", data) for name, data in files.items()}


@cache
def template(name: str) -> Template:
    found, findings = read_template(sources()[name], sources().get, GUARDS)
    assert [f"{each.place}: {each.what}" for each in findings] == []
    assert found
    return found


@cache
def calendars() -> dict[str, Calendar]:
    files = shipped.calendars().items()
    return {name: read_calendar(read(f"calendars/{name}.yaml", data), ZoneInfo("UTC"))[0] for name, data in files}


def proofs(name: str) -> dict[str, tuple[str, str]]:
    """Clause and mark of each clock and follow-up of a template."""
    rules: list[Clock | FollowUpRule] = [*template(name).clocks, *template(name).follow_ups]
    return {each.name: (str(each.source), each.verified) for each in rules}


def live(name: str, story: tuple[Step, ...]) -> tuple[Header, dict[str, list[Run]]]:
    """The case after its story: the header, and the runs of its clocks."""
    rule_set, case, fields = RuleSet(template(name), DESK, calendars()), Case.unopened("C-1"), dict[str, Tree]()
    for number, step in enumerate(story):
        fields |= step.fields
        opening = {"to": rule_set.template.workflow.initial, "template": name} if step.kind == "opened" else {}
        event = Event(f"event{number}", parse_instant(step.at), "ada", step.kind, {**opening, **step.data})
        rules = ClockContext(rule_set.template, rule_set, fields, DESK.zone)
        case = with_event(case, with_consequences(event, case, rules))
    return case.header, runs_of(case.journal)


def outcome(header: Header, runs: dict[str, list[Run]], clock: str) -> str:
    """What is to be said of a clock or a follow-up: when it is due, else how its last run ended, else none."""
    planned = {each.rule: each.at for each in header.follow_ups}
    running = {name: found[-1].due for name, found in runs.items() if found[-1].is_open}
    due = header.due.get(clock) or running.get(clock) or planned.get(clock)
    if due:
        return due.isoformat()
    return runs[clock][-1].verdict if clock in runs else "none"


@pytest.mark.parametrize("worked", WORKED, ids=lambda each: f"{each.row}-{each.clock}-{each.what}".replace(" ", "-"))
def test_a_clock_gives_the_date_worked_out_by_hand(worked: Worked) -> None:
    found = outcome(*live(ROWS[worked.row].template, worked.story), worked.clock)
    if found[:1].isdigit() and worked.says[:1].isdigit():
        assert to_seconds(parse_instant(found)) == to_seconds(parse_instant(worked.says))
    else:
        assert found == worked.says


def test_each_row_of_the_table_is_there_with_a_clock_or_with_the_reason_why_not() -> None:
    assert list(ROWS) == list(range(1, 43))
    assert all(bool(row.clocks) != bool(row.why_none) for row in ROWS.values())


@pytest.mark.parametrize("number", [number for number, row in ROWS.items() if row.clocks])
def test_each_clock_of_a_row_is_in_its_template_and_has_a_worked_date(number: int) -> None:
    row = ROWS[number]
    assert set(row.clocks) <= set(proofs(row.template))
    assert set(row.clocks) <= {each.clock for each in WORKED if each.row == number}


PACKS = sorted({row.template for row in ROWS.values() if row.template})


@pytest.mark.parametrize("name", PACKS)
def test_each_clock_of_a_pack_names_its_clause_and_how_far_it_was_compared(name: str) -> None:
    numbers = {number for number, row in ROWS.items() if row.template == name}
    for clock in {clock for number in numbers for clock in ROWS[number].clocks}:
        source, verified = proofs(name)[clock]
        assert source, clock
        assert verified in REGULATORY, clock


@pytest.mark.parametrize("name", PACKS)
def test_a_regulators_clock_pauses_only_where_a_rule_says_so_and_then_with_notice(name: str) -> None:
    reasons = {(each.name, pause.reason, pause.notice) for each in template(name).clocks for pause in each.pauses
               if each.kind == "regulatory"}  # fmt: skip
    assert reasons == ({("decision", "external_appraisal", True)} if name == "cn-bank-insurance" else set())


@pytest.mark.parametrize("name", [each for each in PACKS if each in shipped.templates()])
def test_a_regulators_case_that_is_reopened_owes_an_answer_again(name: str) -> None:
    """No source speaks of reopening; a reopened case without any deadline would be missing in every list."""
    answers = [each.name for each in template(name).clocks if each.kind == "regulatory" and each.reopening == "resume"]
    again = [each.name for each in template(name).clocks if each.name == "resolve" and "event:reopened" in each.starts]
    assert answers or again
    assert not {"acknowledge", "acceptance"} & set(answers), "what was confirmed stays confirmed"


def test_only_these_clocks_may_be_extended_and_as_far_as_their_rules_say() -> None:
    """Rows 4, 9, 12, 21, 23, 28, 35, 36; for all others the table knows of no extension."""
    desk = ("supervisor", "manager")
    found = {
        (name, clock.name): (clock.extension.by, clock.extension.up_to, clock.extension.may)
        for name in PACKS for clock in template(name).clocks if clock.extension and clock.kind == "regulatory"
    }  # fmt: skip
    assert found == {
        ("uk-eu-payments", "reply"): ("", "35wd", desk),
        ("ireland-cpc", "payment_reply"): ("", "35wd", desk),
        ("cn-bank-insurance", "decision"): ("30d", "60d", ("manager",)),
        ("uk-housing", "stage_1"): ("10wd", "", ()),
        ("uk-housing", "stage_2"): ("10wd", "", ()),
        (OTHER, "servicing_answer"): ("15wd", "", ()),
        (OTHER, "pboc_answer"): ("", "60d", ()),
    }


@pytest.mark.parametrize("name", PACKS)
def test_each_extension_is_bounded_and_asks_for_notice_to_the_customer(name: str) -> None:
    for clock in template(name).clocks:
        if clock.extension:
            assert clock.extension.notice
            assert clock.extension.by or clock.extension.up_to


@pytest.mark.parametrize(("name", "clock"), [("uk-fca-disp", "summary_resolution"), ("au-rg271", "early_resolution")])
def test_an_early_exit_is_a_chance_that_makes_nothing_overdue(name: str, clock: str) -> None:
    fields = {"regime": "standard", "written_wanted": "no", "claim_dispute": "no"} if name == "au-rg271" else {}
    header, runs = live(name, (story.opened("2026-04-01T10:00:00+01:00", **fields),))
    assert runs[clock][-1].is_open
    assert clock not in header.due


def test_what_is_general_knowledge_says_so() -> None:
    """The figures that nobody has compared with their source: no other clock may carry or lack the mark."""
    marks = ((name, clock, mark) for name in PACKS for clock, (_, mark) in proofs(name).items())
    assert {(name, clock) for name, clock, mark in marks if mark == "GK"} == {
        ("au-rg271", "early_resolution"),
        ("cn-bank-insurance", "records"),
        *(
            (OTHER, clock)
            for clock in (
                "adr_outcome", "transfer_error", "servicing_acknowledgement", "servicing_answer", "pboc_answer",
                "energy_adr",
            )
        ),
    }  # fmt: skip


def test_the_insurance_measures_of_2013_are_not_shipped() -> None:
    assert not any("2013年第8号".encode() in data for data in shipped.templates().values())


@pytest.mark.parametrize(("source", "target"), [("stage_2_asked", "stage_2"), ("stage_2", "resolved")])
def test_stage_2_is_handled_by_somebody_else_than_stage_1(source: str, target: str) -> None:
    [step] = [each for each in template("uk-housing").workflow.steps_from(source) if each.target == target]
    assert [use.params for use in step.guards if use.name == "handled_by_another"] == [{"until": "stage_1_answered"}]


@pytest.mark.parametrize(
    ("name", "clocks"), [("uk-fca-disp", ["final_response", "summary"]), ("au-rg271", ["response"])]
)
def test_a_case_that_still_owes_its_answer_is_not_closed(name: str, clocks: list[str]) -> None:
    [step] = [each for each in template(name).workflow.steps_from("resolved") if each.target == "closed"]
    assert clocks in [list_of(use.params["clocks"]) for use in step.guards if use.name == "clocks_stopped"]


@pytest.mark.parametrize(
    ("name", "notices"),
    [
        ("uk-fca-disp", {"late", "rights"}), ("uk-eu-payments", {"holding", "rights"}), ("ireland-cpc", {"late"}),
        ("au-rg271", {"delay_notice"}), ("uk-housing", {"answer", "extension", "final_answer"}),
    ],
)  # fmt: skip
def test_what_a_letter_of_the_rules_must_say_can_be_ticked_off(name: str, notices: set[str]) -> None:
    """What is said when time runs out or is put off, and with the outcome."""
    assert notices <= {each.name for each in template(name).checklists}
