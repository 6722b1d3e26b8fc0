"""team: one more is one recorded change of the settings."""

from __future__ import annotations

import pytest

from casectl.actions.team import add_team, list_teams
from casectl.core.values.messages import Refused, UsageError
from tests.fakes.context import FakeContext


def test_what_is_no_word_is_refused(context: FakeContext) -> None:
    with pytest.raises(UsageError):
        add_team(context, "two words", "")


def test_no_team_is_added_twice(context: FakeContext) -> None:
    name = list_teams(context).teams[0][0]
    with pytest.raises(Refused, match=f"{name} is in casectl.yaml already"):
        add_team(context, name, "")
