"""What all cases of an import share: the mapping, the template, the rules and settings of the casebook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from functools import cached_property

from casectl.core.clocks.rules import RuleSet
from casectl.core.importing.mapping import RowMapping
from casectl.core.template.model import Field, Template
from casectl.core.values.tree import Tree

FIRST_LEVEL = "1"
"""The level of a case that neither its row nor its template gives one, as of a case that is opened here."""

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ImportContext:
    """What all cases of an import share; `now` is the present.

    `zone`, `prefix`, `teams` and `currency` are the casebook's. `rule_set` has the rules for the clocks; without it no
    clock is started.
    """

    mapping: RowMapping
    template: Template
    zone: tzinfo
    prefix: str
    rule_set: RuleSet | None = None
    now: datetime = _END_OF_TIME
    teams: frozenset[str] = frozenset()
    currency: str = ""

    @cached_property
    def fields(self) -> dict[tuple[str, ...], Field]:
        """The template's fields by their paths; cached, since every cell needs it.

        Where a field of money names no currencies, the casebook's alone is allowed, as it is for what is typed.
        """
        return {path: self._in_currency(field) for top in self.template.fields for path, field in top.walk()}

    def _in_currency(self, field: Field) -> Field:
        is_ours = field.type == "money" and not field.currencies and self.currency
        return replace(field, currencies=(self.currency,)) if is_ours else field

    @cached_property
    def has_defaults(self) -> bool:
        """Whether some field of the template has a default."""
        return any(field.default is not None for field in self.fields.values())

    def preset(self, key: str, fields: Mapping[str, Tree]) -> str:
        """The team or the level of a case with these fields whose row names none; "" for a team that there is not."""
        found = self.template.preset(key, fields)
        if key == "level":
            return found or FIRST_LEVEL
        return found if found in self.teams else ""

    @cached_property
    def counted_clocks(self) -> frozenset[str]:
        """The clocks whose deadlines are calculated here, not recorded by the other system."""
        recorded = {clock for clock, _ in self.mapping.due}
        return frozenset(clock.name for clock in self.template.clocks if clock.name not in recorded)

    @cached_property
    def promises(self) -> tuple[tuple[str, ...], ...]:
        """The paths of the dates that the template calls promises."""
        return tuple(path for path, field in self.fields.items() if field.promise)

    def is_finished(self, state: str) -> bool:
        """Whether a state is resolved or closed."""
        return self.template.workflow.category(state) in ("resolved", "closed")

    def key(self, external: str) -> str:
        """The key of a complaint of the source in the index."""
        return f"{self.mapping.source}:{external}"
