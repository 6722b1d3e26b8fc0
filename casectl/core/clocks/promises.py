"""Promises: the dates in fields that a template calls promises, kept as follow-ups.

The event that sets such a field schedules the follow-up, so that the fold need not read fields. Changing the date moves
it, clearing it ends it. No step ends it, resolving, closing and withdrawing included, except into a state that the
template names as one in which it is settled; out of there it is owed as before, unless somebody has kept it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from casectl.core.case.fold import effective_events, follow_up
from casectl.core.case.model import RETYPED, Event, FollowUp, Header
from casectl.core.case.owed import PROMISE
from casectl.core.clocks.records import date_in
from casectl.core.clocks.rules import ClockContext, touched_by
from casectl.core.time.instants import to_seconds
from casectl.core.values.tree import list_of, mapping_of
from casectl.core.values.value_class import value_class


@value_class
class PromiseChanges:
    """The open promises that an event ends, and the promises that it makes, each of which still lacks its id."""

    ended: list[FollowUp]
    made: list[FollowUp]


def promise_changes(
    event: Event, journal: Sequence[Event], headers: tuple[Header, Header], rules: ClockContext
) -> PromiseChanges:
    """What an event after `journal` does to the case's promises; the headers are those before and after it. They are
    the owner's to keep.

    A date alone is kept until the end of that day in the casebook's calendar. A case that gets another template keeps
    its promises, and makes those that only the new template calls so.
    """
    promises, (before, after), called = rules.template.promises, headers, rules.template.renamed.field_called
    if not promises:
        return PromiseChanges([], [])
    touched = touched_by(event, rules.fields)
    if event.kind == RETYPED:
        touched |= {name for name, _ in promises} - _promised(journal)
    changes = PromiseChanges([], [])
    for name, field in promises:
        was_settled, is_settled = before.state in field.settled, after.state in field.settled
        if name not in touched and not was_settled and not is_settled:
            continue
        still = [each for each in before.follow_ups if each.kind == PROMISE and called(each.what) == name]
        if name in touched or is_settled:
            changes.ended.extend(still)
        if is_settled:
            continue
        at = date_in(rules.fields, name, rules.rule_set.calendar, end=True)
        if at is None:
            continue
        if name in touched or (was_settled and not still and not _is_kept(name, at, journal)):
            changes.made.append(FollowUp("", at, name, after.owner, kind=PROMISE))
    return changes


def _is_kept(name: str, at: datetime, journal: Sequence[Event]) -> bool:
    """Whether the promise of that field until `at` was done or cancelled by somebody."""
    ended = {event.text("follow_up") for event in effective_events(journal) if event.kind in _ENDED_BY_SOMEBODY}
    return any(
        each.what == name and each.id in ended and to_seconds(each.at) == to_seconds(at) for each in _made(journal)
    )


_ENDED_BY_SOMEBODY = ("followup_done", "followup_cancelled")


def _promised(journal: Sequence[Event]) -> set[str]:
    """The fields of which the case has ever had a promise, kept or not."""
    return {each.what for each in _made(journal)}


def _made(journal: Sequence[Event]) -> Iterator[FollowUp]:
    """Every promise that an event has made."""
    for event in journal:
        for each in map(mapping_of, list_of(event.data.get("follow_ups"))):
            if each.get("kind") == PROMISE:
                yield follow_up(each)
