"""Which cases come first in a list of what to do, where casectl.yaml does not say it: those in distress, and so on."""

from __future__ import annotations

from casectl.core.query.conditions import MOST, FieldIs, NumberBetween
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import And, Category, Condition, Or
from casectl.core.values.messages import Value, msg
from casectl.core.values.value_class import NamedTuple


class AheadRule(NamedTuple):
    """Cases that come before others, and what people read as the reason."""

    title: Value
    of: Condition


AHEAD = (
    AheadRule(
        msg("in distress"),
        Or((FieldIs("emotion", ("angry", "abusive")), FieldIs("customer.tier", ("vulnerable",)))),
    ),
    AheadRule(msg("urgent and important"), And((FieldIs("urgent", ("yes",)), FieldIs("important", ("yes",))))),
    AheadRule(msg("chased by the customer"), NumberBetween(1, MOST, "chasers")),
)
"""The rules of a casebook that has none of its own, the first ones first."""


def place_of(case: Excerpt, rules: tuple[AheadRule, ...], category: Category) -> tuple[int, Value]:
    """The place of a case among others, lower ones first, and the reason; the last one and "" without a rule for it."""
    met = ((number, rule.title) for number, rule in enumerate(rules) if rule.of.matches(case, category))
    return next(met, (len(rules), ""))
