"""similar lists the earlier cases most like one."""

from __future__ import annotations

import pytest

from casectl.actions.similar import similar
from casectl.core.values.messages import NotFound
from tests.actions.complaints import opened
from tests.fakes.context import FakeContext


def test_the_likest_earlier_case_comes_first(complaints: FakeContext) -> None:
    case = opened(complaints, "Parcel late", "My parcel came three days late, and the lamp in it was broken")
    report = similar(complaints, case.id)
    assert report.rows[0].case.text("title") == "Late parcel"
    assert case.id not in [row.case.id for row in report.rows]
    earliest = next(each.id for each in complaints.excerpts().cases if each.text("title") == "Late parcel")
    assert similar(complaints, earliest).rows == []
    with pytest.raises(NotFound):
        similar(complaints, "C-9999-AAAAA")


def test_of_cases_that_are_equally_like_the_latest_comes_first(complaints: FakeContext) -> None:
    """It is the likelier duplicate."""
    ids = []
    for _ in range(3):
        ids.append(opened(complaints, "Dark street", "The lamp at the corner is out").id)
        complaints.later(hours=1)
    assert [row.case.id for row in similar(complaints, ids[2]).rows] == [ids[1], ids[0]]
