"""All that casectl knows of one kind of event, as one row: what it does, how it is worded, what follows from it.

Whatever depends on the kind of an event reads its row. To add a kind, write its row in a module of this package and
list it in `casectl.core.case.event_kinds`. Who may record such an event, and what must hold of the case before it, is
said by the rules that the row names (`casectl.core.law.table`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any, Protocol, TypeAlias

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import STATE, Detail
from casectl.core.values.messages import Message
from casectl.core.values.tree import Tree
from casectl.core.values.value_class import value_class

Sum: TypeAlias = dict[str, Any]
"""The fields of a header after the events so far; values are replaced, never changed in place."""


class ClockActs(Protocol):
    """What an event may do to one clock; each returns the clock's new record, empty if it is unchanged."""

    def pause(self, code: str) -> dict[str, Tree]:
        """Pause it for the reason `code`."""

    def resume(self) -> dict[str, Tree]:
        """Let it run again after a pause."""

    def extend(self, length: str, until: str) -> dict[str, Tree]:
        """Postpone its deadline by a duration, or to an instant if `length` is empty."""

    def restart(self, code: str) -> dict[str, Tree]:
        """Start it again from the event, for the reason `code`."""

    def override(self, until: str) -> dict[str, Tree]:
        """Set its deadline to an instant."""

    def confirm(self, *, refused: bool) -> dict[str, Tree]:
        """Let it have stopped when a late entry says; `refused`: only when that was recorded."""

    def recompute(self) -> dict[str, Tree]:
        """Calculate its deadline again by the rules that hold now."""


@value_class
class EventKind:
    """The row of a kind of event. `name` is what the journal has under ``event``.

    `may_be_undone` says whether ``casectl undo`` takes such an event back.

    `subject` and `trail` follow the name in the subject of the commit and in the audit trail, `summary` follows the
    title where people read it. They name the event's details in braces, and what
    `casectl.core.case.event_subject.details_of` adds to these. A summary has details by their titles; of several the
    first counts whose details are all there; the default is `subject`.
    """

    name: str
    title: Message
    meaning: Message
    may_be_undone: bool
    titles: Mapping[str, Message] = field(default_factory=dict)
    """What such an event is called instead where the detail of this name is ``yes``."""
    details: Mapping[str, Detail] = field(default_factory=dict)
    """The details that such an event may carry, besides those of any event (`ANY_EVENT`)."""
    effect: Callable[[Sum, Event], None] | None = None
    """What it does to the header, in addition to the details of any event."""
    proposes: frozenset[str] = frozenset()
    """The details of any event that it only proposes, so that they do not change the header."""
    subject: str = ""
    trail: str = ""
    summary: tuple[Message, ...] = ()
    passes_on: bool = False
    """Whether it passes the case to the person or team in ``to`` or ``team``, or offers it to them."""
    triggers: Callable[[Event], tuple[str, ...]] | None = None
    """What it starts, stops and schedules: the triggers of a template, besides ``event:`` and ``field:``."""
    on_clock: Callable[[ClockActs, Event], dict[str, Tree]] | None = None
    """What it does to each clock named in its detail ``clock``."""
    rules: tuple[str, ...] = ()
    """The rules of the law that judge such an event, by name, besides those that judge every kind."""
    is_derived: bool = False
    """Whether it follows from other events: what holds for the acts of people does not hold for it."""
    counted_as: str = ""
    """What a case has one more of: ``contacts`` or ``handoffs``."""

    @property
    def enters_state(self) -> bool:
        """Whether the case enters the state in the detail ``to``."""
        to = self.details.get("to")
        return to is not None and to.type is STATE
