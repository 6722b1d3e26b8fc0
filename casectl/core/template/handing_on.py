"""The keys of a template for what goes on to others by itself: ladders, offers that nobody answers, escalation."""

from __future__ import annotations

from casectl.core.values.messages import msg
from casectl.core.values.settings_reader import Key

ESCALATION = (
    Key("when", msg("conditions: the new level or a field, each with the value or the list of values it may have")),
    Key(
        "to",
        msg(
            "a team, a person, or a role (the case goes to the person with that role who is not away and"
            " has the lowest workload)"
        ),
        True,
    ),
)
"""The keys of a row of ``escalation:``."""

OFFER = (
    Key(
        "back_after",
        msg("how long after the offer the case is returned to its previous owner by casectl remind: 4wh, 1wd"),
    ),
    Key(
        "up_after",
        msg("how long after the offer the case is raised by one level (once only) by casectl remind: 4wh, 1wd"),
    ),
)
"""The keys of ``offer:``."""

STAGE = (
    Key("at", msg("when: -2h is before the deadline, 0 at it, +1d after it; in the clock's working time"), True),
    Key(
        "to",
        msg("who is reminded: owner (whoever is to do it), team, or a role, a person or a team by name; one or a list"),
        True,
    ),
    Key("raise", msg("the level to which the case is then raised, unless it is already at that level or above")),
    Key(
        "any_time",
        msg("yes: reminders also go out at night and on closed days, and their time is counted in all hours"),
    ),
)
"""The keys of a stage of ``remind:``."""

LADDERS = (
    Key("promise", msg("for promises, including dates promised in a field: a list of stages")),
    Key("instruction", msg("for instructions: a list of stages")),
    Key("follow_up", msg("for follow-ups that have no remind: of their own: a list of stages")),
)
"""The keys of ``remind:`` of a template."""
