"""A message that two clones took in, each for itself, is one event: as the one recorded it that did so first."""

from __future__ import annotations

from casectl.core.case.fold import fold
from casectl.core.case.model import Case, Event
from casectl.core.mail.message import MARK
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from casectl.core.values.value_class import replace


def with_mail_once(one: Case, other: Case) -> tuple[Case, Case]:
    """The two sides, of which both have the events of one where they took in the same mail differently.

    It is the side that was first, so that nobody gains time by taking in a message once more.
    """
    twice = {each.id for each in _taken_twice(one, other)}
    if not twice:
        return one, other
    first = min(one, other, key=lambda case: _order(case, twice))
    return (one, _with(other, first, twice)) if first is one else (_with(one, first, twice), other)


def _taken_twice(one: Case, other: Case) -> list[Event]:
    known = {event.id: event for event in one.journal if event.id.startswith(MARK)}
    return [
        each for each in other.journal if each.id in known and known[each.id] != each and _same(each, known[each.id])
    ]


def _same(one: Event, other: Event) -> bool:
    """Whether both record the same message, or the same file of it."""
    names = ("message_id", "sha256", "act")
    return [one.kind, *map(one.text, names)] == [other.kind, *map(other.text, names)]


def _order(case: Case, twice: set[str]) -> tuple[float, str, str]:
    event = next(each for each in case.journal if each.id in twice)
    return to_seconds(event.at), event.by, repr(sorted(map(repr, event.data.items())))


def _with(case: Case, first: Case, twice: set[str]) -> Case:
    """The case with those events as the other side has them."""
    events = {each.id: each for each in first.journal if each.id in twice}
    blocks = {text_of(mapping_of(each).get("id")): each for each in list_of(first.tree.get("journal"))}
    journal = tuple(events.get(each.id, each) for each in case.journal)
    written: list[Tree] = [
        blocks[name] if (name := text_of(mapping_of(each).get("id"))) in twice else each
        for each in list_of(case.tree.get("journal"))
    ]
    source = replace(case.source, tree={**case.tree, "journal": written})
    return replace(case, journal=journal, header=fold(journal), source=source)
