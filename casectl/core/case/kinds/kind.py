"""All that casectl knows of one kind of event, as one row: what it does, how it is worded, what follows from it.

Whatever depends on the kind of an event reads its row. To add a kind, write its row in a module of this package and
list it in `casectl.core.case.event_kinds`. Who may record such an event, and what must hold of the case before it, is
said by the rules that the row names (`casectl.core.law.table`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Protocol, TypeAlias

from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import NamedTuple, value_class


class DetailType(NamedTuple):
    """What a detail's value is. `shape` is what the file has there: ``scalar``, ``list`` (or a scalar, for a list of
    one) or ``mapping``. `searched` says whether text search looks at it.
    """

    name: str
    shape: str = "scalar"
    searched: bool = False


class Detail(NamedTuple):
    """A detail that an event may carry: the type of its value, and what it means."""

    type: DetailType
    meaning: Message


TEXT = DetailType("text", searched=True)
"""What people wrote."""

WORD = DetailType("word")
"""A name or a code that has no type of its own."""

STATE = DetailType("state")
"""A state that the case enters."""

TEMPLATE = DetailType("template")
PERSON = DetailType("person")
TEAM = DetailType("team")
LEVEL = DetailType("level")
CASE = DetailType("case")
CHANNEL = DetailType("channel")
DIRECTION = DetailType("direction")
LETTER = DetailType("letter")
LINK = DetailType("link")
EVENT = DetailType("event")
KIND = DetailType("kind")
FOLLOW_UP = DetailType("follow-up")
OUTCOME = DetailType("outcome")
FILE = DetailType("file", searched=True)
INSTANT = DetailType("instant")
DURATION = DetailType("duration")
NUMBER = DetailType("number")
YES = DetailType("yes")
AUTOMATIC = DetailType("automatic mail")
LAYOUT = DetailType("layout")
CLOCKS = DetailType("clocks", "list")
FIELDS = DetailType("fields", "list")
FIELD_NAMES = DetailType("field names", "mapping")
NAMES = DetailType("names", "list")
EVENTS = DetailType("events", "list")
FOLLOW_UPS = DetailType("follow-ups", "list")
RULES = DetailType("rules", "mapping")
SOURCE = DetailType("source", "mapping")
CLOCK_RECORDS = DetailType("clock records", "mapping")
SIDES = DetailType("sides", "mapping")
CONFLICTS = DetailType("conflicts", "list")
CAUSE = DetailType("cause")
REDRESS_KIND = DetailType("redress kind")
AMOUNT = DetailType("amount")
RESPONSIBLE = DetailType("responsible")
MARKS = DetailType("marks", "mapping")
WHYS = DetailType("texts", "list", searched=True)
"""What people wrote, a list of texts."""
CONTACTS = DetailType("contacts", "mapping")
PEOPLE = DetailType("people", "list")
ARTICLES = DetailType("articles", "list", searched=True)


REASON = Detail(TEXT, msg("why"))
TO_STATE = Detail(STATE, msg("the state entered"))
CHANGED = Detail(FIELDS, msg("the names of the fields that changed with it; their values are in git's diff"))
FORM = Detail(LAYOUT, msg("yes if nothing changed but comments, order or layout of the file"))
RULE_VERSIONS = Detail(RULES, msg("the files whose rules apply to the clocks, each with its blob id in git"))

MESSAGE_ID = Detail(WORD, msg("the Message-ID of the e-mail; for an e-mail of ours, it is made before sending"))

ANY_EVENT: dict[str, Detail] = {
    "owner": Detail(PERSON, msg("the owner from then on")),
    "team": Detail(TEAM, msg("the team from then on")),
    "level": Detail(LEVEL, msg("the level from then on")),
    "clocks": Detail(
        CLOCK_RECORDS,
        msg(
            "what the event did to each clock: {{due, from, rule, within, calendar}} started or moved it,"
            " {{stopped, met or late or excused}} stopped it, {{paused, reason, deadline, left}} paused it"
        ),
    ),
    "follow_ups": Detail(FOLLOW_UPS, msg("the follow-ups it scheduled, or passed on to the new owner")),
    "cancels": Detail(
        FOLLOW_UPS, msg("the follow-ups it cancelled or passed on (those passed on are also in follow_ups)")
    ),
    "row": Detail(
        NUMBER,
        msg(
            "for an imported case: the line of the table that the event came from; of the events from one row,"
            " exactly one has it"
        ),
    ),
    "activity": Detail(WORD, msg("for an imported case: what the source system calls the event")),
    "undated": Detail(YES, msg("yes if nobody knows when it happened; it has the time of the event before it")),
    "under": Detail(
        RULES, msg("the settings and templates that applied from then on, each file with its blob id in git")
    ),
    "via": Detail(PERSON, msg("who recorded it in this person's name (--as)")),
    "recorded": Detail(INSTANT, msg("when it was recorded, where that was more than five minutes after it happened")),
    "late": Detail(TEXT, msg("why it was recorded late")),
    "act": Detail(EVENT, msg("the first of the events recorded together with it; they are undone together")),
    "alone": Detail(
        YES, msg("yes if it postponed a regulatory deadline, and nobody else in casectl.yaml could have decided on it")
    ),
}
"""Details that an event of any kind may carry: in an imported case all of them count, whatever the kind."""

OWN_CASES = frozenset({"clocks", "follow_ups", "cancels", "under", "via", "act", "alone", "recorded", "late"})
"""Those of them that any event of a case of our own may carry; the others are for the kinds that declare them."""


Sum: TypeAlias = dict[str, Any]
"""The fields of a header after the events so far; values are replaced, never changed in place."""


class ClockActs(Protocol):
    """What an event may do to one clock; each returns the clock's new record, empty if it is unchanged."""

    def pause(self, code: str) -> dict[str, Tree]:
        """Pause it for the reason `code`."""

    def resume(self) -> dict[str, Tree]:
        """Let it run again after a pause."""

    def extend(self, length: str, until: str) -> dict[str, Tree]:
        """Postpone its deadline by a duration, or to an instant if `length` is empty."""

    def restart(self, code: str) -> dict[str, Tree]:
        """Start it again from the event, for the reason `code`."""

    def override(self, until: str) -> dict[str, Tree]:
        """Set its deadline to an instant."""

    def confirm(self, *, refused: bool) -> dict[str, Tree]:
        """Let it have stopped when a late entry says; `refused`: only when that was recorded."""

    def recompute(self) -> dict[str, Tree]:
        """Calculate its deadline again by the rules that hold now."""


