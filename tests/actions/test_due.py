"""due has every run of every clock of a case, as it was at any instant."""

from __future__ import annotations

from datetime import timedelta

from casectl.actions.contact import Contact, contact
from casectl.actions.due import due
from casectl.core.time.instants import plus
from tests.actions.cases import AT_ONCE
from tests.fakes.context import NOW, FakeContext


def test_every_run_of_every_clock_has_its_state_and_its_lateness(context: FakeContext) -> None:
    """A met run stays beside the one that began after it."""
    case = context.open()
    contact(context.later(hours=5), case, Contact("out", "phone", "x"), AT_ONCE)
    report = due(context.later(hours=1), case)
    assert [(row.run.clock, row.state, row.late) for row in report.rows] == [
        ("answer", "late", timedelta(hours=1)),
        ("update", "met", timedelta(hours=-19)),
        ("resolve", "running", timedelta(hours=-42)),
        ("update", "running", timedelta(hours=-23)),
    ]


def test_at_an_earlier_instant_nothing_later_is_known(context: FakeContext) -> None:
    """Neither that a clock stopped, nor that another one started."""
    case = context.open()
    contact(context.later(hours=5), case, Contact("out", "phone", "x"), AT_ONCE)
    report = due(context, case, plus(NOW, timedelta(hours=1)))
    assert [(row.run.clock, row.state) for row in report.rows] == [
        ("answer", "running"), ("update", "running"), ("resolve", "running"),
    ]  # fmt: skip
    assert due(context, case, plus(NOW, -timedelta(hours=1))).rows == []
