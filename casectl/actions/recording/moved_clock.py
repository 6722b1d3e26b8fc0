"""CASECTL_NOW moves the clock of what is recorded in a casebook that is marked as a rehearsal, and in no other."""

from __future__ import annotations

from casectl.actions.context import Recording
from casectl.core.template.settings import SETTINGS
from casectl.core.values.messages import Refused, msg
from casectl.ports.recording import Head


def refuse_moved_clock(context: Recording, head: Head) -> None:
    """Raise Refused if something would be recorded at a time that is made up.

    Before a casebook has its settings nothing can be back-dated in it, so `init` may make one.
    """
    if not (context.clock_is_moved and head.commit and SETTINGS in context.ledger.files_in("", head.commit)):
        return
    if not context.is_rehearsal():
        raise Refused(
            msg("CASECTL_NOW is set, and this casebook is not a rehearsal: nothing is recorded at a made-up time"),
            hint=msg("unset CASECTL_NOW; casectl init --rehearsal DIR makes a casebook in which it may be set"),
        )
