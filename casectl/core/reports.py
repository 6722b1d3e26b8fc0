"""Reports: what the verbs find out and hand to be shown. Plain data, no words chosen yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from casectl.core.facts import Facts
from casectl.core.messages import Message, Words

if TYPE_CHECKING:  # a list has none of these in its report
    from casectl.core.case import Case, Header
    from casectl.core.event import Event
    from casectl.core.findings import Finding
    from casectl.core.template import Template
    from casectl.core.trail import Step as TrailStep
    from casectl.core.workflow import Step

Unread = tuple[str, Message]
"""Path of a file that could not be read, and why."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was recorded: the case as it stands now, the new events, the commit; `already` if it had been before."""

    case: Case
    before: Header
    events: tuple[Event, ...]
    commit: str = ""
    already: bool = False
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseList:
    """The cases that a query found, and what could not be read. `states` has every state's title by template."""

    cases: list[Facts]
    unreadable: list[Unread]
    states: Mapping[tuple[str, str], Words]


@dataclass(frozen=True, slots=True)
class DueRow:
    """One open deadline: `late` is positive when it has passed at the moment asked about, `worked` the working time
    of it, if that was asked for. `provisional`: it rests on days that a calendar only guesses.
    """

    case: Facts
    clock: str
    title: Words
    kind: str
    due: datetime
    late: timedelta
    provisional: bool = False
    worked: timedelta | None = None


@dataclass(frozen=True, slots=True)
class DueReport:
    """Open deadlines, soonest first, at the moment `at`."""

    at: datetime
    rows: list[DueRow]
    unreadable: list[Unread]


@dataclass(frozen=True, slots=True)
class Task:
    """Something on the agenda: a follow-up or a deadline of a case."""

    case: Facts
    at: datetime
    kind: str
    what: str
    title: Words
    who: str
    id: str
    late: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Tasks, soonest first, at the moment `at`."""

    at: datetime
    tasks: list[Task]
    unreadable: list[Unread]


@dataclass(frozen=True, slots=True)
class LimboRow:
    """A handoff that nobody has accepted, and how long it has waited."""

    case: Facts
    by: str
    to: str
    team: str
    since: datetime
    waited: timedelta
    reason: str


@dataclass(frozen=True, slots=True)
class Limbo:
    """Handoffs in limbo, longest first."""

    rows: list[LimboRow]
    unreadable: list[Unread]


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as a person reads it; `backlinks` are the links other cases have to it."""

    case: Case
    template: Template
    at: datetime
    steps: list[Step]
    backlinks: list[tuple[str, str]]
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All findings, by file and position, and how many files were looked at."""

    findings: list[Finding]
    files: int


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The trail of a case; `shallow` if the clone's history is cut off, so that the beginning may be missing."""

    case_id: str
    steps: list[TrailStep]
    shallow: bool


@dataclass(frozen=True, slots=True)
class Export:
    """Whole cases for other programs, and what could not be read."""

    cases: list[Case]
    unreadable: list[Unread]
