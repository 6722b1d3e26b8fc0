"""The smallest breaches of the rules of quality inspections."""

from __future__ import annotations

from tests.core.law.broken_letters import NOT_UNDONE
from tests.core.law.broken_row import Broken
from tests.core.law.deeds import appealed, inspected

MARKS = {"script": "5", "diagnosis": "5", "solution": "5", "emotion": "5", "accuracy": "5"}

INSPECTIONS: dict[str, Broken] = {
    "inspection": Broken("ada has owned", "ada", "inspected", {"person": "ada", "marks": {**MARKS}}),
    "inspection_appeal": Broken(
        "only ada, whose work was inspected, can appeal",
        "bob",
        "inspection_appealed",
        {"inspection": "seen0001", "person": "ada", "reason": "x"},
        (inspected,),
    ),
    "inspection_decision": Broken(
        "cy inspected it: somebody else has to decide on the appeal",
        "cy",
        "inspection_decided",
        {"inspection": "seen0001", "person": "ada", "reason": "x"},
        (inspected, appealed),
        not_by={"undone": NOT_UNDONE},
    ),
}
