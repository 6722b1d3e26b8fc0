"""Which changes of a case's free part no event says."""

from __future__ import annotations

from collections.abc import Sequence

from casectl.core.case.model import RENAMED, UNDONE, Case, Event
from casectl.core.case.renamed_fields import names_given, with_present_names
from casectl.core.template.free_fields import changed_values, free_part
from casectl.core.values.tree import Tree, list_of, text_of


def unclaimed(old: Case, new: Case) -> dict[str, tuple[Tree | None, Tree | None]]:
    """What differs in the free part of two versions and that none of the events added says it changed: the values
    before and after by dotted name. A field that only got another name has its value as before.
    """
    if free_part(old) == free_part(new):
        return {}
    known = {event.id for event in old.journal}
    added = [event for event in new.journal if event.id not in known]
    changes = changed_values(with_present_names(free_part(old), names_given(added)), free_part(new))
    claimed = {name for event in added if event.kind != RENAMED for name in claimed_by(event, new.journal)}
    return {name: sides for name, sides in changes.items() if name not in claimed}


def claimed_by(event: Event, journal: Sequence[Event]) -> set[str]:
    """The free names that an event says it changed, or gave to other ones; undoing it changes them again."""
    undone = event.text("undoes") if event.kind == UNDONE else ""
    by = next((each for each in journal if each.id == undone), event)
    renamed = {f"fields.{name}" for pair in names_given((by,)).items() for name in pair}
    return renamed | {text_of(name) for name in list_of(by.data.get("changed"))}
