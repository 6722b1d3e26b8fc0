"""Fields that got another name: a case keeps the value under the present one, and rules may know it by either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casectl.core.case.model import RENAMED, Event
from casectl.core.values.tree import Tree, get_in, mapping_of, set_in, text_of

FIELDS = "fields"
"""The detail of a `renamed` event with the former names of fields, each with the present one; names are dotted."""


def names_given(journal: Iterable[Event]) -> dict[str, str]:
    """The former names of fields that the events of a case replaced, each with the later one."""
    found: dict[str, str] = {}
    for event in journal:
        if event.kind == RENAMED:
            found |= {old: text_of(new) for old, new in event.mapping(FIELDS).items()}
    return found


def with_present_names(free: Mapping[str, Tree], names: Mapping[str, str]) -> dict[str, Tree]:
    """The fields with their present names in place of former `names`; a present name with another value keeps it."""
    found = dict(free)
    for old, new in names.items():
        before, now = _path(old), _path(new)
        value = get_in(found, before)
        if value is not None and get_in(found, now) in (None, value):
            found = set_in(set_in(found, before, None), now, value)
    return found


def parted(fields: Mapping[str, Tree], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The former names under which there is another value than under the present one, each with that: two clones had
    set the field, one before it heard of its new name.
    """
    free: dict[str, Tree] = {FIELDS: {**fields}}
    values = ((old, new, get_in(free, _path(old)), get_in(free, _path(new))) for old, new in names.items())
    return [(old, new) for old, new, before, now in values if None not in (before, now) and before != now]


def by_both_names(fields: Mapping[str, Tree], names: Mapping[str, str]) -> Mapping[str, Tree]:
    """The fields by their former `names` as well as by the present ones, whichever of the two has the value."""
    if not names:
        return fields
    found = dict(fields)
    for old, new in names.items():
        for one, other in ((old, new), (new, old)):
            value = get_in(found, tuple(one.split(".")))
            if value is not None and get_in(found, tuple(other.split("."))) is None:
                found = set_in(found, tuple(other.split(".")), value)
    return found


def with_both_names(free: dict[str, Tree], names: Mapping[str, str]) -> dict[str, Tree]:
    """A free part with its fields by both names."""
    if not names:
        return free
    return {**free, FIELDS: {**by_both_names(mapping_of(free.get(FIELDS)), names)}}


def _path(name: str) -> tuple[str, ...]:
    return (FIELDS, *name.split("."))
