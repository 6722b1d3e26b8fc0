"""Merging two versions of a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from casectl.core.case.compose import header_tree, with_spelling_of
from casectl.core.case.event_kinds import ENTERING
from casectl.core.case.fold import fold
from casectl.core.case.governed import free_keys
from casectl.core.case.model import Case, Event
from casectl.core.case.renamed_fields import names_given, with_present_names
from casectl.core.merge.histories import Histories
from casectl.core.merge.mail_twice import with_mail_once
from casectl.core.merge.reckoning import merged_event
from casectl.core.merge.values import Clash, Versions, merged, told
from casectl.core.values.messages import Refused, msg
from casectl.core.values.tree import Source, Tree, list_of, mapping_of, text_of


def merged_case(base: Case | None, one: Case, other: Case, zone: tzinfo) -> Case:
    """The case with what both sides did since `base`, in which they parted (None: nobody knows).

    The same whichever side is named first. Of mail that both took in, what was recorded first counts. Raises Refused if
    the two are no versions of one case, or have different events under one id.
    """
    one, other = with_mail_once(one, other)
    _refuse_strangers(one, other)
    both = Histories(one.journal, other.journal)
    first, second = _in_order(both, one, other)
    clashes: list[Clash] = []
    moved = [any(event.kind in ENTERING for event in _own(each, both)) for each in (first, second)]
    names = names_given(both.journal)
    before, one_side, other_side = (
        with_present_names(free_keys(each.tree), names) if each else None for each in (base, first, second)
    )
    versions = Versions(before, one_side, other_side, moved[0], moved[1], both.decided_twice)
    free = mapping_of(merged(versions, (), clashes))
    event = merged_event(both, _new(clashes, both), zone)
    journal = (*both.journal, event) if event else both.journal
    header = fold(journal)
    entries = _entries(first, second)
    written = [entries[each.id] if each.id in entries else each.to_tree(zone) for each in journal]
    governed = mapping_of(_spelt(header_tree(one.id, header, zone), base, first, second))
    tree = {**governed, **free, "journal": written}
    return replace(
        first, title=text_of(tree.get("title")), header=header, journal=journal, fields=mapping_of(tree.get("fields")),
        source=Source(first.source.file, tree),
    )  # fmt: skip


def _refuse_strangers(one: Case, other: Case) -> None:
    if one.id != other.id:
        raise Refused(msg("{one} and {other} are two different cases", one=one.id or "-", other=other.id or "-"))
    known = {event.id: event for event in one.journal}
    for event in other.journal:
        if event.id in known and known[event.id] != event:
            raise Refused(
                msg("event {id} of {case} is not the same on both sides", id=event.id, case=one.id),
                hint=msg("casectl audit {case} shows who recorded which", case=one.id),
            )
    if known and not {event.id for event in other.journal} & known.keys():
        raise Refused(msg("the two histories of {case} have no event in common", case=one.id))


def _in_order(both: Histories, one: Case, other: Case) -> tuple[Case, Case]:
    """The side with the later event first; of two without one, that of which the text is greater."""
    if both.first.latest == both.second.latest:
        first, second = sorted((one, other), key=lambda each: repr(sorted(free_keys(each.tree).items())), reverse=True)
        return first, second
    return (one, other) if both.first.journal == one.journal else (other, one)


def _own(case: Case, both: Histories) -> tuple[Event, ...]:
    return both.first.own if case.journal == both.first.journal else both.second.own


def _new(clashes: list[Clash], both: Histories) -> list[Clash]:
    """The clashes that no merge of these journals has on record, or that both sides have decided, each otherwise."""
    entries = [mapping_of(each) for event in both.journal for each in list_of(event.data.get("conflicts"))]
    known = [(text_of(each.get("about")), {_is(each.get("kept")), _is(each.get("other"))}) for each in entries]
    return [
        each for each in clashes
        if each.name in both.decided_twice or (each.name, {told(each.one), told(each.other)}) not in known
    ]  # fmt: skip


def _is(side: Tree | None) -> str:
    return text_of(mapping_of(side).get("is"))


def _entries(first: Case, second: Case) -> dict[str, Tree]:
    """The blocks of the events as they are written."""
    blocks = (mapping_of(each) for case in (second, first) for each in list_of(case.tree.get("journal")))
    return {text_of(each.get("id")): each for each in blocks}


def _spelt(header: dict[str, Tree], base: Case | None, first: Case, second: Case) -> Tree:
    """The header with its instants as some version spells them, if one does."""
    found: Tree = header
    for case in (base, second, first):
        found = with_spelling_of(found, case.tree) if case else found
    return found
