"""Who gets a case by the routing rules, and why: the customer's former owner, or of those meant who has the least."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property

from casectl.actions.context import Reading
from casectl.actions.lookup.template_titles import TemplateTitles
from casectl.core.query.clause import Clause, both
from casectl.core.query.conditions import InState
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.model import Condition
from casectl.core.query.references import customer_marks, customers_of
from casectl.core.query.selection import Selection
from casectl.core.template.absences import absence_on
from casectl.core.template.routing_settings import Route, is_for
from casectl.core.template.settings import Person
from casectl.core.time.instants import plus
from casectl.core.values.messages import Message, counted, msg
from casectl.core.values.tree import text_of
from casectl.core.values.value_class import NamedTuple

_PERIOD, _YEAR = timedelta(days=90), timedelta(days=365)
_REPEATED = 3
_VIP = ("vip", "special")


class RoutingRule(NamedTuple):
    """A rule of the settings with its number, from 1, and its query as a condition."""

    number: int
    route: Route
    of: Condition


class Routed(NamedTuple):
    """Who gets a case ("": nobody), and why, in words."""

    person: str
    why: Message


class Router:
    """The rules, the people, and how much each has: their open cases, each weighing as much as its level."""

    def __init__(self, context: Reading, rules: Sequence[RoutingRule]) -> None:
        self._context, self._rules, self._titles = context, rules, TemplateTitles(context)
        self._on = context.now.astimezone(context.zone).date()
        clause = both([Clause("owner <> ''"), InState((), ("active",)).clause()])
        self.load: Counter[str] = Counter()
        for case in context.excerpts(Selection(clause, None, self._titles.category)).cases:
            if self._titles.category(case.text("template"), case.text("state")) in ("open", "waiting"):
                self.give(case.text("owner"), case)

    def of(self, case: Excerpt) -> Routed:
        """Who gets a case, by the first rule that is for it."""
        category = self._titles.category
        rule = next((each for each in self._rules if each.of.matches(case, category)), None)
        if rule is None:
            return Routed("", msg("no routing rule matches the case"))
        meant = [each for each in self._context.casebook.people if is_for(rule.route, each, case.text("team"))]
        free = [each for each in meant if self._may_have(each, case)]
        if not free:
            return Routed("", counted("routing rule {rule}: its only person is away, or is the one complained about",
                                      "routing rule {rule}: none of its {count} people can take the case now",
                                      len(meant),
                                      rule=rule.number))  # fmt: skip
        if (known := self._former_owner(case)) and known in [each.name for each in free]:
            return Routed(
                known, msg("routing rule {rule}: {name} had this customer before", rule=rule.number, name=known)
            )
        best = min(free, key=lambda each: (self.load[each.name], each.name)).name
        if len(free) == 1:
            return Routed(best, msg("routing rule {rule}: only {name} can take it now", rule=rule.number, name=best))
        why = msg(
            ("routing rule {rule}: {name} has the lowest workload of {people} people, {load} (the levels of open"
             " cases added up)"),
            rule=rule.number, name=best, people=len(free), load=self.load[best],
        )  # fmt: skip
        return Routed(best, why)

    def give(self, person: str, case: Excerpt) -> None:
        """Count a case as that person's from now on."""
        self.load[person] += max(case.level, 1)

    def _may_have(self, person: Person, case: Excerpt) -> bool:
        if absence_on(person.away, self._on):
            return False
        named = self._context.template(case.text("template")).not_to_handle
        return not any(person.is_named_in(text_of(case.fields.get(name, ""))) for name in named)

    def _former_owner(self, case: Excerpt) -> str:
        """Who last had a case of this customer, if that is an important one or complains the third time in 90 days."""
        theirs = self._of_customer(case)
        since = plus(self._context.now, -_PERIOD).timestamp()
        lately = [each for each in theirs if opened(each) >= since]
        if not theirs or (case.fields.get("customer.tier") not in _VIP and len(lately) + 1 < _REPEATED):
            return ""
        return max(theirs, key=opened).text("owner")

    def _of_customer(self, case: Excerpt) -> list[Excerpt]:
        """The customer's other cases of the last year that somebody has or had."""
        customers = self._customers
        if case.id not in customers:
            customers = customers_of({**self._marks, case.id: customer_marks(case.fields)})
        who = customers.get(case.id)
        return [each for each in self._lately if who and customers.get(each.id) == who and each.id != case.id]

    @cached_property
    def _lately(self) -> list[Excerpt]:
        """The cases of the last year that somebody has or had."""
        since = int(plus(self._context.now, -_YEAR).timestamp())
        clause = both([Clause("owner <> ''"), Clause("received >= ?", (since,))])
        return [each for each in self._context.excerpts(Selection(clause)).cases if each.text("owner")]

    @cached_property
    def _marks(self) -> dict[str, str]:
        return {each.id: customer_marks(each.fields) for each in self._lately}

    @cached_property
    def _customers(self) -> dict[str, str]:
        return customers_of(self._marks)


def opened(case: Excerpt) -> float:
    """When the customer complained, in seconds since 1970."""
    at = case.text("received_at")
    return datetime.fromisoformat(at).timestamp() if at else 0.0
