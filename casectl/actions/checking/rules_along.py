"""The rules that each commit of a history was made under: those of its first parent; and those of a range's base."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from casectl.actions.context import Checking
from casectl.core.case.model import Event
from casectl.core.history.base import Base
from casectl.core.history.new_events import RulesAt
from casectl.core.history.step import Step
from casectl.core.law.in_force import InForce, Pins, RulesThen
from casectl.core.template.settings import SETTINGS, Casebook

RULES = (SETTINGS, "templates", "calendars")
"""The files and folders of rules."""


def is_rule(path: str) -> bool:
    """Whether a file holds rules."""
    return path == SETTINGS or path.startswith(("templates/", "calendars/"))


class RulesAlong:
    """The rules before each of these steps, oldest first. They are read only where a commit changed them."""

    def __init__(self, context: Checking, steps: Iterable[Step]) -> None:
        self._context = context
        self._after: dict[str, Mapping[str, str]] = {}
        self._before: dict[str, Mapping[str, str]] = {}
        self._pins: dict[tuple[int, str], Mapping[str, str]] = {}
        for step in steps:
            self._before[step.commit.id] = before = self._of(step.parents[0] if step.parents else "")
            self._after[step.commit.id] = self._with(step, before)

    def on(self, context: Checking) -> RulesAlong:
        """The same, read with another context."""
        other = RulesAlong(context, ())
        other._before, other._after = self._before, self._after
        return other

    def versions(self, step: Step) -> Mapping[str, str]:
        """casectl.yaml, templates and calendars before a commit, each with its version."""
        commit = step.commit.id
        if commit not in self._before:
            parent = self._context.ledger.commit_named(f"{commit}^1")
            self._before[commit] = self._context.rule_versions(parent.commit) if parent else {}
        return self._before[commit]

    def settings(self, step: Step) -> Casebook | None:
        """The settings before a commit; None if there are none, or nobody could read them."""
        return self._context.settings_then(self.versions(step).get(SETTINGS, ""))

    def settings_after(self, step: Step) -> Casebook | None:
        """The settings as a commit left them."""
        versions = self._after.get(step.commit.id) or self._context.rule_versions(step.commit.id)
        return self._context.settings_then(versions.get(SETTINGS, ""))

    def pins(self, step: Step, template: str) -> Mapping[str, str]:
        """What an event of a template says of its rules that is recorded by this commit; empty without a law."""
        versions = self.versions(step)
        key = id(versions), template
        if key not in self._pins:
            self._pins[key] = self._context.pins_by(versions, template)
        return self._pins[key]

    def had(self, step: Step, path: str, version: str) -> bool:
        """Whether a rule file ever was in a version before a commit."""
        return version in self._context.changes.versions(path, step.parents[:1])

    def _of(self, commit: str) -> Mapping[str, str]:
        if commit not in self._after:
            self._after[commit] = self._context.rule_versions(commit)
        return self._after[commit]

    def _with(self, step: Step, before: Mapping[str, str]) -> Mapping[str, str]:
        changed = {each.path: each.after for each in step.sides if is_rule(each.path)}
        if not changed:
            return before
        return self._context.rule_versions(step.commit.id)


class RulesOfBase:
    """The rules by what an event says, but for settings and templates that a base has left: its own instead of them."""

    def __init__(self, context: Checking, base: Base, rules_at: RulesAt) -> None:
        self._context, self._base, self._rules_at = context, base, rules_at
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], Pins] = {}

    def at(self, step: Step, new: Sequence[Event]) -> RulesThen:
        """The rules for the `new` events of a commit."""
        rules_then = self._rules_at(step, new)

        def of_base(name: str, under: Pins, rules: Pins) -> InForce | None:
            counted_by = rules or {path: version for path, version in under.items() if path != SETTINGS}
            return rules_then(name, self._pins(name, under), counted_by)

        return of_base

    def _pins(self, name: str, under: Pins) -> Pins:
        key = name, tuple(under.items())
        if key not in self._known:
            self._known[key] = self._context.pins_by(self._base.instead_of(under), name) or under
        return self._known[key]
