"""The journal of an imported case, event by event. Each row of a table gets one event with `row`, its line."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime

from casectl.core.case.model import IMPORTER, Event
from casectl.core.importing.case_builder import RowState
from casectl.core.importing.context import ImportContext
from casectl.core.time.instants import format_instant, to_seconds
from casectl.core.values.tree import Plain, Tree

_YES = Plain("yes")


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
        self.events.append(Event(digest[:12], at, IMPORTER, kind, details))
        self._mark = {}

    def open(self, at: datetime, received: datetime, row_state: RowState, due: Mapping[str, datetime]) -> None:
        """Append the first event."""
        context = self._context
        self.state = row_state.state or context.template.workflow.initial
        self.owner, self.team = row_state.owner or "", row_state.team or ""
        self.level = row_state.level or ""
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
