"""Former names in a template, and a case's fields by both names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from casectl.core.values.value_class import value_class


@value_class
class Renamed:
    """Former names of fields (dotted) and of clocks, each with the present one: what was recorded keeps them.

    A clock that runs keeps its name with the rules under which it began; a case gets the present names of its fields.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    clocks: Mapping[str, str] = field(default_factory=dict)

    def field_called(self, name: str) -> str:
        """The present name of a field."""
        return self.fields.get(name, name)

    def former_fields(self, names: Iterable[str]) -> set[str]:
        """The former names of some fields."""
        present = {*names}
        return {old for old, new in self.fields.items() if new in present}

    def as_of_clocks(self, triggers: Iterable[str]) -> set[str]:
        """What triggers of clocks are by the clocks' present names."""
        if not self.clocks:
            return set()
        parts = (each.partition(":") for each in triggers)
        return {
            f"{kind}:{self.clocks[name]}" for kind, _, name in parts if kind in ("clock", "met") and name in self.clocks
        }
