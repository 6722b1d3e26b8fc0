"""The free part of a case: title, fields and the user's own keys, and setting values in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from casectl.core.case.governed import free_keys, way_to_change
from casectl.core.case.model import GOVERNED, Case
from casectl.core.template.field_names import paths_named
from casectl.core.template.fields import PRESENT, as_stored, is_blank
from casectl.core.template.model import Checklist, Template
from casectl.core.values.messages import CasectlError, Message, UsageError, msg
from casectl.core.values.naming import names_meant, texts_of
from casectl.core.values.nearest import a_few, suggestion
from casectl.core.values.tree import Plain, Tree, get_in, mapping_of, set_in

Values = Iterable[tuple[str, Tree]]
"""Values to set: a dotted field name (or ``title``) and its value each; a blank value removes the field."""


def free_part(case: Case) -> dict[str, Tree]:
    """The keys of a case that are neither governed nor the journal."""
    return free_keys(case.tree)


def tried_values(free: Mapping[str, Tree], template: Template, values: Values) -> tuple[dict[str, Tree], list[Message]]:
    """The free part with the valid `values` set, and the problems of the others."""
    result, problems = dict(free), list[Message]()
    for name, value in values:
        try:
            result = _with_value(result, template, name, value)
        except CasectlError as error:
            hinted = msg("{problem} ({hint})", problem=error.what, hint=error.hint) if error.hint else error.what
            problems += error.problems or [hinted]
    return result, problems


def _with_value(free: dict[str, Tree], template: Template, name: str, value: Tree) -> dict[str, Tree]:
    if name == "title":
        return {**free, "title": _one_line(value)}
    path, *others = paths_named(template, template.renamed.field_called(name))
    if others:
        raise UsageError(msg("{name} may mean {names}", name=name, names=[*map(".".join, (path, *others))]))
    field = template.field_at(path)
    if field is None:
        raise UsageError(_unknown(template, name))
    stored = None if is_blank(value) else as_stored(field, value, ".".join(path))
    for old in template.renamed.former_fields([".".join(path)]):
        free = set_in(free, ("fields", *old.split(".")), None)
    return _put(free, ("fields", *path), stored)


def _put(free: dict[str, Tree], path: tuple[str, ...], value: Tree | None) -> dict[str, Tree]:
    """`set_in`, but never replacing a text by a mapping: a person must decide about that first."""
    for end in range(1, len(path)):
        above = get_in(free, path[:end])
        if not isinstance(above, dict) and not is_blank(above):
            raise UsageError(msg("{name} is not a map; nothing can be put into it", name=".".join(path[:end])))
    return set_in(free, path, value)


def _one_line(value: Tree) -> str:
    if not isinstance(value, str) or is_blank(value) or "\n" in value or "\r" in value:
        raise UsageError(msg("a title must be one line of text"))
    return value


def _unknown(template: Template, name: str) -> Message:
    if name.split(".")[0] in GOVERNED:
        return msg(
            "{name} is calculated from the recorded events and cannot be set directly: {way}",
            name=name,
            way=way_to_change(name.split(".")[0]),
        )
    known = [".".join(path) for top in template.fields for path, _ in top.walk()]
    nested = [each for each in known if each.endswith(f".{name}")]
    titles = [text for top in template.fields for _, field in top.walk() for text in texts_of(field.title)]
    hint = suggestion(name, ["title", *known, *titles]) or suggestion(name, nested, alike=0)
    return msg(
        "{what}; {hint}",
        what=msg("there is no field {name} in template {template}", name=name, template=template.name),
        hint=hint or msg("its fields are {known}", known=a_few(known)),
    )


def with_changes(free: Mapping[str, Tree], template: Template, values: Values, items: Iterable[str]) -> dict[str, Tree]:
    """The free part with `values` set and `items` ticked. Raises UsageError with all problems of either."""
    result, problems = tried_values(free, template, values)
    result, others = tried_ticks(result, template, items)
    if problems or others:
        what = msg("some values cannot be set") if problems else msg("some items cannot be ticked")
        raise UsageError(what, problems=[*problems, *others])
    return result


def tried_ticks(
    free: Mapping[str, Tree], template: Template, items: Iterable[str]
) -> tuple[dict[str, Tree], list[Message]]:
    """The free part with the known `items` ticked, and the problems of the others."""
    result, problems = dict(free), list[Message]()
    known = [
        (f"{each.name}.{item}", (item, *texts_of(title), *(f"{each.name}.{text}" for text in texts_of(title))))
        for each in template.checklists
        for item, title in each.items
    ]
    for name in items:
        found = names_meant(name, known)
        if len(found) != 1:
            listed = a_few([*(found or (each for each, _ in known))])
            ambiguous = msg("{name} may mean {names}", name=name, names=listed)
            unknown = msg("there is no checklist item {name}; the items are {every}", name=name, every=listed)
            problems.append(ambiguous if found else unknown)
            continue
        checklist, _, item = found[0].partition(".")
        try:
            result = _put(result, ("checklists", checklist, item), Plain("yes"))
        except UsageError as error:
            problems.append(error.what)
    return result, problems


def ticked(free: Mapping[str, Tree], checklist: Checklist, item: str) -> bool:
    """Whether an item of a checklist is ticked."""
    return get_in(mapping_of(free.get("checklists")), (checklist.name, item)) == "yes"


def changed_keys(before: Mapping[str, Tree], after: Mapping[str, Tree]) -> list[str]:
    """The dotted names of what differs between two free parts, without values; symmetric in its arguments."""
    return [*changed_values(before, after)]


def changed_values(
    before: Mapping[str, Tree], after: Mapping[str, Tree]
) -> dict[str, tuple[Tree | None, Tree | None]]:  # fmt: skip
    """What differs between two free parts, by its dotted name: the value before and after; None if it was not there."""
    one, other = dict(before), dict(after)
    return {".".join(path): (get_in(one, path), get_in(other, path)) for path in _differing(one, other, ())}


def _differing(before: Tree | None, after: Tree | None, path: tuple[str, ...]) -> list[tuple[str, ...]]:
    if before == after:
        return []
    if isinstance(before, dict) and isinstance(after, dict):
        return [
            each for key in {**before, **after} for each in _differing(before.get(key), after.get(key), (*path, key))
        ]
    whole, other = (before, after) if isinstance(before, dict) else (after, before)
    if isinstance(whole, dict) and is_blank(other):  # a map that was left blank has none of its parts
        return [each for key in whole for each in _differing(None, whole[key], (*path, key))] or [path]
    return [path]


def with_defaults(free: Mapping[str, Tree], template: Template, at: datetime) -> dict[str, Tree]:
    """The free part with the template's defaults for fields that have no value; `at` is the opening, in the casebook's
    zone, whose day ``today`` is.
    """
    present = {"today": at.date().isoformat(), "now": at.isoformat(timespec="seconds")}
    result = dict(free)
    for top in template.fields:
        for path, field in top.walk():
            if field.default is not None and get_in(result, ("fields", *path)) is None:
                typed = field.default
                value = present[typed] if isinstance(typed, str) and typed == PRESENT.get(field.type) else typed
                result = set_in(result, ("fields", *path), as_stored(field, value, ".".join(path)))
    return result
