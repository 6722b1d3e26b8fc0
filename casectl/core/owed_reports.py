"""Reports of what is owed: the rows of overdue, due-soon, agenda and today, and what is said beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta

from casectl.core.case.owed import Owed
from casectl.core.query.excerpt import Excerpt
from casectl.core.reports import Unread
from casectl.core.values.messages import LocalizedText, Message, Value, counted, msg
from casectl.core.values.value_class import NamedTuple, value_class


class DueRow(NamedTuple):
    """One thing that is owed in a case, called `title`; `late` is the time since it was due, negative while it is
    ahead. `kind` is regulatory, internal or follow-up. `worked` is the same in working time, if requested.
    """

    case: Excerpt
    owed: Owed
    title: Value
    kind: str
    late: timedelta
    worked: timedelta | None = None
    worked_days: int = 0
    worked_rest: timedelta = timedelta()


_NOTHING = {
    ("overdue", False): msg("nothing is overdue"),
    ("overdue", True): msg("nothing that matches is overdue"),
    ("due-soon", False): msg("nothing is due soon"),
    ("due-soon", True): msg("nothing that matches is due soon"),
}


@value_class
class DueReport:
    """What is owed as of `at`, the earliest first. `verb` is which list it is: overdue or due-soon.

    Of a list of what is due soon, `overdue` is how many like that are overdue already. `filtered`: not all was asked
    for. `teams` has the titles of the teams.
    """

    at: datetime
    rows: list[DueRow]
    unreadable: list[Unread]
    verb: str = "overdue"
    overdue: int = 0
    filtered: bool = False
    teams: Mapping[str, LocalizedText] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[Message, ...]:
        """What is to be said beside the rows: how much is overdue already, and that nothing is listed."""
        nothing = _NOTHING[self.verb, self.filtered]
        late = counted("{count} is overdue: casectl overdue", "{count} are overdue: casectl overdue", self.overdue)
        return (*([late] if self.overdue else []), *([] if self.rows else [nothing]))


@value_class
class Task:
    """An item of the agenda: what is owed in a case, called `title`; `late` if its time has passed."""

    case: Excerpt
    owed: Owed
    title: Value
    late: bool


class CalendarEntry(NamedTuple):
    """A task as an entry of a calendar: what that knows it by, how often it has changed, and when last; what kind of
    case it is and what is due, in words that nobody has typed; whether it `is_over`: done, or not theirs any more; from
    when on it is due soon (None: never).
    """

    task: Task
    uid: str
    sequence: int
    changed_at: datetime
    template: Value
    what: Value
    is_over: bool = False
    warned_at: datetime | None = None


@value_class
class Agenda:
    """Items as of `at`, the earliest first; if there are none, `others` is how many like them others have. `teams` has
    the titles of the teams.
    """

    at: datetime
    tasks: list[Task]
    unreadable: list[Unread]
    others: int = 0
    teams: Mapping[str, LocalizedText] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[Message, ...]:
        """What is to be said of an empty agenda."""
        theirs = counted("others have {count}: casectl agenda --all", "others have {count}: casectl agenda --all",
                         self.others)  # fmt: skip
        return () if self.tasks else (msg("nothing is planned"), *([theirs] if self.others else []))


OVERDUE, OFFERED, DUE, CALLS, DEPUTY, GIVEN, DECIDE, INSPECTED, RECONCILE, UNASSIGNED, NEWS, UNSENT = (
    "overdue", "offered", "due-soon", "follow-ups", "deputy", "given", "decide", "inspected", "reconcile", "unassigned",
    "news", "unsent",
)  # fmt: skip

TODAY_GROUPS: dict[str, Message] = {
    OVERDUE: msg("Overdue"),
    UNSENT: msg("Letters not sent yet, as far as this clone knows"),
    OFFERED: msg("Offers to be answered"),
    DUE: msg("Due soon"),
    CALLS: msg("Call-backs, promises and instructions"),
    DEPUTY: msg("For colleagues who are away"),
    GIVEN: msg("Instructions that you gave, not answered yet"),
    DECIDE: msg("To be approved or decided by you"),
    INSPECTED: msg("Your work was inspected"),
    RECONCILE: msg("To be decided: both sides changed it"),
    UNASSIGNED: msg("Unassigned"),
    NEWS: msg("New since you last looked"),
}
"""The groups of `casectl today` in their order, each with its heading."""


@value_class
class TodayRow:
    """Something to do in a case, or that happened to it: `title` says what, `at` is when it is due or happened.

    `who` is to do it, or did it. `next` are the words of the command that is the next step; `ahead` says why the case
    comes before others in its group, `place` is where; "" and the last place if nothing puts it there.
    """

    group: str
    case: Excerpt
    title: Value
    at: datetime | None
    who: str
    next: tuple[str, ...]
    late: bool = False
    owed: Owed | None = None
    ahead: Value = ""
    place: int = 0


@value_class
class Today:
    """The rows of a day as of `at`, in the order of TODAY_GROUPS; in each those first that are ahead of others.

    `seen` is the commit up to which the news go, "" if there are none; `teams` has the titles of the teams; `to_read`
    says which articles are to be verified again, and how much mail waits.
    """

    at: datetime
    rows: list[TodayRow]
    unreadable: list[Unread]
    seen: str = ""
    teams: Mapping[str, LocalizedText] = field(default_factory=dict)
    to_read: tuple[Message, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether anything is to be done; an instruction that somebody else has until later asks for nothing."""
        return any(row.group not in (NEWS, INSPECTED) and (row.group != GIVEN or row.late) for row in self.rows)

    @property
    def notes(self) -> tuple[Message, ...]:
        """What is to be said beside the rows: that nothing is to be done, and what is to be read again."""
        nothing = () if self.asks else (msg("nothing to do today; what comes later: casectl agenda"),)
        return (*nothing, *self.to_read)


class Reminder(NamedTuple):
    """A stage of a ladder that has come: the case, what is owed in it, what that is called (`public`: in words that
    nobody has typed into the case), the stage as it is written, who is told, and the level that the case is raised to
    (0: it is not).
    """

    case: Excerpt
    owed: Owed
    title: Value
    public: Value
    stage: str
    told: tuple[str, ...]
    level: int = 0

    @property
    def due(self) -> datetime:
        """When it is due."""
        return self.owed.at

    @property
    def what(self) -> str:
        """What it is of, in a word that nobody has typed into the case: its clock, its rule, or its kind."""
        return self.owed.rule or (self.owed.kind if self.owed.follow_up else self.owed.name)


@value_class
class Reminders:
    """The reminders that are due as of `at`, or (`done`) were recorded; what became of the messages is in `notes`.

    `failed`: not all of it was recorded and sent.
    """

    at: datetime
    rows: list[Reminder]
    unreadable: list[Unread]
    notes: tuple[Message, ...] = ()
    done: bool = False
    failed: bool = False
