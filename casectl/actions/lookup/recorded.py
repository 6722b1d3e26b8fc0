"""What recorded a case, for those who show more where it is known: a clone may have left earlier versions out."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.actions.context import Cases
from casectl.core.case.ids import case_path
from casectl.core.values.errors import RepositoryError
from casectl.core.values.messages import Message, msg
from casectl.ports.recording import Revision

_LEFT_OUT = msg("this clone left contents out when it was made: git fetch --refetch --no-filter brings them")


def recorded(context: Cases, case_id: str, *, met: bool = False) -> tuple[Sequence[Revision], tuple[Message, ...]]:
    """Every commit that changed a case, oldest first, as `Ledger.history` has them; none, and that it is so, where this
    clone left earlier versions out. Raises RepositoryError for a damaged repository.
    """
    try:
        return context.ledger.history(case_path(case_id), met=met), ()
    except RepositoryError:
        if not context.ledger.is_partial():
            raise
        return (), (_LEFT_OUT,)
