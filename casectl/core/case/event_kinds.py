"""The kinds of event, with the meaning and the details of each; the reference is generated from this table.

What an event does to the header is defined in `casectl.core.case.fold.EFFECTS`, one row for each kind here.
"""

from __future__ import annotations

from dataclasses import field

from casectl.core.values.messages import Message, Value, msg
from casectl.core.values.value_class import value_class

_TO_STATE = msg("the state entered")
_REASON = msg("why")
_CHANGED = msg("the names of the fields that changed with it; their values stand in git's diff")


_CLOCKS = msg("the clocks, by name")
_NOTICE = msg("the event with which the customer was told")
_RULES = msg("the files whose rules hold for the clocks, each with its blob id in git")


@value_class
class EventKind:
    """A row of the table: the kind's title, its meaning, and the details that such an event may carry."""

    title: Message
    meaning: Message
    details: dict[str, Message] = field(default_factory=dict)


EVENT_KINDS: dict[str, EventKind] = {
    "opened": EventKind(
        msg("opened"),
        msg("the case was opened"),
        {
            "template": msg("the template it was opened from"),
            "version": msg("the template's version then"),
            "to": _TO_STATE,
            "received_at": msg("when the customer complained"),
            "rules": _RULES,
            "source": msg("of an imported case: the source's name and the id there"),
        },
    ),
    "advanced": EventKind(
        msg("advanced"),
        msg("the case moved to another state"),
        {"to": _TO_STATE, "reason": _REASON, "changed": _CHANGED, "closes": msg("yes if the state is a closed one")},
    ),
    "reopened": EventKind(
        msg("reopened"),
        msg("a resolved or closed case was taken up again"),
        {"to": _TO_STATE, "reason": _REASON, "changed": _CHANGED},
    ),
    "escalated": EventKind(
        msg("escalated"), msg("the level was raised"), {"level": msg("the new level"), "reason": _REASON}
    ),
    "assigned": EventKind(
        msg("assigned"),
        msg("the case was given to somebody"),
        {
            "to": msg("the new owner"),
            "team": msg("the new team"),
            "reason": _REASON,
            "from": msg("of an imported case: the owner before"),
            "from_team": msg("of an imported case: the team before"),
            "handoff": msg("of an imported case: yes if the mapping counts it as a handoff"),
        },
    ),
    "offered": EventKind(
        msg("offered"),
        msg("the case was offered to somebody; the giver answers for it until it is accepted"),
        {
            "to": msg("the person it is offered to"),
            "team": msg("the team it is offered to"),
            "giver": msg("who answers for it until then"),
            "reason": _REASON,
            "tried": msg("what was tried"),
            "expects": msg("what the customer expects"),
            "background": msg("what to know about the customer"),
        },
    ),
    "accepted": EventKind(
        msg("accepted"),
        msg("the offer was accepted"),
        {"to": msg("the new owner"), "giver": msg("who gave it"), "team": msg("the new team")},
    ),
    "returned": EventKind(
        msg("returned"),
        msg("the offer was sent back or taken back"),
        {"to": msg("who keeps the case"), "giver": msg("who it was offered to"), "reason": _REASON},
    ),
    "linked": EventKind(
        msg("linked"),
        msg("the case was related to another one"),
        {"type": msg("duplicate-of, follow-up-of, part-of or related"), "case": msg("the other case")},
    ),
    "unlinked": EventKind(
        msg("unlinked"), msg("a link was taken back"), {"type": msg("the link's type"), "case": msg("the other case")}
    ),
    "contacted": EventKind(
        msg("contact"),
        msg("the customer was spoken to, or spoke to us"),
        {
            "direction": msg("in: from the customer; out: to the customer"),
            "channel": msg("by which way"),
            "text": msg("what was said"),
        },
    ),
    "noted": EventKind(msg("noted"), msg("a note"), {"text": msg("the note")}),
    "changed": EventKind(
        msg("changed"),
        msg("fields were changed by a verb, or the moment of receipt was put right"),
        {
            "changed": _CHANGED,
            "received_at": msg("when the customer complained, put right"),
            "received_before": msg("what had been recorded as that"),
            "reason": _REASON,
        },
    ),
    "adopted": EventKind(
        msg("hand edit adopted"), msg("a hand edit was recorded"), {"changed": _CHANGED, "reason": _REASON}
    ),
    "attached": EventKind(
        msg("attached"),
        msg("a file was attached"),
        {"file": msg("where it is kept"), "size": msg("its size in bytes"), "sha256": msg("its SHA-256")},
    ),
    "followup_added": EventKind(msg("follow-up added"), msg("a follow-up was scheduled")),
    "followup_done": EventKind(
        msg("follow-up done"),
        msg("a follow-up was done"),
        {"follow_up": msg("its id"), "what": msg("what it was"), "outcome": msg("how it went")},
    ),
    "followup_cancelled": EventKind(
        msg("follow-up cancelled"),
        msg("a follow-up was cancelled"),
        {"follow_up": msg("its id"), "what": msg("what it was"), "reason": _REASON},
    ),
    "paused": EventKind(
        msg("clock paused"),
        msg("clocks were paused"),
        {
            "clock": _CLOCKS,
            "code": msg("the reason, as the rule names it"),
            "reason": _REASON,
            "notice": _NOTICE,
        },
    ),
    "resumed": EventKind(msg("clock resumed"), msg("paused clocks went on"), {"clock": _CLOCKS, "reason": _REASON}),
    "extended": EventKind(
        msg("clock extended"),
        msg("a clock was extended"),
        {
            "clock": _CLOCKS,
            "length": msg("by how long"),
            "until": msg("until when, if it was extended to an instant"),
            "reason": _REASON,
            "notice": _NOTICE,
        },
    ),
    "restarted": EventKind(
        msg("clock restarted"),
        msg("a clock was started anew"),
        {"clock": _CLOCKS, "code": msg("the reason, as the rule names it"), "reason": _REASON},
    ),
    "overridden": EventKind(
        msg("deadline overridden"),
        msg("a deadline was set by hand"),
        {"clock": _CLOCKS, "until": msg("the new deadline"), "reason": _REASON},
    ),
    "recomputed": EventKind(
        msg("deadline recomputed"),
        msg("deadlines were reckoned anew"),
        {"clock": _CLOCKS, "rules": _RULES, "reason": _REASON},
    ),
    "undone": EventKind(
        msg("undone"),
        msg("an event was taken back: it no longer counts, and still stands"),
        {"undoes": msg("the event taken back"), "what": msg("its kind"), "reason": _REASON},
    ),
}
"""Every kind of event, in the order of the reference."""


