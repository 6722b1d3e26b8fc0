"""--group-by counts cases by what they have in common."""

from __future__ import annotations

import pytest

from casectl.actions.list_ import list_cases
from casectl.actions.lookup.grouping import group_cases
from casectl.core.query.model import EVERY
from casectl.core.values.messages import UsageError
from tests.fakes.context import FakeContext


def test_cases_are_counted_by_what_they_have_in_common(owned: FakeContext) -> None:
    every = list_cases(owned, EVERY)
    assert group_cases(owned, every, ["owner", "category"]).rows == [
        (("ada", "open"), 2, 2),
        (("bob", "open"), 1, 1),
    ]
    assert group_cases(owned, every, ["fields.channel", "opened"]).rows == [(("phone", f"{owned.now:%Y-%m}"), 3, 3)]
    with pytest.raises(UsageError, match="cases cannot be grouped by statt, xyz"):
        group_cases(owned, every, ["statt", "owner", "xyz"])
