"""report takes one look at the cases for the period and for those before it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casectl.actions.report import ReportRequest, report
from casectl.core.figures.periods import Period
from casectl.core.query.conditions import FieldIs, Like
from casectl.core.query.model import EVERY
from casectl.core.values.messages import NotFound, UsageError
from tests.fakes.context import FakeContext

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
