"""What new events say of their rules, held against the commit before the one that records them."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.context import Checking
from casectl.core.case.event import Event
from casectl.core.case.fold import before_each
from casectl.core.case.imported import came_with_import
from casectl.core.case.model import Case
from casectl.core.case.pins import pins_of
from casectl.core.history.file_change import FileChange
from casectl.core.law.pin_faults import pin_faults
from casectl.core.law.verdict import Fault


class NewPins:
    """Asked of changes, oldest first: an event is new in the first commit that has it."""

    def __init__(self, context: Checking) -> None:
        self._context = context
        self._seen = set[tuple[str, str]]()
        self._then: dict[tuple[str, str], dict[str, str]] = {}

    def faults(self, change: FileChange, old: Case | None, new: Case) -> Iterator[tuple[Event, Fault]]:
        """What is wrong with the versions that the new events of a case go by; imported ones go by none of ours."""
        self._seen |= {(change.path, event.id) for event in (old.journal if old else ())}
        headers = [*before_each(new.journal), new.header][1:]
        imported = came_with_import(new)
        for number, event in enumerate(new.journal[imported:], imported):
            if (change.path, event.id) not in self._seen and not change.moved_back:
                self._seen.add((change.path, event.id))
                parent = self._pins_before(change.commit, headers[number].template)
                for fault in pin_faults(pins_of(new.journal[:number]), event, parent):
                    yield event, fault

    def _pins_before(self, commit: str, template: str) -> dict[str, str]:
        if (commit, template) not in self._then:
            parent = self._context.ledger.commit_named(f"{commit}^1")
            self._then[commit, template] = self._context.pins_at(parent.commit, template) if parent else {}
        return self._then[commit, template]
