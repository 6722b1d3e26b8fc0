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
    "restarted": msg("why it was restarted, as the rule names it"),
    "stopped": msg("when the run ended"),
    "claimed": msg(
        "when it stopped, by an entry made so late that another person must confirm it; until then it runs on"
    ),
    "met": msg("yes: it ended in time"),
    "late": msg("yes: it ended after its deadline"),
    "fell_away": msg(
        "yes: it ended in time because the complaint was withdrawn, so the duty was not met but fell away"
    ),
    "excused": msg("the clock that was met, so that this duty fell away; within: no row of its table is for the case"),
    "paused": msg("when it was paused; such a clock has no due until it goes on"),
    "reason": msg("why it was paused, as the rule names it"),
    "deadline": msg(
        "the deadline before a pause; after a pause that ended with the run; or of a clock whose date was corrected"
    ),
    "left": msg("what was left of the time when it was paused"),
    "resumed": msg("when it went on"),
    "owed_again": msg("yes: what had stopped it does not hold any more, and the same run goes on"),
    "put_off": msg("what had put it off when the record was made: pauses, extensions, dates set by hand, in order"),
    "counting": msg("2: pauses count by shares of days; records without it leave out the days that begin in a pause"),
    "extended_by": msg("by how long it was extended"),
    "extended_to": msg("until when it was extended, if to an instant"),
    "overridden": msg("yes: the deadline was set by hand, and no rule moves it"),
    "corrected_from": msg("from when it was counted before the date that it counts from was put right"),
}
"""What an event may record of a clock, under ``clocks`` and the clock's name.

`casectl.core.clocks.runs` says which go together.
"""
