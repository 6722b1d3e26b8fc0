"""What a merge lost of either side, found by comparing the files alone: no code of the merge is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import read_case
from casectl.core.case.governed import free_keys
from casectl.core.case.model import Case
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from tests.fakes.context import FakeContext

_Leaves = dict[tuple[str, ...], Tree]
_COMMENT = re.compile(r"# remark \d+")


def losses(context: FakeContext, path: str, sides: Sides, merged: bytes) -> list[str]:
    """What is neither in the merged file nor among its recorded conflicts."""
    base, one, other, found = (
        read_case(context.documents.read(path, data or b"")) for data in (sides.base, sides.one, sides.other, merged)
    )
    return [*_events(one, found), *_events(other, found), *_comments(sides, merged), *_values(base, one, other, found),
            *_headers(base, one, other, found)]  # fmt: skip


def _events(side: Case, found: Case) -> Iterator[str]:
    """Each is there, unaltered and in its side's order."""
    known = {event.id for event in side.journal}
    if tuple(event for event in found.journal if event.id in known) != side.journal:
        yield "an event, or the order of some"


def _comments(sides: Sides, merged: bytes) -> Iterator[str]:
    there = set(_COMMENT.findall(merged.decode()))
    for data in (sides.one, sides.other):
        yield from (each for each in _COMMENT.findall(data.decode()) if each not in there)


def _values(base: Case, one: Case, other: Case, found: Case) -> Iterator[str]:
    """What one side made of a value is there; what both made of it is there, or a conflict has it."""
    before, first, second, now = (_leaves(free_keys(case.tree)) for case in (base, one, other, found))
    recorded = [*_recorded(found)]
    for path in {*before, *first, *second}:
        name = ".".join(path)
        told = {each for about, *both in recorded if f"{name}.".startswith(f"{about}.") for each in both}
        for wanted in (first.get(path), second.get(path)):
            known = wanted == before.get(path) or _has(now.get(path), wanted, before.get(path))
            if not known and (not told or (isinstance(wanted, str) and wanted not in told)):
                yield name


def _has(now: Tree | None, wanted: Tree | None, old: Tree | None) -> bool:
    """Whether a value is there; of a list the new entries, of a text of several lines the new lines."""
    if isinstance(wanted, list):
        return all(each in list_of(now) for each in wanted if each not in list_of(old))
    if isinstance(wanted, str) and "\n" in wanted:
        return all(line in text_of(now).splitlines() for line in wanted.splitlines()
                   if line not in text_of(old).splitlines())  # fmt: skip
    return now == wanted


def _leaves(tree: Tree, path: tuple[str, ...] = ()) -> _Leaves:
    if isinstance(tree, dict):
        return {name: leaf for key, value in tree.items() for name, leaf in _leaves(value, (*path, key)).items()}
    return {path: tree}


def _recorded(case: Case) -> Iterator[tuple[str, str, str]]:
    for event in case.journal:
        for each in map(mapping_of, list_of(event.data.get("conflicts"))):
            kept, other = (text_of(mapping_of(each.get(key)).get("is")) for key in ("kept", "other"))
            yield text_of(each.get("about")), kept, other


def _headers(base: Case, one: Case, other: Case, found: Case) -> Iterator[str]:
    """What one side alone made of the owner, the state or the level counts; if both did, what does not is on record."""
    told = {text for _, *both in _recorded(found) for text in both}
    for name in ("owner", "state"):
        before, *sides, now = (text_of(getattr(each.header, name)) for each in (base, one, other, found))
        for number, side in enumerate(sides):
            other_side = sides[1 - number]
            is_passed = name == "state" and _went_on(*((one, other) if number == 0 else (other, one)))
            if side not in (before, now) and not is_passed and not any(side in text for text in told):
                yield f"{name} {side} beside {other_side}, and it is {now}"
    if found.header.level < max(one.header.level, other.header.level):
        yield "the level"


def _went_on(side: Case, other: Case) -> bool:
    """Whether the other side took the same steps and went on."""
    steps, more = ([event.text("to") for event in case.journal if "to" in event.data] for case in (side, other))
    return more[: len(steps)] == steps
