"""Search results compared with a plain scan and with chance: ``python scripts/finding.py DATA SCRATCH [BOSTON]``.

DATA holds the real exports. The Chinese complaints and the CFPB's become casebooks in SCRATCH, and each word is
searched there and in the plain files. BOSTON is a casebook of the city's requests, whose links show which were
reported twice: printed is how often `similar` has the first report among its five best, and how often five drawn at
random would.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from casectl.actions.list_ import list_cases
from casectl.actions.search import search
from casectl.actions.similar import similar
from casectl.cli.main import run
from casectl.core.query.model import EVERY
from casectl.workspace import Workspace

CHINESE = ("退款", "差错", "投诉", "学校", "医院", "拖欠", "Ａ市", "A市")
ENGLISH = ("refund", "REFUND", "Equifax", "N/A", "identity theft", "02131", "credit report")
SETS = {
    "zh-petitions": ([f"zh-petitions-sample/附件{number}.xlsx" for number in (2, 3, 4)], CHINESE),
    "cfpb-export2023": (["cfpb-export2023/complaints.csv"], ENGLISH),
    "cfpb-2013-16": (["cfpb-2013-16/consumer_complaints.csv"], ENGLISH),
}
_WIDE = {0xFF01 + offset: 0x21 + offset for offset in range(94)}
PAIRS, SHOWN, LEAST = 60, 5, 0.75


def scanned(book: Path, word: str) -> set[str]:
    """The cases whose file contains the word, in any letter case and width."""
    return {path.stem for path in book.glob("cases/**/*.yaml") if _plain(word) in _plain(path.read_text("utf-8"))}


def _plain(text: str) -> str:
    return " ".join(text.translate(_WIDE).casefold().split())


def searched(book: Path, word: str) -> set[str]:
    """The cases that casectl finds."""
    return {row.case.id for row in search(Workspace(book), [word], EVERY).rows}


def compared(book: Path, words: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Each word, the number of cases a search finds, and the numbers that only the search or only the scan has."""
    for word in words:
        found = searched(book, word)
        yield word, len(found), len(found ^ scanned(book, word))


def imported(folder: Path, mapping: str, files: list[Path]) -> Path:
    """A new casebook of these files. The import's messages about rejected rows are not shown."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
        run(["init", str(folder), "--yes"])
        for file in files:
            rejects = str(folder.with_suffix(".rejects"))
            run(["-C", str(folder), "import", str(file), "--map", mapping, "--rejects", rejects])
    return folder


def duplicates(context: Workspace) -> list[tuple[str, str, int]]:
    """The cases reported as duplicates of an earlier one: both ids, and the number of earlier ones."""
    cases = {case.id: case for case in list_cases(context, EVERY).cases}
    order = {
        case_id: number for number, case_id in enumerate(sorted(cases, key=lambda each: cases[each].text("opened_at")))
    }
    return [
        (case.id, target, order[case.id])
        for case in cases.values()
        for kind, target in case.links
        if kind == "duplicate-of" and order.get(target, len(cases)) < order[case.id]
    ]


class Rediscovered(NamedTuple):
    """How often the first report is among the best matches, and would be by chance; also as text."""

    share: float
    chance: float
    words: str


def rediscovered(
    book: Path, chosen: Callable[[list[tuple[str, str, int]]], list[tuple[str, str, int]]]
) -> Rediscovered:
    """How often the first of two reports is among the best matches, for a sample of the pairs."""
    context = Workspace(book)
    pairs = duplicates(context)
    some = chosen(pairs)
    found = sum(first in [row.case.id for row in similar(context, again, SHOWN).rows] for again, first, _ in some)
    share, luck = found / len(some), sum(min(1, SHOWN / earlier) for _, _, earlier in some) / len(some)
    drawn = f"{len(some)} of {len(pairs)} known duplicates"
    words = f"the first report is among the {SHOWN} likest for {share:.0%} of {drawn}, by chance for {luck:.2%}"
    return Rediscovered(share, luck, words)


def main(data: Path, scratch: Path, boston: Path | None) -> int:
    """Print every figure; 1 if a search differs from its scan, or fewer duplicates than LEAST are found."""
    met = True
    for mapping, (files, words) in SETS.items():
        book = imported(scratch / mapping, mapping, [data / file for file in files])
        counted = list(compared(book, words))
        counts = ", ".join(f"{word} {count}" for word, count, _ in counted)
        differences = sum(each[2] for each in counted)
        print(f"search / plain scan, {mapping}: {differences} differences, at most 0 ({counts})", flush=True)
        met &= not differences and any(count for _, count, _ in counted)
    if boston:
        chance = random.Random(20111231)
        found = rediscovered(boston, lambda pairs: chance.sample(pairs, min(PAIRS, len(pairs))))
        print(f"similar, Boston: {found.words}; at least {LEAST:.0%}")
        met &= found.share >= LEAST
    return int(not met)


if __name__ == "__main__":
    os.environ.setdefault("CASECTL_LANG", "en")
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None))
