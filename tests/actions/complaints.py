"""Complaints with telling texts, on which searching and comparing are tested."""

from __future__ import annotations

from casectl.actions.new import new
from casectl.actions.recording.opening import Opening
from casectl.actions.recording.proposal import EventStamp
from casectl.core.case.model import Case
from casectl.core.values.tree import Tree
from tests.fakes.context import TEMPLATE, FakeContext

WITH_REFERENCES = TEMPLATE.replace("      age:", "      ref: {type: text, title: Number}\n      age:").replace(
    "  tags:", "  reference: {type: text, title: Order}\n  tags:"
)
"""The usual template, with the references of customer and order."""

TEXTS = (
    ("Late parcel", "The parcel came two days late and open, with a broken lamp"),
    ("退款延迟", "客户反映购买的商品错发，退款延迟两天"),
    ("Charged twice", "Straße 5: charged twice for one lamp, REFUND wanted"),
    ("差错", "账单出现差错，要求退款。Refund, please"),
    ("ＡＢＣ型号１２３", "came　open"),
)
"""Title and problem of each complaint."""


def opened(context: FakeContext, title: str, problem: str, **fields: str) -> Case:
    """A new case; `fields` with __ for a dot."""
    given: list[tuple[str, Tree]] = [("title", title), ("problem", problem), ("customer.name", "Flora Fiction")]
    given += [(name.replace("__", "."), value) for name, value in fields.items()]
    return new(context, Opening("plain", given), EventStamp()).case
