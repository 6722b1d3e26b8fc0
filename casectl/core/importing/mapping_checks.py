"""What is wrong between a mapping and the template that its rows become."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.core.importing.case_builder import name_of
from casectl.core.importing.mapping import FieldPick, RowMapping
from casectl.core.importing.pick import Pick
from casectl.core.template.fields import as_stored
from casectl.core.template.model import OPENING, Template
from casectl.core.template.settings import Casebook
from casectl.core.values.messages import Finding, Message, UsageError, msg
from casectl.core.values.nearest import suggestion

_CODE = "M005"


def findings_against(mapping: RowMapping, template: Template, book: Casebook) -> list[Finding]:
    """What the mapping names and the template or the casebook does not have, and required fields that it leaves out."""
    found = [*_fields(mapping, template), *_clocks(mapping, template), *_header(mapping, template)]
    found += [*_holders(mapping, "team", [name for name, _ in book.teams])]
    found += [*_holders(mapping, "owner", [person.name for person in book.people])]
    return sorted(found, key=Finding.sort_key)


def _fields(mapping: RowMapping, template: Template) -> Iterator[Finding]:
    known = [".".join(path) for top in template.fields for path, _ in top.walk()]
    for each in mapping.fields:
        name = ".".join(each.path)
        if name not in known:
            what = msg("template {template} has no field {field}", template=template.name, field=name)
            yield Finding(mapping.file.place("fields", name), _CODE, _hinted(what, name, known))
        else:
            yield from _values(each, template)
    given = {each.path[:length] for each in mapping.fields for length in range(1, len(each.path) + 1)}
    lacking = [
        ".".join(path)
        for top in template.fields
        for path, field in top.walk()
        if OPENING in field.required and not field.required_if and field.default is None and path not in given
    ]
    if lacking:
        what = msg("template {template} requires {fields} when a case is opened; give each under fields:",
                   template=template.name, fields=lacking)  # fmt: skip
        yield Finding(mapping.file.place("fields"), _CODE, what)


def _values(each: FieldPick, template: Template) -> Iterator[Finding]:
    """The values that the mapping itself gives a field and that the field does not take."""
    field = template.field_at(each.path)
    if field is None or field.type not in ("choice", "yes_no", "number"):
        return
    for value in sorted(each.pick.outcomes() - {""}):
        try:
            as_stored(field, value)
        except UsageError as error:
            yield Finding(each.pick.place, _CODE, error.what)


def _clocks(mapping: RowMapping, template: Template) -> Iterator[Finding]:
    known = [clock.name for clock in template.clocks]
    for name, _ in mapping.due:
        if name not in known:
            what = msg("template {template} has no clock {clock}", template=template.name, clock=name)
            yield Finding(mapping.file.place("due", name), _CODE, _hinted(what, name, known))


def _header(mapping: RowMapping, template: Template) -> Iterator[Finding]:
    states = [state.name for state in template.workflow.states]
    for pick in _state_picks(mapping):
        for name in sorted(pick.outcomes() - {*states, ""}):
            what = msg("template {template} has no state {state}", template=template.name, state=name)
            yield Finding(pick.place, _CODE, _hinted(what, name, states))
    levels = [name for name, _ in template.levels]
    level = mapping.header.get("level")
    if level and levels:
        for name in sorted(level.outcomes() - {*levels, ""}):
            what = msg("template {template} has no level {level}", template=template.name, level=name)
            yield Finding(level.place, _CODE, _hinted(what, name, levels))


def _holders(mapping: RowMapping, key: str, known: list[str]) -> Iterator[Finding]:
    """The teams or people that the mapping itself gives cases, and that the casebook does not have.

    What a column has is the other system's, and so is what stands in for an empty one.
    """
    detail = "to" if key == "owner" else key
    steps = (pick for step in mapping.steps if step.kind == "assigned" for name, pick in step.data if name == detail)
    for pick in (*([mapping.header[key]] if key in mapping.header else []), *steps):
        if pick.values is None and any(pick.columns()):
            continue
        for name in sorted(pick.outcomes() - {""}):
            if name_of(name) not in known:
                what = (
                    msg("there is no team {name} in casectl.yaml", name=name)
                    if key == "team"
                    else msg("{name} is not a person in casectl.yaml", name=name)
                )
                yield Finding(pick.place, _CODE, _hinted(what, name, known))


def _state_picks(mapping: RowMapping) -> Iterator[Pick]:
    yield from [mapping.header["state"]] if "state" in mapping.header else []
    yield from (pick for step in mapping.steps if step.kind == "advanced" for key, pick in step.data if key == "to")


def _hinted(what: Message, word: str, known: list[str]) -> Message:
    hint = suggestion(word, known)
    return msg("{what}; {hint}", what=what, hint=hint) if hint else what
