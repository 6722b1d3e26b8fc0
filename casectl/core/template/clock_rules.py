"""A template's rules about time, as data: clocks, duration tables, pauses, extensions, follow-ups.

A **trigger** is a text that names something that happened to a case: ``received``, ``opened``, ``state:<name>``,
``contact:in``, ``contact:out``, ``event:<kind>``, ``clock:<name>`` (that clock stopped), ``met:<name>`` (in time),
``field:<path>`` (set), ``outcome:<word>`` (a follow-up ended so), ``low:<score>`` (the customer gave it, or less).
"""

from __future__ import annotations

from collections.abc import Callable

from casectl.core.template.ladders import Stage
from casectl.core.values.messages import LocalizedText, Message, msg
from casectl.core.values.naming import with_code
from casectl.core.values.value_class import value_class

NO_WORDS = LocalizedText.of("")

PROOFS = {
    "V": msg("checked against the rule itself, or the authority's own page"),
    "V-2nd": msg("checked against a secondary source only"),
    "GK": msg("general knowledge, not compared with any source"),
    "own": msg("a promise of our own"),
}
"""How far a rule was verified against its source."""


Conditions = tuple[tuple[str, tuple[str, ...]], ...]
"""Names (fields, ``level``, ``team``), each with the values that it may have."""


def conditions_hold(when: Conditions, value: Callable[[str], str]) -> bool:
    """Whether a case meets all of `when`; `value` gives its value for a name, "" for none."""
    return not when or all(value(name) in values for name, values in when)


@value_class
class Within:
    """A row of a duration table: it applies if the case has one of the given values for each key of `when`.

    `warn` is its own warning, "" for the clock's.
    """

    duration: str
    when: Conditions = ()
    warn: str = ""


def row_that_applies(table: tuple[Within, ...], value: Callable[[str], str]) -> Within | None:
    """The first row whose conditions hold; `value` gives the case's value for a name in conditions, "" for none."""
    for row in table:
        if not row.when or conditions_hold(row.when, value):
            return row
    return None


@value_class
class Pause:
    """A reason to pause: whether the customer must have been notified, and the states that pause automatically."""

    reason: str
    title: LocalizedText
    notice: bool = False
    states: tuple[str, ...] = ()


@value_class
class Extension:
    """How a clock may be extended: by at most `by` each time, to at most `up_to` from the start; "" is unlimited.

    `may` lists the roles (empty: everyone but the owner, who never may); `times` is how often.
    """

    by: str = ""
    up_to: str = ""
    may: tuple[str, ...] = ()
    notice: bool = False
    times: int = 1


@value_class
class Clock:
    """The rule of a deadline: what starts it, how it is counted, what stops it, and what may move it.

    `calendar` "" means the casebook's. `counts_from` is ``event``, ``received`` or ``field:<path>``; `arrivals` ""
    means the calendar's own rule. `ends` is ``exact``, ``close_of_business`` or ``end_of_day``. Durations are texts for
    `parse_duration`, "" for none. Letting a `chance` pass makes nothing overdue. `reopening` "" means
    ``none``. `in_force` has the first and the last day in ISO format, "" for an open end. `remind` says who is reminded
    of the deadline, and when.
    """

    name: str
    title: LocalizedText
    kind: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    within: tuple[Within, ...]
    calendar: str = ""
    counts_from: str = "event"
    day_zero: bool = True
    next_day: bool = False
    arrivals: str = ""
    ends: str = "exact"
    at_most: str = ""
    warn: str = ""
    repeat: tuple[Within, ...] = ()
    excused_by: str = ""
    chance: bool = False
    pauses: tuple[Pause, ...] = ()
    extension: Extension | None = None
    restarts: tuple[tuple[str, LocalizedText], ...] = ()
    reopening: str = ""
    source: LocalizedText = NO_WORDS
    verified: str = ""
    in_force: tuple[str, str] = ("", "")
    remind: tuple[Stage, ...] = ()

    def pause(self, reason: str) -> Pause | None:
        """The rule for a reason to pause, if the clock has one."""
        return next((each for each in self.pauses if each.reason == reason), None)


def clause(clock: Clock) -> Message:
    """The clock's name and the source of its rule, for findings in its file."""
    if clock.source:
        return msg("{clock} ({source})", clock=clock.name, source=clock.source)
    return msg("{clock}", clock=clock.name)


def titled_clause(clock: Clock) -> Message:
    """The clock by its title and code, and the source of its rule, for refusals."""
    if not clock.source:
        return with_code(clock.name, clock.title)
    return msg("{title} ({name}; source: {source})", title=clock.title, name=clock.name, source=clock.source)


ASKS_OUTCOME, ASKS_SCORE = "outcome", "score"


@value_class
class FollowUpRule:
    """A follow-up that a trigger schedules, such as a call-back 24 h after ``state:resolved``.

    At night or on a closed day of its calendar ("" means the casebook's) it moves to the next opening, unless
    `any_time`. No state of the case cancels it but those in `settled`, and a reopening what came of a state.

    `asks` is what must be said when it is done: ASKS_OUTCOME, ASKS_SCORE; "" for nothing. Where nobody was reached it
    is tried again after `again`, `tries` times in all. Once done it comes again after `every`, for as long as `until`
    says from the first one; "" for never, and for ever. `remind` says who is reminded of it, and when.
    """

    name: str
    on: str
    after: str
    what: str
    title: LocalizedText
    who: str = "owner"
    blocking: bool = False
    calendar: str = ""
    any_time: bool = False
    settled: tuple[str, ...] = ()
    source: LocalizedText = NO_WORDS
    verified: str = ""
    asks: str = ""
    tries: int = 1
    again: str = "1d"
    every: str = ""
    until: str = ""
    remind: tuple[Stage, ...] = ()
