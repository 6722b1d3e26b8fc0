"""What a merge itself put into a case: values that merging its parents does not give, and sides of which git knows
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC

from casectl.core.case.model import MERGED, Case
from casectl.core.case.sides import sides_of
from casectl.core.history.step import Breach, Step
from casectl.core.history.trail import ValueChange, value_of
from casectl.core.law.table import RULES
from casectl.core.law.unclaimed import claimed_by
from casectl.core.merge.cases import merged_case
from casectl.core.template.free_fields import changed_values, free_part
from casectl.core.values.messages import Refused, msg
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of


def own_values(befores: Sequence[Case], after: Case, parted: Iterable[Case]) -> list[ValueChange]:
    """What a merge changed in the free part against all its parents, and neither its own events say nor merging gives.

    Two versions of a text or a list are merged by line and entry, so that the right value may be that of no parent.
    """
    changes = _changes(befores, after)
    own = [name for name in (changes[0] if changes else ()) if all(name in each for each in changes)]
    said = _said(befores, after)
    names = [name for name in own if name not in said]
    merges = [*_merges(befores, (*parted, None))] if names else []
    return [
        ValueChange(name, *changes[0][name])
        for name in names
        if all(value_of(each, name) != value_of(after, name) for each in merges)
    ]


def dropped_values(befores: Sequence[Case], after: Case, parted: Iterable[Case]) -> list[ValueChange]:
    """What one parent of a merge had changed alone, and is again as the other one has it, though no event says so.

    Where both changed it and merging leaves it open, either value may be taken. With an event that was taken out its
    values go as well.
    """
    changes, claims = _changes(befores, after), _claims(befores)
    said = _said(befores, after).union(*(_said([after], each) for each in befores))
    found = [
        ValueChange(name, *sides)
        for each, own, other in zip(changes, claims, reversed(claims), strict=True)
        for name, sides in each.items()
        if name not in said and sum(name in every for every in changes) == 1 and (name in own or name not in other)
    ]
    merges = [*_merges(befores, parted)] if found else []
    return [each for each in found if merges and all(_gives_another(merge, each) for merge in merges)]


def _gives_another(merge: Case, change: ValueChange) -> bool:
    """Whether a merge gives a value another content than the one that was taken, and does not leave it open."""
    conflicts = (mapping_of(each) for event in merge.journal for each in list_of(event.data.get("conflicts")))
    name, open_ = f"{change.name}.", [f"{text_of(each.get('about'))}." for each in conflicts]
    is_open = any(name.startswith(each) or each.startswith(name) for each in open_)
    return not is_open and value_of(merge, change.name) != change.new


def _changes(befores: Sequence[Case], after: Case) -> list[dict[str, tuple[Tree | None, Tree | None]]]:
    return [changed_values(free_part(each), free_part(after)) for each in befores]


def _said(befores: Sequence[Case], after: Case) -> set[str]:
    """The free names that events say they changed which came with the merge itself."""
    known = {event.id for each in befores for event in each.journal}
    return {name for event in after.journal if event.id not in known for name in claimed_by(event, after.journal)}


def _claims(befores: Sequence[Case]) -> list[set[str]]:
    """The free names that events say they changed which only one of the parents has, for each of these."""
    ids = [{event.id for event in each.journal} for each in befores]
    common = frozenset.intersection(*map(frozenset, ids)) if ids else frozenset()
    return [
        {name for event in each.journal if event.id not in common for name in claimed_by(event, each.journal)}
        for each in befores
    ]


def _merges(befores: Sequence[Case], parted: Iterable[Case | None]) -> Iterator[Case]:
    """What merging two versions gives, by each of those in which they parted; None: without any."""
    if len(befores) == 2:
        for base in parted:
            with suppress(Refused):
                yield merged_case(base, befores[0], befores[1], UTC)


def false_sides(step: Step, path: str, befores: Sequence[Case], after: Case, *, is_repair: bool) -> Iterator[Breach]:
    """The events of merges whose sides are none: in a merge those are what one parent alone has; else, as when commits
    are put on top of others, or lost events are put back, one side at least was not there. In what repairs a file that
    could not be read, it is enough that nobody had something of both.
    """
    ids = [frozenset(event.id for event in each.journal) for each in befores]
    new = [event for event in after.journal if all(event.id not in each for each in ids)]
    added = frozenset(event.id for event in new)
    for event in (each for each in new if each.kind == MERGED):
        first, second = sides_of(event)
        if is_repair:
            is_true = not any(first & each and second & each for each in ids)
        elif len(ids) == 2:
            one, other = ids[0] - ids[1], ids[1] - ids[0]
            is_true = (first <= one and second <= other) or (first <= other and second <= one)
        else:
            is_true = first <= added or second <= added
        if not is_true:
            what = msg("event {id} lists sides that do not match those of the merge", id=event.id)
            yield Breach(step.commit, path, RULES["as_merged"].code, what, event.id, ("sides",))
