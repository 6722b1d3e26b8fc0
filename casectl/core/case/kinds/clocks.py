"""Events about the clocks that they name. A clock to which one does not apply (any more) is unchanged."""

from __future__ import annotations

from casectl.core.case.kinds.kind import (
    CLOCKS,
    DURATION,
    EVENT,
    INSTANT,
    REASON,
    RULE_VERSIONS,
    WORD,
    YES,
    Detail,
    EventKind,
)
from casectl.core.values.messages import Message, msg

_CLOCKS = Detail(CLOCKS, msg("the clocks, by name"))
_CODE = Detail(WORD, msg("the reason, as named in the rule"))
_NOTICE = Detail(EVENT, msg("the contact in which the customer was informed of the pause or extension"))


PAUSED = EventKind(
    "paused",
    msg("clock paused"),
    msg("clocks were paused"),
    may_be_undone=True,
    details={"clock": _CLOCKS, "code": _CODE, "reason": REASON, "notice": _NOTICE},
    subject="{clock}",
    on_clock=lambda clock, event: clock.pause(event.text("code")),
    rules=("clock_act", "clock_of_ones_own", "of_a_colleague"),
)

RESUMED = EventKind(
    "resumed",
    msg("clock resumed"),
    msg("paused clocks were resumed"),
    may_be_undone=True,
    details={"clock": _CLOCKS, "reason": REASON},
    subject="{clock}",
    on_clock=lambda clock, _: clock.resume(),
    rules=("clock_act", "clock_of_ones_own", "of_a_colleague"),
)

EXTENDED = EventKind(
    "extended",
    msg("clock extended"),
    msg("a clock was extended"),
    may_be_undone=True,
    details={
        "clock": _CLOCKS,
        "length": Detail(DURATION, msg("by how long")),
        "until": Detail(INSTANT, msg("the new deadline, if it was extended to a given time")),
        "reason": REASON,
        "notice": _NOTICE,
    },
    subject="{clock}",
    on_clock=lambda clock, event: clock.extend(event.text("length"), event.text("until")),
    rules=("clock_act",),
)

RESTARTED = EventKind(
    "restarted",
    msg("clock restarted"),
    msg("a clock was restarted"),
    may_be_undone=True,
    details={"clock": _CLOCKS, "code": _CODE, "reason": REASON},
    subject="{clock}",
    on_clock=lambda clock, event: clock.restart(event.text("code")),
    rules=("clock_act", "clock_of_ones_own", "of_a_colleague"),
)

OVERRIDDEN = EventKind(
    "overridden",
    msg("deadline overridden"),
    msg("a deadline was set by hand"),
    may_be_undone=True,
    details={
        "clock": _CLOCKS,
        "until": Detail(INSTANT, msg("the new deadline")),
        "reason": REASON,
        "own": Detail(YES, msg("yes if the owner of the case set it")),
    },
    subject="{clock}",
    on_clock=lambda clock, event: clock.override(event.text("until")),
    rules=("clock_act", "owner_marked"),
)

CONFIRMED = EventKind(
    "confirmed",
    msg("late entry confirmed"),
    msg("somebody else confirmed an entry that was recorded much later than it happened, so that it stops its clocks"),
    may_be_undone=True,
    titles={"refused": msg("late entry refused")},
    details={
        "clock": _CLOCKS,
        "entry": Detail(EVENT, msg("the event that was recorded so late")),
        "refused": Detail(YES, msg("yes if the late entry was refused: the clocks stopped only when it was recorded")),
        "reason": REASON,
    },
    subject="{clock}, {verdict}",
    summary=(Message("{clock}"),),
    on_clock=lambda clock, event: clock.confirm(refused=event.text("refused") == "yes"),
    rules=("confirmation",),
)

RECOMPUTED = EventKind(
    "recomputed",
    msg("deadline recomputed"),
    msg("deadlines were recalculated"),
    may_be_undone=True,
    details={"clock": _CLOCKS, "rules": RULE_VERSIONS, "reason": REASON},
    subject="{clock}",
    on_clock=lambda clock, _: clock.recompute(),
)