def kind_title(kind: str) -> Value:
    """The title of a kind of event; the bare name if it is unknown, as from a newer casectl."""
    return EVENT_KINDS[kind].title if kind in EVENT_KINDS else kind


ANY_EVENT: dict[str, Message] = {
    "owner": msg("the owner from then on"),
    "team": msg("the team from then on"),
    "level": msg("the level from then on"),
    "clocks": msg(
        "what it did to each clock: {{due, from, rule, within, calendar}} started or moved it,"
        " {{stopped, met or late or excused}} stopped it, {{paused, reason, deadline, left}} paused it"
    ),
    "follow_ups": msg("the follow-ups it scheduled"),
    "cancels": msg("the follow-ups it cancelled"),
    "row": msg("of an imported case: the line of the table that told of it; each row leaves exactly one event with it"),
    "activity": msg("of an imported case: what the event is called where it comes from"),
    "undated": msg("yes if nobody knows when it happened; it is dated as the event before it"),
    "via": msg("who recorded it in this person's name (--as)"),
}
"""Details that an event of any kind may carry."""

CLOCK_RECORD: dict[str, Message] = {
    "due": msg("the deadline; a record with one says that the clock runs on to it"),
    "from": msg("from when it is counted"),
    "rule": msg("the rule it is counted by: the template and its version, or the mapping of an import"),
    "within": msg("the duration that its rule gives; an imported deadline has none, so no rule moves it"),
    "calendar": msg("the calendar it is counted in"),
    "provisional": msg("yes if the deadline rests on days that the calendar only guesses"),
    "chance": msg("yes if it may be let pass: the header does not say that it is due"),
    "repeat": msg("yes if it runs again after a stop, as its rule says"),
    "restarted": msg("why it was started anew, as the rule names it"),
    "stopped": msg("when the run ended"),
    "met": msg("yes: it ended in time"),
    "late": msg("yes: it ended after its deadline"),
    "excused": msg("the clock that was met, so that this duty fell away; within: no row of its table is for the case"),
    "paused": msg("when it was paused; such a clock has no due until it goes on"),
    "reason": msg("why it was paused, as the rule names it"),
    "deadline": msg("the deadline as it stood, of a clock that is paused or whose date was put right"),
    "left": msg("what was left of the time when it was paused"),
    "resumed": msg("when it went on"),
    "owed_again": msg("yes: the field that had stopped it was emptied, and it goes on as it was"),
    "extended_by": msg("by how long it was extended"),
    "extended_to": msg("until when it was extended, if to an instant"),
    "overridden": msg("yes: the deadline was set by hand, and no rule moves it"),
    "corrected_from": msg("from when it was counted before the date that it counts from was put right"),
}
"""What an event may record of a clock, under ``clocks`` and the clock's name; `clock_record` says which go together."""
