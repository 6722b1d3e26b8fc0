"""The few fields of a case that figures are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from casectl.core.values.money import is_stored
from casectl.core.values.tree import Tree

_SAID = ("satisfaction", "nps", "ces", "outcome", "upheld", "channel")
_REDRESS = ("redress", "solution.redress")


def said_in(fields: Mapping[str, str]) -> dict[str, str]:
    """Those that are filled, by their last name; of an amount only what is one."""
    redress = next((text for name in _REDRESS if is_stored(text := fields.get(name, ""))), "")
    return {name: text for name in _SAID if (text := fields.get(name, ""))} | ({"redress": redress} if redress else {})


def flat(fields: Mapping[str, Tree], above: str = "") -> Iterator[tuple[str, str]]:
    """The scalars of the fields by their dotted names."""
    for name, value in fields.items():
        if isinstance(value, str):
            yield f"{above}{name}", value
        elif isinstance(value, dict):
            yield from flat(value, f"{above}{name}.")
