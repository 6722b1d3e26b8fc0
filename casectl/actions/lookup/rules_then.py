"""The rules under which the events of the casebook's cases were recorded, as far as this clone has them."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.actions.context import Rules
from casectl.core.law.in_force import InForce, Pins
from casectl.core.template.model import Template
from casectl.core.template.settings import Casebook
from casectl.core.values.errors import CasectlError


class RulesThen:
    """The rules in force (`casectl.core.law.in_force.RulesThen`): present settings and templates, and the clocks'
    rules in the version that an event is pinned to.
    """

    def __init__(self, context: Rules, casebook: Casebook, templates: Mapping[str, Template | None]) -> None:
        self._context, self._casebook, self._templates = context, casebook, templates
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], InForce | None] = {}

    def __call__(self, name: str, _under: Pins, rules: Pins) -> InForce | None:
        key = name, tuple(sorted(rules.items()))
        if key not in self._known:
            self._known[key] = self._read(name, rules)
        return self._known[key]

    def _read(self, name: str, rules: Pins) -> InForce | None:
        template = self._templates.get(name)
        if template is None:
            return None
        try:
            return InForce.of(
                self._casebook, template, self._context.rule_set(name, rules), is_law=bool(self._casebook.law)
            )
        except CasectlError:
            return None
