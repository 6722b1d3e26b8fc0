"""away: who is away gets no case, and whoever stands in has the work in their day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casectl.actions.assign import assign
from casectl.actions.away import away, back
from casectl.actions.handoff import handoff
from casectl.actions.recording.handoff_form import HandoffForm
from casectl.actions.take import take
from casectl.actions.today import TodayFilter, today
from casectl.core.template.absences import Absence
from casectl.core.values.messages import CasectlError, NotFound, Refused, UsageError
from casectl.ports.recording import NewCommit
from tests.actions.cases import AT_ONCE, refused
from tests.fakes.context import FakeContext

WEEK = Absence(date(2026, 11, 23), date(2026, 11, 27), "cy")


@pytest.fixture
def desk(context: FakeContext) -> FakeContext:
    """A casebook of which the settings are recorded; Bob is away this week."""
    rules = {path: data for path, data in context.store.files.items() if not path.startswith("cases/")}
    context.ledger.record(context.ledger.head(), [NewCommit(rules, "Rules")], context.now)
    away(context, "bob", WEEK)
    return context


def test_who_is_away_gets_no_case(desk: FakeContext) -> None:
    """From nobody; the deputy is named. Who takes one is back, and so is everybody after the last day."""
    case = desk.open()
    with refused(desk, Refused, "bob is away until 2026-11-27; deputy: cy"):
        assign(desk, case, HandoffForm("bob"), AT_ONCE)
    with refused(desk, Refused, "bob is away until 2026-11-27"):
        handoff(desk, case, HandoffForm("bob", reason="x"), AT_ONCE)
    handoff(desk, case, HandoffForm(team="back", reason="x"), AT_ONCE)
    assert take(desk.by("bob"), case, AT_ONCE).case.header.owner == "bob"
    other = desk.by("ada").open()
    assert assign(desk.later(days=5), other, HandoffForm("bob"), AT_ONCE).case.header.owner == "bob"


def test_the_deputy_has_the_work_meanwhile(desk: FakeContext) -> None:
    desk.open([("title", "Bob's")], owner="bob")
    rows = [(row.group, row.case.text("title"), row.who) for row in today(desk, TodayFilter("cy")).rows]
    assert set(rows) == {("deputy", "Bob's", "bob")}
    assert [row for row in today(desk.later(days=5), TodayFilter("cy")).rows if row.group == "deputy"] == []


def test_who_is_back_gets_cases_again(desk: FakeContext) -> None:
    """What is over stays on record."""
    back(desk.later(days=2), "bob")
    assert desk.casebook.person("bob").away == (Absence(WEEK.from_on, WEEK.from_on + timedelta(days=1), "cy"),)
    assert assign(desk, desk.open(), HandoffForm("bob"), AT_ONCE).case.header.owner == "bob"
    with refused(desk, Refused, "bob is not away"):
        back(desk, "bob")


@pytest.mark.parametrize(
    ("name", "absence", "error"),
    [
        ("eve", WEEK, NotFound),
        ("ada", Absence(WEEK.from_on, WEEK.until_on, "eve"), NotFound),
        ("ada", Absence(WEEK.from_on, WEEK.until_on, "ada"), UsageError),
        ("ada", Absence(WEEK.until_on, WEEK.from_on), UsageError),
        ("ada", Absence(date(2026, 1, 1), date(2026, 1, 2)), UsageError),
    ],
)
def test_what_is_no_absence_is_refused(
    desk: FakeContext, name: str, absence: Absence, error: type[CasectlError]
) -> None:
    with refused(desk, error):
        away(desk, name, absence)
