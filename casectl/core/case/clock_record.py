"""What an event may record of a clock; the reference is generated from this table."""

from __future__ import annotations

from casectl.core.values.messages import Message, msg

CLOCK_RECORD: dict[str, Message] = {
    "due": msg("the deadline of the clock"),
    "from": msg("when counting starts"),
    "rule": msg("the rule: the template and its version, or the mapping of an import"),
    "within": msg("the duration that its rule gives; an imported deadline has none, so no rule moves it"),
    "calendar": msg("the calendar used to count it"),
    "provisional": msg("yes if the deadline depends on days that the calendar only estimates"),
    "chance": msg("yes if it is optional: the header does not list it as due"),
    "repeat": msg("yes if its rule starts it again after a stop"),
    "restarted": msg("why it was restarted, as named in the rule"),
    "stopped": msg("when the run ended"),
    "claimed": msg(
        "when an entry stopped it that was made so late that another person must confirm it; until then the"
        " clock keeps running"
    ),
    "met": msg("yes: it ended in time"),
    "late": msg("yes: it ended after its deadline"),
    "fell_away": msg(
        "yes: it ended in time because the complaint was withdrawn; it counts as no longer applying, not as met"
    ),
    "excused": msg(
        "the other clock that was met, so that this one no longer applied; or the word within: no rule in the"
        " table of this clock matches the case"
    ),
    "paused": msg("when it was paused; a paused clock has no deadline (due) until it resumes"),
    "reason": msg("why it was paused, as named in the rule"),
    "deadline": msg(
        "the deadline before a pause; also the deadline after a pause that lasted until the run ended, and the"
        " deadline of a clock whose date was corrected"
    ),
    "left": msg("what was left of the time when it was paused"),
    "resumed": msg("when it resumed"),
    "owed_again": msg("yes: the event that had stopped it no longer counts, and the same run continues"),
    "put_off": msg("the pauses, extensions and dates set by hand that had moved the deadline by then, in order"),
    "counting": msg(
        "2: if only a part of a day was paused, only that part counts as paused; in records without this key,"
        " each day that begins during a pause is left out"
    ),
    "extended_by": msg("by how long it was extended"),
    "extended_to": msg("the new deadline, if it was extended to a given time"),
    "overridden": msg("yes: the deadline was set by hand, and no rule moves it"),
    "corrected_from": msg("when counting started before that date was corrected"),
}
"""What an event may record of a clock, under ``clocks`` and the clock's name.

`casectl.core.clocks.runs` says which go together.
"""
