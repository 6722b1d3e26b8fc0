"""Reports: the results of the verbs, for rendering. Plain data, not yet in words.

A row of long lists is a NamedTuple, which is quicker to make; the others are quicker to define.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from casectl.core.query.excerpt import Excerpt
from casectl.core.values.messages import LocalizedText, Message, Value
from casectl.core.values.value_class import NamedTuple, value_class

if TYPE_CHECKING:  # a list needs none of these
    from casectl.core.case.model import Case, Event, Header
    from casectl.core.checks.waiving import WaivedFinding
    from casectl.core.query.articles import Article
    from casectl.core.query.search import Hit
    from casectl.core.template.labels import Labels
    from casectl.core.template.model import Template
    from casectl.core.values.messages import CasectlError, Finding
    from casectl.core.workflow.transitions import NextStep

Unread = tuple[str, Message]
"""The path of a file that could not be read, and the reason."""


@value_class
class Receipt:
    """What was recorded: the case after it, the new events, the commit; `already` if the event had been recorded
    before.
    """

    case: Case
    before: Header
    events: tuple[Event, ...]
    commit: str = ""
    already: bool = False
    notes: tuple[Message, ...] = ()


@value_class
class EarlierComplaints:
    """Earlier cases found when a new one is opened: the ids of possible duplicates, the most likely first.

    `complaints` is the customer's number of complaints in 90 days, this one included; 0 if it is too low to report.
    `link` is the one that fits the first: ``related`` if it is about another company; `is_open` says whether the first
    is still open, so that the new one can be joined to it. `boundary` is the one told to the
    customer, while it holds.
    """

    duplicates: tuple[str, ...]
    complaints: int
    link: str = "duplicate-of"
    is_open: bool = False
    boundary: Event | None = None


@value_class
class CaseList:
    """The cases that a query found, and the files that could not be read.

    `states` has the title of every state, by template and state, `templates` the titles of the templates, `teams` of
    the teams; `labels` are those of the templates, by name; `left_out` is how many more cases there are.
    """

    cases: list[Excerpt]
    unreadable: list[Unread]
    states: Mapping[tuple[str, str], LocalizedText]
    templates: Mapping[str, LocalizedText]
    left_out: int = 0
    teams: Mapping[str, LocalizedText] = field(default_factory=dict)
    labels: Mapping[str, Labels] = field(default_factory=dict)


@value_class
class Groups:
    """Counts by the values of `keys`, the most frequent first: values, number of things, number of cases that have
    them.

    `unit` is what is counted, "" for the cases themselves. `titles` has the titles of values, by key and value, and of
    fields, by "" and name, where known.
    """

    keys: tuple[str, ...]
    unit: str
    rows: list[tuple[tuple[str, ...], int, int]]
    unreadable: list[Unread]
    titles: Mapping[tuple[str, str], Value]
    notes: tuple[Message, ...] = ()


@value_class
class Hits:
    """The cases that contain all the words, the best match first.

    `states` has the title of every state, by template and state, `fields` those of the fields that contain a word;
    `articles` are those that contain all the words, each with what it says there.
    """

    rows: list[Hit]
    unreadable: list[Unread]
    states: Mapping[tuple[str, str], LocalizedText]
    fields: Mapping[tuple[str, str], LocalizedText]
    articles: tuple[tuple[Article, str], ...] = ()


@value_class
class SimilarCase:
    """A similar case: the similarity (0 to 1), whether it is of the same customer, its solution, "" if it has none."""

    case: Excerpt
    similarity: float
    same_customer: bool
    solution: str


@value_class
class SimilarCases:
    """Earlier cases similar to one, the most similar first, and the articles that may help."""

    case_id: str
    rows: list[SimilarCase]
    unreadable: list[Unread]
    states: Mapping[tuple[str, str], LocalizedText]
    articles: tuple[Article, ...] = ()


@value_class
class BatchRow:
    """One case of a batch: whether it is done, the event ("" if recorded before), its state and owner, or why it was
    refused.
    """

    case_id: str
    title: str
    template: str
    done: bool
    event_id: str
    state: str
    owner: str
    refusal: CasectlError | None = None


@value_class
class Batch:
    """What a verb did to many cases, or (`dry`) would do; the ids of its events begin with `id`.

    `states` has the title of every state, by template and state. A `final` batch is itself an undo and cannot be
    undone.
    """

    id: str
    rows: list[BatchRow]
    dry: bool
    unreadable: list[Unread]
    notes: tuple[Message, ...]
    states: Mapping[tuple[str, str], LocalizedText]
    final: bool = False


@value_class
class PendingHandoff:
    """A handoff that nobody has accepted, how long it has been waiting, and by when it is to be answered."""

    case: Excerpt
    by: str
    to: str
    team: str
    since: datetime
    waited: timedelta
    reason: str
    due: datetime | None = None


@value_class
class PendingHandoffs:
    """Handoffs that nobody has accepted, the longest waiting first; `teams` has the titles of the teams."""

    rows: list[PendingHandoff]
    unreadable: list[Unread]
    teams: Mapping[str, LocalizedText] = field(default_factory=dict)


@value_class
class CaseView:
    """A case for display; `backlinks` are the links that other cases have to it, `labels` those of every template that
    it has had, `teams` the titles of the teams, `joined` the cases that were joined to it. `is_archived`: it is in the
    archive. `people` has the full names.
    """

    case: Case
    template: Template
    at: datetime
    steps: list[NextStep]
    backlinks: list[tuple[str, str]]
    notes: tuple[Message, ...]
    labels: Mapping[str, Labels] = field(default_factory=dict)
    teams: Mapping[str, LocalizedText] = field(default_factory=dict)
    joined: tuple[Case, ...] = ()
    is_archived: bool = False
    people: Mapping[str, str] = field(default_factory=dict)


@value_class
class CheckReport:
    """All findings, by place, the number of files checked, `advice`, which fails no check; what was not looked at; and
    the findings that a waiver lets stand. Of a range of commits, `mended` are those findings of which nothing is left
    at its end.
    """

    findings: list[Finding]
    files: int
    advice: tuple[Finding, ...] = ()
    notes: tuple[Message, ...] = ()
    waived: tuple[WaivedFinding, ...] = ()
    mended: tuple[Finding, ...] = ()


class HookState(NamedTuple):
    """A hook of git, where casectl is run by it ("" if it is not), and whether something else is run there too."""

    name: str
    place: str
    others: bool


@value_class
class VerifiedRow:
    """Something that `verify` found: the commit, the id of the event ("": none), and what is shown of it."""

    commit: str
    event: str
    finding: Finding


@value_class
class VerifyReport:
    """What was found in the history up to `head`, in its order; `notes_on` fail nothing. `commits` were verified in
    all, `new` of them now.
    """

    findings: list[VerifiedRow]
    notes_on: list[VerifiedRow]
    head: str
    commits: int
    new: int
    notes: tuple[Message, ...] = ()
    waived: tuple[WaivedFinding, ...] = ()


@value_class
class Export:
    """Whole cases for other programs, the files that could not be read, and the private fields that the cases hold
    unmasked, by dotted name.
    """

    cases: list[Case]
    unreadable: list[Unread]
    private: tuple[str, ...] = ()


class RoutedRow(NamedTuple):
    """A case, who would get it by the routing rules ("": nobody), and why."""

    case: Excerpt
    person: str
    why: Message


@value_class
class Routing:
    """Where the latest cases would go, and the files that could not be read."""

    rows: list[RoutedRow]
    unreadable: list[Unread]
