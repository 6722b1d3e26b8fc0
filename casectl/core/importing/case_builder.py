"""An imported case: its id, its header's first values, its fields, and what it refers to.

Everything, ids included, is derived from the mapping and the rows, so that two clones that import one file write the
same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from functools import cached_property

from casectl.core.case.compose import with_tree
from casectl.core.case.fold import fold
from casectl.core.case.ids import derived
from casectl.core.case.model import Case, Event, Header
from casectl.core.importing.context import ImportContext
from casectl.core.importing.conversions import converted
from casectl.core.importing.identity import mangled
from casectl.core.importing.mapping import FieldPick, RowMapping
from casectl.core.importing.pick import Pick, RowCells
from casectl.core.template.fields import as_stored, is_filled
from casectl.core.template.free_fields import with_defaults
from casectl.core.template.model import OPENING, Template
from casectl.core.values.messages import UsageError, msg
from casectl.core.values.tree import Tree, get_in, mapping_of, set_in
from casectl.core.values.value_class import value_class


@value_class
class SameText:
    """The earlier case whose complaint has the same text: its id, and the link that fits."""

    case: str
    link: str


@value_class
class ImportedCase:
    """A case ready to be written. `references` are the source's ids in its texts, each with a link type; `shared` are
    the values by which it belongs to others, each with the number of its rule in the mapping; `unresolved` references
    were not found; `is_undated`: it is finished, and it is not known since when.
    """

    id: str
    external: str
    line: int
    free: Mapping[str, Tree]
    journal: tuple[Event, ...]
    references: tuple[tuple[str, str], ...] = ()
    shared: tuple[tuple[int, str], ...] = ()
    same_text: SameText | None = None
    unresolved: int = 0
    is_undated: bool = False

    @property
    def rows(self) -> int:
        """The number of rows that the case was made from."""
        return sum("row" in event.data for event in self.journal)

    @property
    def lines(self) -> list[int]:
        """The lines of these rows in the table."""
        return [int(event.text("row")) for event in self.journal if "row" in event.data]

    @cached_property
    def header(self) -> Header:
        """What the journal adds up to. Raises UsageError as `fold` does."""
        return fold(self.journal)

    def tree(self, zone: tzinfo, events: int | None = None) -> dict[str, Tree]:
        """The whole file, instants in `zone`, or its form after the first `events` events."""
        header = self.header if events is None else fold(self.journal[:events])
        case = replace(Case.unopened(self.id), header=header, journal=self.journal[:events])
        return with_tree(case, self.free, zone).tree


@value_class
class RowState:
    """What a row says about the header; None where it says nothing."""

    state: str | None
    owner: str | None
    team: str | None
    level: str | None


def row_state(context: ImportContext, cells: RowCells) -> RowState:
    """What a row says about the header. Raises UsageError for a state or level that the template does not have."""
    header = context.mapping.header
    picked = {key: pick.value(cells) for key, pick in header.items()}
    state, level = picked.get("state"), picked.get("level")
    level = level.strip().removesuffix(".0") if level else level
    if state and not context.template.workflow.state(state):
        raise _not_known(header["state"], state, context.template)
    levels = [name for name, _ in context.template.levels]
    if level and (not level.isdecimal() or (levels and level not in levels)):
        raise _not_known(header["level"], level, context.template)
    return RowState(state, name_of(picked.get("owner")), name_of(picked.get("team")), level)


def with_presets(context: ImportContext, row: RowState, free: Mapping[str, Tree]) -> RowState:
    """What the row says about the header, with the template's team and level where it says nothing."""
    fields = mapping_of(free.get("fields"))
    return replace(
        row, team=row.team or context.preset("team", fields), level=row.level or context.preset("level", fields)
    )


def _not_known(pick: Pick, value: str, template: Template) -> UsageError:
    return UsageError(
        msg("{value} is not a state or level of template {template}; map it with values: at {place}",
            value=value, template=template.name, place=str(pick.place))
    )  # fmt: skip


def name_of(text: str | None) -> str | None:
    """The source's name of a person or team as one word, such as ``value-12``; None if nothing remains."""
    return re.sub(r"[^\w.]+", "-", text.casefold()).strip("-._")[:64] or None if text else None


def new_id(context: ImportContext, external: str, received: datetime, taken: set[str]) -> str:
    """The case id derived from the complaint's own; it is added to `taken`."""
    attempt = 0
    while (found := derived(context.prefix, received, context.zone, context.key(external), attempt)) in taken:
        attempt += 1
    taken.add(found)
    return found


def title_and_fields(context: ImportContext, first: RowCells, last: RowCells, received: datetime) -> dict[str, Tree]:
    """Title and fields. Raises UsageError for a value that its field refuses, and for a missing required field."""
    title = context.mapping.title.value(first)
    if title is None:
        raise UsageError(msg("the row has no title"))
    fields: dict[str, Tree] = {}
    for each in context.mapping.fields:
        value = _stored(context, each, last if each.last else first)
        if value is not None:
            fields = set_in(fields, each.path, value)
    if context.has_defaults:
        opening = received.astimezone(context.zone)
        fields = mapping_of(with_defaults({"fields": fields}, context.template, opening).get("fields"))
    lacking = [
        ".".join(path)
        for path, _ in context.template.required_for(OPENING, fields)
        if not is_filled(get_in(fields, path))
    ]
    if lacking:
        raise UsageError(msg("the template needs {fields}, which the row does not give", fields=lacking))
    return {"title": title, "fields": fields} if fields else {"title": title}


def _stored(context: ImportContext, each: FieldPick, cells: RowCells) -> Tree | None:
    field = context.fields.get(each.path)
    if field is None:
        return each.pick.value(cells)
    name = ".".join(each.path)
    try:
        value = converted(field, cells, each.how)
    except UsageError as error:
        raise UsageError(msg("{field}: {problem}", field=name, problem=error.what)) from None
    return None if value is None else as_stored(field, value, name)


def references_of(mapping: RowMapping, cells: RowCells, external: str) -> tuple[tuple[str, str], ...]:
    """The complaints that the row's texts refer to, each once, with the link type of the first rule that matches."""
    found: dict[str, str] = {}
    for rule in mapping.links:
        for match in rule.find.finditer(rule.pick.value(cells) or ""):
            groups = {str(number): text or "" for number, text in enumerate(match.groups(), 1)}
            other = rule.id.value(groups | {name: text or "" for name, text in match.groupdict().items()})
            if other and other != external:
                found.setdefault(other, rule.type)
    return tuple((kind, other) for other, kind in found.items())


def shared_values(mapping: RowMapping, cells: RowCells) -> tuple[tuple[int, str], ...]:
    """The values by which the row belongs to others: the number of each rule that finds one, and the value."""
    found = ((number, rule.pick.value(cells)) for number, rule in enumerate(mapping.shared))
    return tuple((number, value.strip()) for number, value in found if value and not mangled(value))
