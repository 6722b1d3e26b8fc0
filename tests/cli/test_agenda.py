"""agenda lists follow-ups and deadlines by day."""

from __future__ import annotations

from collections import Counter

from tests.cli.casebook import CliCasebook


def test_an_agenda_is_ones_own_or_a_persons_or_a_teams_or_everybodys(three: CliCasebook) -> None:
    """A query narrows it, and a time ends it."""
    everybody = Counter(row["who"] for row in three.rows("agenda", "--all"))
    assert set(everybody) == {"ann", "ben"}
    assert {row["who"] for row in three.rows("agenda")} == {"ann"}
    assert {row["who"] for row in three.rows("agenda", "--person", "ben")} == {"ben"}
    assert len(three.rows("agenda", "--team", "front-line")) == sum(everybody.values())
    assert three.rows("agenda", "--team", "after-sales") == []
    sleeve = {row["id"] for row in three.rows("agenda", "--all", "title~sleeve")}
    assert sleeve == {row["id"] for row in three.rows("list", "title~sleeve")} != set()
    assert three.rows("agenda", "--all", "--until", "2026-10-01") == []
