"""A case that arrives from another system: its identity, its fields, its journal as it is being written.

Everything is derived from the mapping and the rows, ids too, so that two clones that import one file make the
same bytes. Each row of the table leaves exactly one event that carries `row`, the line it stands on.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property

from casectl.core.case.compose import new_tree
from casectl.core.case.event import Event
from casectl.core.case.fold import fold
from casectl.core.case.ids import derived
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext, RuleSet
from casectl.core.importing.mapping import FieldPick, Pick, RowCells, RowMapping
from casectl.core.template.fields import as_stored, is_filled
from casectl.core.template.model import OPENING, Field, Template
from casectl.core.time.instants import format_instant
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree, get_in, mapping_of, set_in
from casectl.core.values.value_class import value_class

BY = "import"
"""Who did what an imported journal tells: the names in it are not those of the casebook's people."""

_YES = Plain("yes")


@dataclass(frozen=True)
class ImportContext:
    """What all cases of an import have in common; `zone` and `prefix` are the casebook's.

    `rule_set` is what clocks of cases that are still open count by; without one none is started.
    """

    mapping: RowMapping
    template: Template
    zone: tzinfo
    prefix: str
    rule_set: RuleSet | None = None

    @cached_property
    def fields(self) -> dict[tuple[str, ...], Field]:
        """The template's fields by their paths; looked up for each cell, so found once."""
        return {path: field for top in self.template.fields for path, field in top.walk()}

    @cached_property
    def required(self) -> list[tuple[str, ...]]:
        """What must be there when a case is opened."""
        return [path for path, _ in self.template.required_for(OPENING)]

    def is_over(self, state: str) -> bool:
        """Whether a state is a resolved or closed one."""
        return self.template.workflow.category(state) in ("resolved", "closed")

    def key(self, external: str) -> str:
        """What names a complaint of the source in the index."""
        return f"{self.mapping.source}:{external}"


@value_class
class ImportedCase:
    """A case ready to be written. `references` are the source's ids that its texts name, each with a link type."""

    id: str
    external: str
    line: int
    free: Mapping[str, Tree]
    journal: tuple[Event, ...]
    references: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> int:
        """How many rows of the table it was made of."""
        return sum("row" in event.data for event in self.journal)

    def tree(self, zone: tzinfo, events: int | None = None) -> dict[str, Tree]:
        """The whole file, or as it stood after its first `events` events."""
        return new_tree(self.id, self.free, self.journal[:events], zone)


@value_class
class RowState:
    """What a row says of the header; None where it says nothing."""

    state: str | None
    owner: str | None
    team: str | None
    level: str | None


def row_state(context: ImportContext, cells: RowCells) -> RowState:
    """What a row says of the header. Raises UsageError for a state or level that the template does not have."""
    header = context.mapping.header
    picked = {key: pick.value(cells) for key, pick in header.items()}
    state, level = picked.get("state"), picked.get("level")
    if state and not context.template.workflow.state(state):
        raise _not_known(header["state"], state, context.template)
    levels = [name for name, _ in context.template.levels]
    if level and (not level.isdecimal() or (levels and level not in levels)):
        raise _not_known(header["level"], level, context.template)
    return RowState(state, name_of(picked.get("owner")), name_of(picked.get("team")), level)


def _not_known(pick: Pick, value: str, template: Template) -> UsageError:
    return UsageError(
        msg("{value} is no state or level of template {template}; translate it with values: at {place}",
            value=value, template=template.name, place=str(pick.place))
    )  # fmt: skip


def name_of(text: str | None) -> str | None:
    """Somebody else's name for a person or a team as one word, such as ``value-12``; None if nothing is left of it."""
    return re.sub(r"[^\w.]+", "-", text.casefold()).strip("-._")[:64] or None if text else None


def new_id(context: ImportContext, external: str, received: datetime, taken: set[str]) -> str:
    """The case id that follows from the complaint's own; it is then among `taken`."""
    attempt = 0
    while (found := derived(context.prefix, received, context.zone, context.key(external), attempt)) in taken:
        attempt += 1
    taken.add(found)
    return found


def title_and_fields(context: ImportContext, first: RowCells, last: RowCells) -> dict[str, Tree]:
    """Title and fields. Raises UsageError for a value that its field refuses, and for what must be there and is not."""
    title = context.mapping.title.value(first)
    if title is None:
        raise UsageError(msg("the row has no title"))
    fields: dict[str, Tree] = {}
    for each in context.mapping.fields:
        value = each.pick.value(last if each.last else first)
        if value is not None:
            fields = set_in(fields, each.path, _stored(context, each, value))
    lacking = [".".join(path) for path in context.required if not is_filled(get_in(fields, path))]
    if lacking:
        raise UsageError(msg("the template needs {fields}, which the row does not give", fields=lacking))
    return {"title": title, "fields": fields} if fields else {"title": title}


def _stored(context: ImportContext, each: FieldPick, value: str) -> Tree:
    field = context.fields.get(each.path)
    return as_stored(field, value) if field else value


