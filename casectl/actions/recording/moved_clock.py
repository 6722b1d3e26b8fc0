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
            msg(
                "CASECTL_NOW is set, but this casebook is not a rehearsal, so nothing can be recorded at a made-up time"
            ),
            hint=msg("unset CASECTL_NOW; to use it, make a rehearsal casebook: casectl init --rehearsal DIR"),
        )
