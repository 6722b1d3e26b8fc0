"""similar: earlier cases like one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casectl.actions.desk import Desk
from casectl.actions.find import find, read
from casectl.actions.list_cases import Titles
from casectl.core.query.columns import Mask, Sheet
from casectl.core.query.excerpt import Facts, facts_of
from casectl.core.query.prefilter import Sift, sift_for
from casectl.core.query.references import CUSTOMER, REFERENCE, same, same_customer
from casectl.core.query.similarity import described, likeness, solution, tokens, weights
from casectl.core.reports import Alike, Resemblance

_SHOWN = 10
_LEAST = 0.15
_ASKED, _OF_A_FOLDER = 2000, 300
"""How many cases tell how common a word is."""


def similar(desk: Desk, typed: str, count: int = _SHOWN) -> Resemblance:
    """The earlier cases that are most like the one that `typed` means, at most `count`, the latest first among equals.

    In front of all stand those of the same customer about the same order. Raises NotFound, Unreadable.
    """
    case = read(desk, find(desk, typed))
    own = Facts(case.source.file, facts_of(case))
    words, own_at = tokens(described(own)), opened(own)

    def earlier(sheet: Sheet) -> Mask:
        found = sheet.between("opened_at", None, int(own_at) + 1)
        return sheet.everything if found is None else found

    worth = weights(words, [tokens(described(each)) for each in desk.facts(_Some().choice).cases])
    listing = desk.facts(earlier, _either(own, _has_enough(worth)))
    titles = Titles(desk)
    others = [each for each in listing.cases if each.id != own.id and opened(each) <= own_at]
    found = [(_is_again(own, each), likeness(words, tokens(described(each)), worth), each) for each in others]
    found = [each for each in found if each[0] or each[1] >= _LEAST]
    found.sort(key=lambda each: (not each[0], -each[1], -opened(each[2]), each[2].id))
    rows = [
        Alike(each, like, same_customer(own.fields, each.fields), solution(each)) for _, like, each in found[:count]
    ]
    for row in rows:
        titles.of(row.case.text("template"))
    return Resemblance(own.id, rows, listing.unreadable, titles.states())


def _is_again(first: Facts, second: Facts) -> bool:
    ours, theirs = first.fields, second.fields
    return same(ours, theirs, REFERENCE) and same_customer(ours, theirs)


def opened(case: Facts) -> float:
    """When a case was opened, in seconds."""
    text = case.text("opened_at")
    return datetime.fromisoformat(text).timestamp() if text else 0.0


class _Some:
    """A choice of some cases of each folder, by which is told how common a word is."""

    def __init__(self) -> None:
        self._left = _ASKED

    def choice(self, sheet: Sheet) -> Mask:
        """Rows all over the sheet, as long as not enough have been chosen."""
        step = max(1, sheet.size // min(_OF_A_FOLDER, self._left)) if self._left else 0
        rows = bytes(step > 0 and row % step == 0 for row in range(sheet.size))
        self._left = max(0, self._left - sum(rows))
        return int.from_bytes(rows, "little")


def _either(own: Facts, has_enough: Sift) -> Sift:
    """Lets lines through that have enough, or the customer and the order in them."""
    customer = [test for name in CUSTOMER if (test := sift_for([own.fields.get(name, "")]))]
    about = [test for name in REFERENCE if (test := sift_for([own.fields.get(name, "")]))]

    def sift(line: bytes) -> bool:
        return has_enough(line) or (any(test(line) for test in about) and any(test(line) for test in customer))

    return sift


def _has_enough(worth: Mapping[str, float]) -> Sift:
    """Lets lines through that have so much of the words' worth in them that their cases may be like enough."""
    words = sorted(((weight, word.encode("utf-8", "surrogatepass")) for word, weight in worth.items()), reverse=True)
    spare = (1 - _LEAST) * sum(worth.values())

    def sift(line: bytes) -> bool:
        low, missing = line.lower(), 0.0
        for weight, word in words:
            if word not in low:
                missing += weight
                if missing > spare:
                    return False
        return True

    return sift