def references_of(mapping: RowMapping, cells: RowCells, external: str) -> tuple[tuple[str, str], ...]:
    """The complaints that the row's texts name, each once, with the type of the first rule that finds it."""
    found: dict[str, str] = {}
    for rule in mapping.links:
        for match in rule.find.finditer(rule.pick.value(cells) or ""):
            groups = {str(number): text or "" for number, text in enumerate(match.groups(), 1)}
            other = rule.id.value(groups | {name: text or "" for name, text in match.groupdict().items()})
            if other and other != external:
                found.setdefault(other, rule.type)
    return tuple((kind, other) for other, kind in found.items())


class JournalBuilder:
    """A journal being written, event by event, and how the case stands after them."""

    def __init__(self, context: ImportContext, external: str) -> None:
        self.events: list[Event] = []
        self.state, self.owner, self.team, self.level = "", "", "", ""
        self._ground, self._external = context, external
        self._due: dict[str, datetime] = {}
        self._mark: dict[str, Tree] = {}

    def begin_row(self, line: int, activity: str = "") -> None:
        """The next event is the one that stands for this row."""
        self._mark = {"row": Plain(line), "activity": activity}

    @property
    def row_is_open(self) -> bool:
        """Whether no event stands for the row yet."""
        return bool(self._mark)

    def add(self, kind: str, at: datetime, data: Mapping[str, Tree]) -> None:
        """An event; details with nothing in them are left out."""
        seed = f"{self._ground.key(self._external)}\0{len(self.events)}"
        digest = base64.b32encode(hashlib.sha256(seed.encode()).digest()[:8]).decode().lower()
        details = {key: value for key, value in {**data, **self._mark}.items() if value}
        self.events.append(Event(digest[:12], at, BY, kind, details))
        self._mark = {}

    def open(self, at: datetime, received: datetime, standing: RowState, due: Mapping[str, datetime]) -> None:
        """The first event."""
        context = self._ground
        self.state = standing.state or context.template.workflow.initial
        self.owner, self.team, self.level = standing.owner or "", standing.team or "", standing.level or ""
        self._due = dict(due)
        self.add("opened", at, {
            "template": context.template.name,
            "to": self.state,
            "received_at": self._plain(received) if received != at else "",
            "owner": self.owner,
            "team": self.team,
            "level": Plain(self.level),
            "source": {"name": context.mapping.source, "id": self._external},
            "clocks": {
                clock: {"due": self._plain(end), "from": self._plain(received), "rule": context.mapping.name}
                for clock, end in due.items()
            },
        })  # fmt: skip

    def move(self, at: datetime, to: str, *, reopens: bool = False, data: Mapping[str, Tree] | None = None) -> None:
        """A change of state; a resolved or closed case has its deadlines stopped."""
        ended = self._ground.is_over(to)
        closes = self._ground.template.workflow.category(to) == "closed"
        clocks = {clock: self._stopped(at, end) for clock, end in self._due.items()} if ended else {}
        if ended:
            self._due = {}
        self.state = to
        details: dict[str, Tree] = {"to": to, **(data or {}), "closes": _YES if closes else "", "clocks": {**clocks}}
        self.add("reopened" if reopens else "advanced", at, details)

    def hold(self, at: datetime, owner: str, team: str, *, handoff: bool = False) -> None:
        """Another owner, another team, or both; "" leaves what is."""
        owner, team = owner or self.owner, team or self.team
        details: dict[str, Tree] = {"to": owner, "from": self.owner if owner != self.owner else ""}
        if team != self.team:
            details |= {"team": team, "from_team": self.team}
        self.owner, self.team = owner, team
        self.add("assigned", at, {**details, "handoff": _YES if handoff else ""})

    def _stopped(self, at: datetime, end: datetime) -> dict[str, Tree]:
        stopped: dict[str, Tree] = {"stopped": self._plain(at)}
        return stopped | ({"late": _YES} if at > end else {})

    def _plain(self, at: datetime) -> Plain:
        return Plain(format_instant(at, self._ground.zone))


def with_links(case: ImportedCase, context: ImportContext, targets: Mapping[str, str]) -> Iterator[Event]:
    """The case's journal, then a ``linked`` for each reference that leads to a case of the same source."""
    builder = JournalBuilder(context, case.external)
    builder.events = list(case.journal)
    at = max(event.at for event in case.journal)
    for kind, external in case.references:
        if external in targets:
            builder.add("linked", at, {"type": kind, "case": targets[external]})
    return iter(builder.events)


def with_clocks(case: ImportedCase, context: ImportContext) -> ImportedCase:
    """The case with its template's clocks running, as its own history started and stopped them.

    Only a case that is still open gets them, so that `overdue` misses none; a finished one had its verdict elsewhere,
    and a source that brings its own deadlines keeps those. Nothing is scheduled for a time that is long over.
    """
    if context.rule_set is None or context.mapping.due or not context.template.clocks:
        return case
    if context.is_over(fold(case.journal).state):
        return case
    rules = ClockContext(context.template, context.rule_set, mapping_of(case.free.get("fields")), context.zone)
    journal: list[Event] = []
    for event in case.journal:
        clocks = with_consequences(event, tuple(journal), rules).mapping("clocks")
        journal.append(replace(event, data={**event.data, "clocks": clocks}) if clocks else event)
    return replace(case, journal=tuple(journal))
