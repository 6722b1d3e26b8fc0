"""The root cause of a case, as its journal has it."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.fold import effective_events
from casectl.core.case.model import Event
from casectl.core.values.value_class import NamedTuple

FOUND, DISPUTED = "cause_found", "cause_disputed"


class RootCause(NamedTuple):
    """What is on record of a cause: the event that found it, and the one by which somebody disputes it, if any."""

    found: Event
    dispute: Event | None = None

    @property
    def code(self) -> str:
        """The cause's code in the settings."""
        return self.found.text("cause")

    @property
    def responsible(self) -> str:
        """Who or what caused it; "" if nobody is named."""
        return self.found.text("responsible")


def root_cause(journal: Sequence[Event]) -> RootCause | None:
    """The root cause that was found last, as far as it was not taken back."""
    if not any(event.kind == FOUND for event in journal):
        return None
    dispute = None
    for event in reversed(effective_events(tuple(journal))):
        if event.kind == DISPUTED:
            dispute = event
        if event.kind == FOUND:
            return RootCause(event, dispute)
    return None
