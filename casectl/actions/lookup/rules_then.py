"""The rules under which the events of the casebook's cases were recorded, as far as this clone has them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from casectl.actions.context import Reading
from casectl.core.clocks.rules import RuleSet
from casectl.core.law.in_force import InForce, Pins
from casectl.core.template.model import Template
from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.values.messages import CasectlError, NotFound, Unreadable
from casectl.core.values.tree import Source, text_of

_Pins = tuple[tuple[str, str], ...]


class RulesThen:
    """The rules in force (`casectl.core.law.in_force.RulesThen`) by what an event is pinned to.

    Present settings and templates hold for events without pins; unless the casebook had its law from the beginning,
    they are older than that.
    """

    def __init__(self, context: Reading, casebook: Casebook, templates: Mapping[str, Template | None]) -> None:
        self._context, self._casebook, self._templates = context, casebook, templates
        self._known: dict[tuple[str, _Pins, _Pins], InForce | None] = {}

    def __call__(self, name: str, under: Pins, rules: Pins) -> InForce | None:
        key = name, tuple(sorted(under.items())), tuple(sorted(rules.items()))
        if key not in self._known:
            self._known[key] = self._read(name, under, rules)
        return self._known[key]

    def _read(self, name: str, under: Pins, rules: Pins) -> InForce | None:
        is_pinned = SETTINGS in under
        try:
            casebook = self._context.settings_then(under[SETTINGS]) if is_pinned else self._casebook
            template = self._context.template_then(name, under) if is_pinned else self._templates.get(name)
            if casebook is None or template is None:
                return None
            is_law = bool(casebook.law) and (is_pinned or self._context.law_came_first())
            counted_by = rules or {path: each for path, each in under.items() if path != SETTINGS}  # none: an import
            rule_set, has_law_now = self._rule_set(name, counted_by), bool(self._casebook.law)
            place_of = partial(self._place_of, name, under if is_pinned else None)
            return InForce.of(casebook, template, rule_set, is_law=is_law, has_law_now=has_law_now, place_of=place_of)
        except (NotFound, Unreadable):
            return None

    def _place_of(self, name: str, under: Pins | None, key: str) -> str:
        """Where a key of a template is written, in its own file or the nearest that it extends; in the versions pinned,
        or (None) the present ones.
        """
        path, names, own = tuple(key.split(".")), list[str](), f"templates/{name}.yaml"
        while name and name not in names:
            names.append(name)
            if (source := self._source(f"templates/{name}.yaml", under)) is None:
                break
            if path in source.marks:
                return f"{source.file}:{source.place(*path).line}"
            name = text_of(source.tree.get("extends"))
        return own

    def _source(self, path: str, under: Pins | None) -> Source | None:
        context = self._context
        try:
            data = context.store.read(path) if under is None else context.ledger.by_id(under.get(path, ""))
            return context.documents.read(path, data) if data is not None else None
        except CasectlError:
            return None

    def _rule_set(self, name: str, versions: Pins) -> RuleSet:
        """The rules in these versions; by the present calendar where they name one that there is not."""
        try:
            return self._context.rule_set(name, versions)
        except NotFound:
            return self._context.rule_set(name, {path: each for path, each in versions.items() if "/" in path})
