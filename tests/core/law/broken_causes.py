"""The smallest breaches of the rules of root causes."""

from __future__ import annotations

from tests.core.law.broken_row import Broken
from tests.core.law.deeds import blamed

CAUSES: dict[str, Broken] = {
    "cause": Broken(
        "the cause names bob: somebody else has to decide who is responsible",
        "bob",
        "cause_found",
        {"cause": "lid", "responsible": "ada"},
        (blamed,),
    ),
    "cause_dispute": Broken(
        "the cause names bob as responsible, and nobody else can dispute it",
        "ada",
        "cause_disputed",
        {"responsible": "bob", "reason": "x"},
        (blamed,),
    ),
}
