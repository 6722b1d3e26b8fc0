"""The details of events: the types of their values, and the details that many kinds have in common."""

from __future__ import annotations

from casectl.core.values.messages import Message, msg
from casectl.core.values.named_tuple import NamedTuple


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

MESSAGE_ID = Detail(WORD, msg("the Message-ID of the e-mail; for one of ours, made before it was sent"))

ANY_EVENT: dict[str, Detail] = {
    "owner": Detail(PERSON, msg("the owner from then on")),
    "team": Detail(TEAM, msg("the team from then on")),
    "level": Detail(LEVEL, msg("the level from then on")),
    "clocks": Detail(
        CLOCK_RECORDS,
        msg(
            "what it did to each clock: {{due, from, rule, within, calendar}} started or moved it,"
            " {{stopped, met or late or excused}} stopped it, {{paused, reason, deadline, left}} paused it"
        ),
    ),
    "follow_ups": Detail(FOLLOW_UPS, msg("the follow-ups it scheduled, or passed on to the new owner")),
    "cancels": Detail(FOLLOW_UPS, msg("the follow-ups it cancelled, or passed on: those are in follow_ups again")),
    "row": Detail(
        NUMBER,
        msg("for an imported case: the line of the table it came from; exactly one event for each row has it"),
    ),
    "activity": Detail(WORD, msg("for an imported case: what the event is called where it comes from")),
    "undated": Detail(YES, msg("yes if nobody knows when it happened; it is dated as the event before it")),
    "under": Detail(
        RULES, msg("the settings and templates that applied from then on, each file with its blob id in git")
    ),
    "via": Detail(PERSON, msg("who recorded it in this person's name (--as)")),
    "recorded": Detail(INSTANT, msg("when it was recorded, where that was more than five minutes after it happened")),
    "late": Detail(TEXT, msg("why it was recorded late")),
    "act": Detail(EVENT, msg("the first of the events recorded together with it; they are undone together")),
    "alone": Detail(YES, msg("yes if it postponed a regulatory deadline, and casectl.yaml names nobody else")),
}
"""Details that an event of any kind may carry: in an imported case all of them count, whatever the kind."""

OWN_CASES = frozenset({"clocks", "follow_ups", "cancels", "under", "via", "act", "alone", "recorded", "late"})
"""Those of them that any event of a case of our own may carry; the others are for the kinds that declare them."""
