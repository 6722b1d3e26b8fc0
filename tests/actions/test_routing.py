"""routing tries its rules on the latest cases and leaves all as it is."""

from __future__ import annotations

from casectl.actions.lookup.routing import RoutingRule
from casectl.actions.routing import routing
from casectl.core.query.model import EVERY
from casectl.core.template.routing_settings import Route
from tests.fakes.context import FakeContext


def test_cases_go_round_by_what_each_person_has(context: FakeContext) -> None:
    """Of two who have nothing each gets every other one, and only the latest are looked at."""
    for _ in range(4):
        context.open(owner="cy")
    rules = [RoutingRule(1, Route(to="agent"), EVERY)]
    rows = routing(context, rules, EVERY, 3).rows
    assert sorted(row.person for row in rows) == ["ada", "ada", "bob"]
    assert all("rule 1" in str(row.why) for row in rows)
    assert {context.case(case).header.owner for case in context.case_ids()} == {"cy"}
