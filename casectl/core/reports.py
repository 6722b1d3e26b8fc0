"""Reports: what the verbs find out and hand to be shown. Plain data, no words chosen yet.

They are NamedTuples, since every list loads this module, and a dataclass takes half a millisecond to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.messages import LocalizedText, Message

if TYPE_CHECKING:  # a list has none of these in its report
    from casectl.core.case.event import Event
    from casectl.core.case.model import Case, Header
    from casectl.core.history.trail import TrailEntry as TrailStep
    from casectl.core.query.search import Hit
    from casectl.core.template.model import Template
    from casectl.core.values.errors import CasectlError
    from casectl.core.values.findings import Finding
    from casectl.core.workflow.transitions import NextStep

Unread = tuple[str, Message]
"""Path of a file that could not be read, and why."""


class Receipt(NamedTuple):
    """What was recorded: the case as it stands now, the new events, the commit; `already` if it had been before."""

    case: Case
    before: Header
    events: tuple[Event, ...]
    commit: str = ""
    already: bool = False
    notes: tuple[Message, ...] = ()


class EarlierComplaints(NamedTuple):
    """What was there before a new case: the ids of those that may be the same complaint, the likeliest first.

    `complaints`: how many the customer has made in 90 days with this one, 0 if these are few.
    """

    duplicates: tuple[str, ...]
    complaints: int


class CaseList(NamedTuple):
    """The cases that a query found, and what could not be read.

    `states` has every state's title by template, `templates` what those are called.
    """

    cases: list[Excerpt]
    unreadable: list[Unread]
    states: Mapping[tuple[str, str], LocalizedText]
    templates: Mapping[str, LocalizedText]


class Groups(NamedTuple):
    """How many there are with which words under `keys`, the most frequent first: things, and cases that have them.

    The things are called `unit`, "" for the cases themselves. `titles` says what people call a word under a key, and
    under "" what they call a field, where that is known.
    """

    keys: tuple[str, ...]
    unit: str
    rows: list[tuple[tuple[str, ...], int, int]]
    unreadable: list[Unread]
    titles: Mapping[tuple[str, str], LocalizedText]


class Hits(NamedTuple):
    """The cases that have all the words in them, the best first.

    `states` has every state's title by template, `fields` the titles of the fields in which something was found.
    """

    rows: list[Hit]
    unreadable: list[Unread]
    states: Mapping[tuple[str, str], LocalizedText]
    fields: Mapping[tuple[str, str], LocalizedText]


class SimilarCase(NamedTuple):
    """A case like the one asked about: how like (0 to 1), whether of the same customer, how it was solved ("")."""

    case: Excerpt
    similarity: float
    same_customer: bool
    solution: str


class SimilarCases(NamedTuple):
    """Earlier cases like one, the likest first."""

    case_id: str
    rows: list[SimilarCase]
    unreadable: list[Unread]
    states: Mapping[tuple[str, str], LocalizedText]


class BatchRow(NamedTuple):
    """One case of a batch: whether it is done, the event ("" if it was recorded before), how it stands, or why not."""

    case_id: str
    title: str
    template: str
    done: bool
    event_id: str
    state: str
    owner: str
    refusal: CasectlError | None = None


class Batch(NamedTuple):
    """What a verb did to many cases, or (`dry`) would do; `id` is what the ids of its events begin with.

    `states` has every state's title by template. A `final` one, which took another back, cannot be taken back itself.
    """

    id: str
    rows: list[BatchRow]
    dry: bool
    unreadable: list[Unread]
    notes: tuple[Message, ...]
    states: Mapping[tuple[str, str], LocalizedText]
    final: bool = False


class DueRow(NamedTuple):
    """One open deadline: `late` is positive when it has passed at the moment asked about, `worked` the working time
    of it, if that was asked for. `provisional`: it rests on days that a calendar only guesses.
    """

    case: Excerpt
    clock: str
    title: LocalizedText
    kind: str
    due: datetime
    late: timedelta
    provisional: bool = False
    worked: timedelta | None = None
    worked_days: int = 0
    worked_rest: timedelta = timedelta()


class DueReport(NamedTuple):
    """Open deadlines, soonest first, at the moment `at`."""

    at: datetime
    rows: list[DueRow]
    unreadable: list[Unread]


class Task(NamedTuple):
    """Something on the agenda: a follow-up or a deadline of a case, `provisional` if a calendar only guesses it."""

    case: Excerpt
    at: datetime
    kind: str
    what: str
    title: LocalizedText
    who: str
    id: str
    late: bool
    note: str = ""
    provisional: bool = False


class Agenda(NamedTuple):
    """Tasks, soonest first, at the moment `at`."""

    at: datetime
    tasks: list[Task]
    unreadable: list[Unread]


class PendingHandoff(NamedTuple):
    """A handoff that nobody has accepted, and how long it has waited."""

    case: Excerpt
    by: str
    to: str
    team: str
    since: datetime
    waited: timedelta
    reason: str


class PendingHandoffs(NamedTuple):
    """Handoffs in limbo, longest first."""

    rows: list[PendingHandoff]
    unreadable: list[Unread]


class CaseView(NamedTuple):
    """A case as a person reads it; `backlinks` are the links other cases have to it."""

    case: Case
    template: Template
    at: datetime
    steps: list[NextStep]
    backlinks: list[tuple[str, str]]
    notes: tuple[Message, ...]


class CheckReport(NamedTuple):
    """All findings, by file and position, and how many files were looked at."""

    findings: list[Finding]
    files: int


class AuditReport(NamedTuple):
    """The trail of a case; `shallow` if the clone's history is cut off, so that the beginning may be missing."""

    case_id: str
    steps: list[TrailStep]
    shallow: bool

    @property
    def template(self) -> str:
        """The template that the case was opened from, "" if that cannot be read."""
        return next((name for step in self.steps if step.event and (name := step.event.text("template"))), "")


class Export(NamedTuple):
    """Whole cases for other programs, and what could not be read."""

    cases: list[Case]
    unreadable: list[Unread]
