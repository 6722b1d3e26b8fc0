"""Building an imported case: its id, its fields, and its journal event by event.

Everything, ids included, is derived from the mapping and the rows, so that two clones that import one file write the
same bytes. Each row of the table gets exactly one event with `row`, its line number.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cached_property

from casectl.core.case.compose import with_tree
from casectl.core.case.event import Event
from casectl.core.case.fold import fold, with_event
from casectl.core.case.ids import derived
from casectl.core.case.model import Case
from casectl.core.case.owed import PROMISE
from casectl.core.clocks.effects import with_consequences
from casectl.core.clocks.rules import ClockContext, RuleSet
from casectl.core.importing.mapping import FieldPick, Pick, RowCells, RowMapping
from casectl.core.template.fields import as_stored, is_filled
from casectl.core.template.model import OPENING, Field, Template
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.errors import UsageError
from casectl.core.values.messages import msg
from casectl.core.values.tree import Plain, Tree, get_in, list_of, mapping_of, set_in, text_of
from casectl.core.values.value_class import value_class

BY = "import"
"""The author of imported events: the people of the source are not those of the casebook."""

_YES = Plain("yes")


@dataclass(frozen=True)
class ImportContext:
    """What all cases of an import share; `zone` and `prefix` are the casebook's.

    `rule_set` has the rules for the clocks of cases that are still open; without it no clock is started.
    """

    mapping: RowMapping
    template: Template
    zone: tzinfo
    prefix: str
    rule_set: RuleSet | None = None

    @cached_property
    def fields(self) -> dict[tuple[str, ...], Field]:
        """The template's fields by their paths; cached, since every cell needs it."""
        return {path: field for top in self.template.fields for path, field in top.walk()}

    def is_finished(self, state: str) -> bool:
        """Whether a state is resolved or closed."""
        return self.template.workflow.category(state) in ("resolved", "closed")

    def key(self, external: str) -> str:
        """The key of a complaint of the source in the index."""
        return f"{self.mapping.source}:{external}"


@value_class
class ImportedCase:
    """A case ready to be written. `references` are the source's ids in its texts, each with a link type."""

    id: str
    external: str
    line: int
    free: Mapping[str, Tree]
    journal: tuple[Event, ...]
    references: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> int:
        """The number of rows that the case was made from."""
        return sum("row" in event.data for event in self.journal)

    def tree(self, zone: tzinfo, events: int | None = None) -> dict[str, Tree]:
        """The whole file, instants in `zone`, or its form after the first `events` events."""
        journal = self.journal[:events]
        case = replace(Case.unopened(self.id), header=fold(journal), journal=journal)
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
    """The source's name of a person or team as one word, such as ``value-12``; None if nothing remains."""
    return re.sub(r"[^\w.]+", "-", text.casefold()).strip("-._")[:64] or None if text else None


def new_id(context: ImportContext, external: str, received: datetime, taken: set[str]) -> str:
    """The case id derived from the complaint's own; it is added to `taken`."""
    attempt = 0
    while (found := derived(context.prefix, received, context.zone, context.key(external), attempt)) in taken:
        attempt += 1
    taken.add(found)
    return found


def title_and_fields(context: ImportContext, first: RowCells, last: RowCells) -> dict[str, Tree]:
    """Title and fields. Raises UsageError for a value that its field refuses, and for a missing required field."""
    title = context.mapping.title.value(first)
    if title is None:
        raise UsageError(msg("the row has no title"))
    fields: dict[str, Tree] = {}
    for each in context.mapping.fields:
        value = each.pick.value(last if each.last else first)
        if value is not None:
            fields = set_in(fields, each.path, _stored(context, each, value))
    lacking = [
        ".".join(path)
        for path, _ in context.template.required_for(OPENING, fields)
        if not is_filled(get_in(fields, path))
    ]
    if lacking:
        raise UsageError(msg("the template needs {fields}, which the row does not give", fields=lacking))
    return {"title": title, "fields": fields} if fields else {"title": title}


def _stored(context: ImportContext, each: FieldPick, value: str) -> Tree:
    field = context.fields.get(each.path)
    return as_stored(field, value) if field else value


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


