"""What a clone left out when it was made: it is not judged, and that is said."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Cases
from casectl.core.history.step import Breach, Side, Step
from casectl.core.values.messages import msg


def not_here(context: Cases, step: Step, path: str, sides: Sequence[Side]) -> Breach | None:
    """The note that what a commit did to a file cannot be judged; None if this clone has all sides of it."""
    if not context.ledger.is_partial():
        return None
    blobs = {blob for side in sides for blob in (side.before, side.after) if blob}
    if all(data is not None for data in context.ledger.by_ids(blobs)):
        return None
    what = msg("the file could not be checked: this clone does not have that version of it")
    return Breach(step.commit, path, "H013", what, is_note=True)
