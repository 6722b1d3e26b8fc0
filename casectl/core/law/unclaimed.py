"""Which changes of a case's free part no event says."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.event import UNDONE, Event
from casectl.core.case.model import Case
from casectl.core.template.free_fields import changed_values, free_part
from casectl.core.values.tree import Tree, list_of, text_of


def unclaimed(old: Case, new: Case) -> dict[str, tuple[Tree | None, Tree | None]]:
    """What differs in the free part of two versions and that none of the events added says it changed: the values
    before and after by dotted name.
    """
    changes = changed_values(free_part(old), free_part(new))
    if not changes:
        return {}
    known = {event.id for event in old.journal}
    claimed = {name for event in new.journal if event.id not in known for name in claimed_by(event, new.journal)}
    return {name: sides for name, sides in changes.items() if name not in claimed}


def claimed_by(event: Event, journal: Sequence[Event]) -> set[str]:
    """The free names that an event says it changed; undoing it changes them again."""
    undone = event.text("undoes") if event.kind == UNDONE else ""
    by = next((each for each in journal if each.id == undone), event)
    return {text_of(name) for name in list_of(by.data.get("changed"))}
