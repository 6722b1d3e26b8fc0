"""report takes one look at the cases for the period and for those before it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casectl.actions.report import ReportRequest, report
from casectl.core.figures.periods import Period
from casectl.core.query.conditions import FieldIs, Like
from casectl.core.query.model import EVERY
from casectl.core.values.messages import NotFound, UsageError
from casectl.ports.recording import NewCommit
from tests.fakes.context import SETTINGS, FakeContext

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))


def test_a_report_has_the_period_beside_those_before_it(context: FakeContext) -> None:
    """From the first one with a case on; cases are ranked by what they differ in, or by what was asked for."""
    for month, owner in ((9, "ada"), (11, "ada"), (11, "bob")):
        context.open(owner=owner, received_at=datetime(2026, month, 5, tzinfo=UTC))
    found = report(context, EVERY, ReportRequest(NOVEMBER, 25, ("owner",)))
    assert [each.name for each in found.periods] == ["2026-09", "2026-10", "2026-11"]
    assert [(each.received, each.open) for each in found.tallies] == [(1, 1), (0, 1), (2, 3)]
    assert found.ranks == {"owner": [("ada", 1), ("bob", 1)]}
    assert [row.bands for row in found.ages] == [(0, 0, 0, 2, 0, 1, 0)]
    assert (len(found.lanes.lanes), found.lanes.all, found.warnings) == (2, 2, ())
    assert report(context, EVERY, ReportRequest(NOVEMBER, 25)).ranks == {}
    assert report(context, Like("title", "none such"), ReportRequest(NOVEMBER, 25)).ages == ()


def test_private_fields_are_refused_by_name(context: FakeContext) -> None:
    """Neither ranked by them, nor chosen by them: both would show their values."""
    template = context.store.files["templates/plain.yaml"].decode()
    context.store.files["templates/plain.yaml"] = template.replace("name: {type", "name: {private: yes, type").encode()
    with pytest.raises(UsageError, match=r"customer\.name is private"):
        report(context, EVERY, ReportRequest(NOVEMBER, 2, ("fields.customer.name",)))
    with pytest.raises(UsageError, match=r"customer\.name is private"):
        report(context, FieldIs("customer.name", ("Kim",)), ReportRequest(NOVEMBER, 2))
    with pytest.raises(NotFound):
        report(context, EVERY, ReportRequest(NOVEMBER, 2, ("fields.nothing",)))


def test_a_target_that_was_moved_after_the_period_is_said(context: FakeContext) -> None:
    """Whoever sets it lower meets it; what was changed within the period is its target."""

    def settle(targets: str) -> None:
        context.store.files["casectl.yaml"] = f"{SETTINGS}targets: {{{targets}}}\n".encode()
        files = {"casectl.yaml": context.store.files["casectl.yaml"]}
        context.ledger.record(context.ledger.head(), [NewCommit(files, "targets")], context.now)

    context.open()
    settle("fcr: 90%, csat: 80%")
    context.later(days=2)
    settle("fcr: 95%, csat: 80%")
    assert report(context, EVERY, ReportRequest(NOVEMBER, 2)).figures.missing == ()
    context.later(days=20)
    settle("fcr: 60%, handoffs: 3")
    [said] = report(context, EVERY, ReportRequest(NOVEMBER, 2)).figures.missing
    assert str(said).endswith("csat - (then 80%), fcr 60% (then 95%), handoffs 3 (then -)")
    december = Period(date(2026, 12, 1), date(2027, 1, 1))
    assert report(context, EVERY, ReportRequest(december, 2)).figures.missing == ()
