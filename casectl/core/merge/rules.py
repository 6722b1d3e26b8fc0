"""Merging two versions of a rule file: settings, a template or a calendar."""

from __future__ import annotations

from collections.abc import Mapping

from casectl.core.merge.values import Clash, Versions, merged
from casectl.core.values.tree import Plain, Tree, mapping_of, text_of

_VERSION = "version"

_Rules = Mapping[str, Tree]


def merged_rules(base: _Rules, one: _Rules, other: _Rules) -> tuple[dict[str, Tree], list[str]]:
    """The rules with what both sides changed since `base`, key by key, and the names of what both changed otherwise.

    Where the result is what neither side has, its version is one above the higher of theirs: deadlines name their
    rule by it. The same whichever side is named first.
    """
    clashes: list[Clash] = []
    versions = Versions(_unversioned(base), _unversioned(one), _unversioned(other))
    rules = mapping_of(merged(versions, (), clashes))
    version, is_clear = _version(rules, one, other)
    names = {*(each.name for each in clashes), *(() if is_clear else (_VERSION,))}
    return {key: value for key, value in {**rules, _VERSION: version}.items() if value or key != _VERSION}, sorted(
        names
    )


def _unversioned(rules: _Rules) -> dict[str, Tree]:
    """The rules with the place of their version alone."""
    return {key: "" if key == _VERSION else value for key, value in rules.items()}


def _version(rules: _Rules, one: _Rules, other: _Rules) -> tuple[str, bool]:
    """The version of the merged rules, and whether it follows from those of the two sides."""
    versions = [text_of(each.get(_VERSION)) for each in (one, other)]
    highest = max(versions, key=_key)
    named = (version for version, each in zip(versions, (one, other), strict=True) if _unversioned(each) == rules)
    if not highest or highest in named:
        return highest and Plain(highest), True
    return (_raised(highest), True) if all(map(_is_number, versions)) else (highest, False)


def _is_number(version: str) -> bool:
    return all(part.isascii() and part.isdigit() for part in version.split("."))


def _key(version: str) -> tuple[tuple[int, ...], str]:
    return tuple(int(part) for part in version.split(".")) if _is_number(version) else (), version


def _raised(version: str) -> Plain:
    """The next version: 8 after 7, 1.10 after 1.9."""
    head, dot, last = version.rpartition(".")
    return Plain(f"{head}{dot}{int(last) + 1}")
