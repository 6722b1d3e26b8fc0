"""Usual words and other tools' names in queries mean what they say, and a slip never looks like an empty list."""

from __future__ import annotations

import pytest

from tests.cli.across.test_queries import rows_of
from tests.cli.casebook import CliCasebook


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("owner:本人", "owner:me"),
        ("owner:自己", "owner:me"),
        ("owner:mine", "owner:me"),
        ("owner:nobody", "owner:none"),
        ("owner:未分配", "owner:none"),
        ("state:未结", "state:active"),
        ("category:未办结", "state:active"),
        ("state:已结", "category:closed"),
        ("is:open", "category:open"),
        ("is:未结", "state:active"),
        ("是:未结", "state:active"),
        ("is:late", "due:overdue"),
        ("is:mine", "owner:me"),
        ("status:open", "state:open"),
        ("assignee:me", "owner:me"),
        ("处理人:我", "owner:me"),
        ("priority:1", "level:1"),
        ("level:一级", "level:1"),
        ("level:L1", "level:1"),
    ],
)
def test_usual_words_are_values_of_filters_too(three: CliCasebook, query: str, same: str) -> None:
    """And the names that other tools have for a field."""
    assert rows_of(three, "list", query, "--fields", "id") == rows_of(three, "list", same, "--fields", "id")


@pytest.mark.parametrize("query", ["level:9", "level>=9", "tag:urgent", "is:xyz", "owner:ann和ben", "priority:77"])
def test_an_empty_list_hides_no_slip(three: CliCasebook, query: str) -> None:
    assert three.run("list", query).status in (2, 4)


def test_names_that_are_joined_get_the_filter_with_both(three: CliCasebook) -> None:
    assert "did you mean ann,ben?" in three.refused(4, "list", "owner:ann和ben")


def test_a_name_behind_a_dash_gets_a_hint(three: CliCasebook) -> None:
    """It would be read as -f ront-line."""
    assert "-team:front-line" in three.refused(2, "list", "-front-line")
    assert "--owner" in three.refused(2, "list", "-owner")