@value_class
class EventKind:
    """The row of a kind of event. `name` is what the journal has under ``event``.

    `may_be_undone` says whether ``casectl undo`` takes such an event back.

    `subject` and `trail` follow the name in the subject of the commit and in the audit trail, `summary` follows the
    title where people read it. They name the event's details in braces, and what
    `casectl.core.case.event_subject.details_of` adds to these. A summary has details by their titles; of several the
    first counts whose details are all there; the default is `subject`.
    """

    name: str
    title: Message
    meaning: Message
    may_be_undone: bool
    titles: Mapping[str, Message] = field(default_factory=dict)
    """What such an event is called instead where the detail of this name is ``yes``."""
    details: Mapping[str, Detail] = field(default_factory=dict)
    """The details that such an event may carry, besides those of any event (`ANY_EVENT`)."""
    effect: Callable[[Sum, Event], None] | None = None
    """What it does to the header, in addition to the details of any event."""
    proposes: frozenset[str] = frozenset()
    """The details of any event that it only proposes, so that they do not change the header."""
    subject: str = ""
    trail: str = ""
    summary: tuple[Message, ...] = ()
    passes_on: bool = False
    """Whether it passes the case to the person or team in ``to`` or ``team``, or offers it to them."""
    triggers: Callable[[Event], tuple[str, ...]] | None = None
    """What it starts, stops and schedules: the triggers of a template, besides ``event:`` and ``field:``."""
    on_clock: Callable[[ClockActs, Event], dict[str, Tree]] | None = None
    """What it does to each clock named in its detail ``clock``."""
    rules: tuple[str, ...] = ()
    """The rules of the law that judge such an event, by name, besides those that judge every kind."""
    is_derived: bool = False
    """Whether it follows from other events: what holds for the acts of people does not hold for it."""
    counted_as: str = ""
    """What a case has one more of: ``contacts`` or ``handoffs``."""

    @property
    def enters_state(self) -> bool:
        """Whether the case enters the state in the detail ``to``."""
        to = self.details.get("to")
        return to is not None and to.type is STATE
