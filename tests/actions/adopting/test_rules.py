"""A clock that imported cases have gets no other name: these go by no earlier rules that know it."""

from __future__ import annotations

import pytest

from casectl.actions.adopting.rules import clocks_of_imports
from casectl.core.law.rule_change import RulesOf
from casectl.core.query.excerpt import Excerpt
from casectl.core.template.clock_rules import Clock
from casectl.core.template.model import Template, Workflow
from casectl.core.template.renamed import Renamed
from casectl.core.values.messages import LocalizedText

TITLE = LocalizedText.of("Tiny")
FLOW = Workflow("new", (), ())


def rules(clock: str, renamed: Renamed) -> RulesOf:
    template = Template(
        "tiny", "1", TITLE, FLOW, clocks=(Clock(clock, TITLE, "internal", (), (), ()),), renamed=renamed
    )
    return RulesOf(None, {"tiny": template})


@pytest.mark.parametrize(("source", "clock", "is_refused"), [
    ("helpdesk:1", "reply", True), ("", "reply", False), ("helpdesk:1", "other", False),
])  # fmt: skip
def test_a_clock_of_imported_cases_keeps_its_name(source: str, clock: str, is_refused: bool) -> None:
    owed = [["deadline", clock, 0, "ann", "", "", "", False, False]]
    case = Excerpt("cases/x.yaml", {"template": "tiny", "source": source, "owed": owed})
    after = rules("answer", Renamed(clocks={"reply": "answer"}))
    found = [*clocks_of_imports([case], rules("reply", Renamed()), after)]
    assert bool(found) == is_refused
