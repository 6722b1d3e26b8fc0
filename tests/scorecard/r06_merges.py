"""R6: pairs of clones that worked on one case, merged by meaning from either side, and held against what both had."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from casectl.actions.recording.merged_file import merged_file
from casectl.actions.recording.merged_form import Sides
from casectl.core.case.compose import drift, read_case
from casectl.core.case.model import Case
from casectl.core.values.messages import CasectlError
from casectl.core.values.tree import Tree, list_of, mapping_of, text_of
from tests.contracts.test_event_details import WITH_PAUSES
from tests.core.merge.desk import Pair
from tests.core.merge.losses import losses
from tests.core.merge.pairs import faults
from tests.scorecard.figure import Score
from tests.scorecard.ground import Ground

AT_LEAST = 0.97
"""The share of pairs that rules merge without a question to anybody."""


def measure(ground: Ground) -> Score:
    """Nothing of either side is lost in silence, the result is lawful, and the same whichever side merges."""
    wrong, asked, pairs = Counter[str](), 0, 0
    for pair in _pairs(ground, ground.size(2000, 200)):
        pairs += 1
        try:
            data = _merged(pair, pair.sides)[1]
            found = read_case(pair.context.documents.read(pair.path, data))
        except CasectlError:
            wrong["unparsable"] += 1
            continue
        asked += bool(found.header.conflicts)
        wrong.update(_wrong(pair, found, data))
        wrong["otherwise from the other side"] += _turned(pair) != data
    few = pairs - asked < AT_LEAST * pairs
    told = ", ".join(f"{wrong[name]} {name}" for name in FAULTS)
    share = f"{100 * (pairs - asked) / pairs:.1f} %"
    return Score(f"{pairs} pairs: {share} without a question, {told}", few + wrong.total())


FAULTS = ("lost", "unparsable", "unlawful", "half recorded", "otherwise from the other side")
"""What may be wrong with a merge."""


def _wrong(pair: Pair, found: Case, data: bytes) -> Iterator[str]:
    if losses(pair.context, pair.path, pair.sides, data):
        yield "lost"
    if faults(pair.context, found) or drift(found, pair.context.zone):
        yield "unlawful"
    if not all(map(_is_whole, _conflicts(found))):
        yield "half recorded"


def _conflicts(case: Case) -> Iterator[dict[str, Tree]]:
    for event in case.journal:
        yield from (mapping_of(each) for each in list_of(event.data.get("conflicts")))


def _is_whole(conflict: dict[str, Tree]) -> bool:
    """Whether it names both sides, each with its author."""
    sides = [mapping_of(conflict.get(key)) for key in ("kept", "other")]
    return bool(conflict.get("about")) and all("is" in each and text_of(each.get("by")) for each in sides)


def _merged(pair: Pair, sides: Sides) -> tuple[Case, bytes]:
    return merged_file(pair.context.documents, pair.path, sides, pair.context.zone)


def _turned(pair: Pair) -> bytes:
    sides = pair.sides
    return _merged(pair, Sides(sides.base, sides.other, sides.one))[1]


def _pairs(ground: Ground, number: int) -> Iterator[Pair]:
    chance = ground.random("R6")
    return (Pair(chance.randrange(10**9), {"plain": WITH_PAUSES}) for _ in range(number))


def control(ground: Ground) -> Score:
    """git's own merge of the text, which most boards in git repositories live with."""
    conflicts, broken, pairs = 0, 0, ground.size(200, 40)
    for pair in _pairs(ground, pairs):
        data, is_clean = _as_text(ground.folder, pair.sides)
        conflicts += not is_clean
        broken += is_clean and not _is_right(pair, data)
    numbers = f"of {pairs} pairs git's text merge leaves markers in {conflicts}, {broken} are wrong"
    return Score(numbers, conflicts + broken)


def _is_right(pair: Pair, data: bytes) -> bool:
    try:
        found = read_case(pair.context.documents.read(pair.path, data))
    except CasectlError:
        return False
    return not [*_wrong(pair, found, data)]


def _as_text(folder: Path, sides: Sides) -> tuple[bytes, bool]:
    """What `git merge-file` makes of it, and whether it left no markers."""
    names = [folder / name for name in ("ours", "base", "theirs")]
    for name, data in zip(names, (sides.one, sides.base or b"", sides.other), strict=True):
        name.write_bytes(data)
    done = subprocess.run(("git", "merge-file", "-p", "-q", *names), capture_output=True, check=False)
    return done.stdout, done.returncode == 0