class JournalBuilder:
    """Writes a journal event by event, keeping track of the case's state."""

    def __init__(self, context: ImportContext, external: str) -> None:
        self.events: list[Event] = []
        self.state, self.owner, self.team, self.level = "", "", "", ""
        self._context, self._external = context, external
        self._due: dict[str, datetime] = {}
        self._mark: dict[str, Tree] = {}

    def begin_row(self, line: int, activity: str = "") -> None:
        """Let the next event be the one of this row."""
        self._mark = {"row": Plain(line), "activity": activity}

    @property
    def row_is_open(self) -> bool:
        """Whether the row has no event yet."""
        return bool(self._mark)

    def add(self, kind: str, at: datetime, data: Mapping[str, Tree]) -> None:
        """Append an event; empty details are left out."""
        seed = f"{self._context.key(self._external)}\0{len(self.events)}"
        digest = base64.b32encode(hashlib.sha256(seed.encode()).digest()[:8]).decode().lower()
        details = {key: value for key, value in {**data, **self._mark}.items() if value}
        self.events.append(Event(digest[:12], at, BY, kind, details))
        self._mark = {}

    def open(self, at: datetime, received: datetime, row_state: RowState, due: Mapping[str, datetime]) -> None:
        """Append the first event."""
        context = self._context
        self.state = row_state.state or context.template.workflow.initial
        self.owner, self.team, self.level = row_state.owner or "", row_state.team or "", row_state.level or ""
        self._due = dict(due)
        self.add("opened", at, {
            "template": context.template.name,
            "to": self.state,
            "received_at": self._plain(received) if to_seconds(received) != to_seconds(at) else "",
            "owner": self.owner,
            "team": self.team,
            "level": Plain(self.level),
            "source": {"name": context.mapping.source, "id": self._external},
            "clocks": {
                clock: {"due": self._plain(end), "from": self._plain(received), "rule": context.mapping.name}
                for clock, end in due.items()
            },
        })  # fmt: skip

    def transition(
        self, at: datetime, to: str, *, reopens: bool = False, data: Mapping[str, Tree] | None = None
    ) -> None:
        """Append a change of state; in a resolved or closed case deadlines are stopped."""
        ended = self._context.is_finished(to)
        closes = self._context.template.workflow.category(to) == "closed"
        clocks = {clock: self._stopped(at, end) for clock, end in self._due.items()} if ended else {}
        if ended:
            self._due = {}
        self.state = to
        details: dict[str, Tree] = {"to": to, **(data or {}), "closes": _YES if closes else "", "clocks": {**clocks}}
        self.add("reopened" if reopens else "advanced", at, details)

    def assign(self, at: datetime, owner: str, team: str, *, handoff: bool = False) -> None:
        """Append a change of owner, team, or both; "" leaves the present one."""
        owner, team = owner or self.owner, team or self.team
        details: dict[str, Tree] = {"to": owner, "from": self.owner if owner != self.owner else ""}
        if team != self.team:
            details |= {"team": team, "from_team": self.team}
        self.owner, self.team = owner, team
        self.add("assigned", at, {**details, "handoff": _YES if handoff else ""})

    def _stopped(self, at: datetime, end: datetime) -> dict[str, Tree]:
        stopped: dict[str, Tree] = {"stopped": self._plain(at)}
        return stopped | ({"late": _YES} if to_seconds(at) > to_seconds(end) else {})

    def _plain(self, at: datetime) -> Plain:
        return Plain(format_instant(at, self._context.zone))


def with_links(case: ImportedCase, context: ImportContext, targets: Mapping[str, str]) -> Iterator[Event]:
    """The case's journal, then a ``linked`` event for each reference to a case of the same source."""
    builder = JournalBuilder(context, case.external)
    builder.events = list(case.journal)
    at = max((event.at for event in case.journal), key=to_seconds)
    for kind, external in case.references:
        if external in targets:
            builder.add("linked", at, {"type": kind, "case": targets[external]})
    return iter(builder.events)


def with_clocks(case: ImportedCase, context: ImportContext) -> ImportedCase:
    """The case with its template's clocks running, started and stopped by its own history, and what was promised.

    Only for open cases, so that `overdue` lists them; a finished one had its verdict elsewhere, and a source that has
    its own deadlines keeps those. No other follow-up is scheduled, since most would be for a time in the past.
    """
    if context.rule_set is None or context.is_finished(fold(case.journal).state):
        return case
    rules = ClockContext(context.template, context.rule_set, mapping_of(case.free.get("fields")), context.zone)
    wanted = ("cancels", "follow_ups") if context.mapping.due else ("clocks", "cancels", "follow_ups")
    found = Case.unopened(case.id)
    for event in case.journal:
        after = with_consequences(event, found, rules)
        details = {key: kept for key in wanted if (kept := _KEPT[key](after))}
        found = with_event(found, replace(event, data={**event.data, **details}))
    return replace(case, journal=found.journal)


def _promises(event: Event) -> Tree:
    return [each for each in list_of(event.data.get("follow_ups")) if text_of(mapping_of(each).get("kind")) == PROMISE]


_KEPT: dict[str, Callable[[Event], Tree]] = {
    "clocks": lambda event: event.mapping("clocks"),
    "cancels": lambda event: list_of(event.data.get("cancels")),  # of promises, since nothing else is scheduled
    "follow_ups": _promises,
}
"""What is kept of the consequences of an imported event."""
