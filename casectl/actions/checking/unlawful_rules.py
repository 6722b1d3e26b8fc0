"""Versions of rule files that nobody was allowed to make: what is recorded after them goes by those from before.

What was recorded before goes by what it names, also where a later commit brought that version back unlawfully.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from casectl.actions.context import Checking
from casectl.core.case.model import Event
from casectl.core.case.pins import UNDER
from casectl.core.history.step import Step
from casectl.core.law.in_force import InForce, Pins, RulesThen
from casectl.core.values.tree import text_of
from casectl.core.values.value_class import NamedTuple

_File: TypeAlias = tuple[str, str]
"""A rule file in a version: its path and its id."""


class Instead(NamedTuple):
    """What counts instead of a version that a `commit` made unlawfully, and whether that one `was_there` before."""

    version: str
    commit: str
    was_there: bool


class Unlawful(NamedTuple):
    """Unlawful versions with what counts instead; and the parents of the commits that are judged, oldest first."""

    versions: Mapping[_File, Instead]
    parents: Mapping[str, Sequence[str]]


class LawfulRules:
    """Rules by what an event says, but those from before a change that nobody was allowed to make."""

    def __init__(self, context: Checking, rules_then: RulesThen, unlawful: Unlawful) -> None:
        self._context, self._rules_then, self._unlawful = context, rules_then, unlawful
        self._later: dict[str, set[str]] = {}

    def at(self, step: Step, new: Collection[Event]) -> RulesThen:
        """The rules for the `new` events of a commit. A clock goes on by the version that it began under."""
        found = {file: each for file, each in self._unlawful.versions.items()
                 if not each.was_there or self._is_later(step.commit.id, each.commit)}  # fmt: skip
        if not found:
            return self._rules_then
        named = {(path, text_of(version)) for event in new for key in (UNDER, "rules")
                 for path, version in event.mapping(key).items()}  # fmt: skip
        counted = {file: each for file, each in found.items() if not each.was_there or file in named}

        def lawful(name: str, under: Pins, rules: Pins) -> InForce | None:
            return self._rules_then(name, _instead(under, found), _instead(rules, counted))

        return lawful

    def _is_later(self, commit: str, before: str) -> bool:
        """Whether a commit comes after another one."""
        if commit not in self._unlawful.parents:
            return self._has(commit, before)
        if before not in self._later:
            self._later[before] = later = set[str]()
            for each, parents in self._unlawful.parents.items():
                if any(above in later or self._has(above, before) for above in parents):
                    later.add(each)
        return commit in self._later[before]

    def _has(self, commit: str, before: str) -> bool:
        if commit in self._unlawful.parents:
            return commit == before
        return bool(self._context.changes.has(commit, before))


def _instead(pins: Pins, found: Mapping[_File, Instead]) -> Pins:
    return {path: found[path, each].version if (path, each) in found else each for path, each in pins.items()}
