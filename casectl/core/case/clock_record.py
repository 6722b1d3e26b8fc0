"""What an event may record of a clock; the reference is generated from this table."""

from __future__ import annotations

from casectl.core.values.messages import Message, msg

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
"""What an event may record of a clock, under ``clocks`` and the clock's name.

`casectl.core.clocks.runs` says which go together.
"""
