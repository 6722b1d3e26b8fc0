"""The base of a range of commits: its people, roles and workflow count besides the rules that a commit was made under.

A branch may have gone off before the base tightened a rule or took somebody out. When it was made cannot be known,
since the dates of commits are free; so what the base no longer has holds for nothing that comes after it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casectl.core.template.settings import SETTINGS, Casebook
from casectl.core.values.value_class import value_class


@value_class
class Base:
    """The settings of a commit, the versions of its settings and templates by path, and its date: what comes on top of
    it, came later. `made` are the versions, by path, that lawful changes on top of it made.
    """

    casebook: Casebook
    versions: Mapping[str, str]
    at: datetime
    made: frozenset[tuple[str, str]] = frozenset()

    def has_left(self, versions: Mapping[str, str]) -> bool:
        """Whether some of these versions were replaced before the base, or the settings are not among them."""
        return SETTINGS not in versions or any(map(self._is_left, versions.items()))

    def instead_of(self, versions: Mapping[str, str]) -> dict[str, str]:
        """These versions, but those of the base for what was replaced before it or is missing."""
        kept = {path: version for path, version in versions.items() if not self._is_left((path, version))}
        return {**self.versions, **kept}

    def _is_left(self, file: tuple[str, str]) -> bool:
        path, version = file
        return self.versions.get(path, version) != version and file not in self.made
