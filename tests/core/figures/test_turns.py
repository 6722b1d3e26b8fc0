"""What figures ask of templates: states and clocks count under the names that they have now."""

from __future__ import annotations

from casectl.core.figures.turns import StateRules
from casectl.core.template.clock_rules import Clock
from casectl.core.template.labels import Labels
from casectl.core.template.model import State, Template, Workflow
from casectl.core.template.renamed import Renamed
from casectl.core.values.messages import LocalizedText

TITLE = LocalizedText.of("Tiny")
STATES = (State("new", TITLE, "open"), State("taken_back", TITLE, "closed", withdrawn=True))
TINY = Template(
    "tiny", "2", TITLE, Workflow("new", STATES, (), renamed={"gone": "taken_back"}),
    clocks=(Clock("answer", TITLE, "regulatory", (), (), ()),), renamed=Renamed(clocks={"reply": "answer"}),
)  # fmt: skip
RULES = StateRules({"tiny": Labels.of(TINY)})


def test_a_renamed_state_is_still_one_of_complaints_taken_back() -> None:
    assert [RULES.is_withdrawn("tiny", each) for each in ("taken_back", "gone", "new")] == [True, True, False]


def test_a_renamed_clock_counts_with_what_it_was() -> None:
    """Of its kind, and under its present name."""
    for clock in ("answer", "reply"):
        assert RULES.kind_of_clock("tiny", clock) == "regulatory"
        assert RULES.clock_called("tiny", clock) == "answer"
