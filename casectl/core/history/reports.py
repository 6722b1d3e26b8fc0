"""What `audit` returns."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.history.dwell import Dwell
from casectl.core.history.trail import TrailEntry
from casectl.core.values.messages import Message
from casectl.core.values.value_class import value_class


@value_class
class AuditReport:
    """The trail of a case, or, without `case_id`, of many; `shallow` if the clone's history is incomplete, so that its
    beginning may be missing.
    """

    case_id: str
    steps: list[TrailEntry]
    shallow: bool
    unreadable: Sequence[tuple[str, Message]] = ()

    @property
    def templates(self) -> set[str]:
        """The templates that the cases have had, as far as they can be read."""
        then = {name for step in self.steps if step.event and (name := step.event.text("template"))}
        return then | {name for step in self.steps for name in (step.template, step.before.template) if name}


@value_class
class DwellReport:
    """The time in each state and with each holder; how many cases had any, and how many seconds all of it is."""

    rows: list[Dwell]
    cases: int
    whole: int
    unreadable: Sequence[tuple[str, Message]] = ()

    @property
    def templates(self) -> set[str]:
        """The templates of the cases that were in some state."""
        return {each.template for each in self.rows if each.template}
