"""Cases that a commit moved: each is seen as one case, whose history goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from casectl.actions.checking.archived import with_archived
from casectl.actions.checking.rekeyed import with_rekeyed
from casectl.actions.context import Checking
from casectl.core.history.step import Step


def with_moved(context: Checking, steps: Iterable[Step], head: str, since: Sequence[str] = ()) -> Iterator[Step]:
    """The steps from the commits `since` up to `head`. In them a case that got another id, or went to the archive and
    came back, was not deleted and not opened.
    """
    return with_archived(context, with_rekeyed(context, steps, head), since or [head])
