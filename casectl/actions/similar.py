"""similar: earlier cases like one; and what to tell whoever opens a case that may be there already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from casectl.actions.desk import Desk
from casectl.actions.find import find, read
from casectl.actions.list_cases import Titles
from casectl.core.case import Case
from casectl.core.facts import Facts, facts_of
from casectl.core.likeness import CUSTOMER, REFERENCE, described, likeness, same, solution, tokens, weights
from casectl.core.messages import Message, msg
from casectl.core.needles import Sift, sift_for
from casectl.core.reports import Alike, Resemblance
from casectl.core.sheet import Mask, Sheet

_SHOWN = 10
_LEAST = 0.15
_ASKED, _OF_A_FOLDER = 2000, 300
"""How many cases tell how common a word is."""
_SAME_TEXT = 0.85
_TELLING = 6
"""So many words make a text that nobody else would write by chance."""
_PERIOD = timedelta(days=90)
_REPEATED = 3
_ENOUGH = 100
"""Cases with nearly the same text that are worth looking at: a hundred of them are one story."""


def similar(desk: Desk, typed: str, count: int = _SHOWN) -> Resemblance:
    """The earlier cases that are most like the one that `typed` means, at most `count`, the latest first among equals.

    Raises NotFound, Unreadable.
    """
    case = read(desk, find(desk, typed))
    own = Facts(case.source.file, facts_of(case))
    words, opened = tokens(described(own)), _opened(own)

    def earlier(sheet: Sheet) -> Mask:
        found = sheet.between("opened_at", None, int(opened) + 1)
        return sheet.everything if found is None else found

    worth = weights(words, [tokens(described(each)) for each in desk.facts(_Some().choice).cases])
    listing = desk.facts(earlier, _has_enough(worth))
    titles = Titles(desk)
    others = [each for each in listing.cases if each.id != own.id and _opened(each) <= opened]
    found = [(likeness(words, tokens(described(each)), worth), _opened(each), each) for each in others]
    best = sorted((each for each in found if each[0] >= _LEAST), key=lambda each: (-each[0], -each[1], each[2].id))
    rows = [Alike(each, like, same(own, each, CUSTOMER), solution(each)) for like, _, each in best[:count]]
    for row in rows:
        titles.of(row.case.text("template"))
    return Resemblance(own.id, rows, listing.unreadable, titles.states())


def _opened(case: Facts) -> float:
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


def warnings_about(desk: Desk, case: Case) -> list[Message]:
    """What whoever opened a case should know: that it may be there already, and that the customer keeps complaining."""
    own = Facts(case.source.file, facts_of(case))
    since = (desk.now - _PERIOD).timestamp()

    def lately(sheet: Sheet) -> Mask:
        found = sheet.between("received_at", int(since), None)
        return sheet.everything if found is None else found

    listing = desk.facts(lately, _either(own))
    others = [each for each in listing.cases if each.id != own.id and _opened(each) >= since]
    theirs = [each for each in others if same(own, each, CUSTOMER)]
    return [*_duplicates(own, others, theirs), *_repeats(theirs)]


def _either(own: Facts) -> Callable[[bytes], bool]:
    """Lines that have the customer's reference in them, or most of the words, if these are enough to tell."""
    customer = [test for name in CUSTOMER if (test := sift_for([own.fields.get(name, "")]))]
    words = [word.encode("utf-8", "surrogatepass") for word in tokens(described(own))]
    if len(words) < _TELLING:  # the customer must be the same too
        words = []
    passed: list[int] = []

    def sift(line: bytes) -> bool:
        if any(test(line) for test in customer):
            return True
        if not words or len(passed) >= _ENOUGH or not _has_most(line.lower(), words):
            return False
        passed.append(1)
        return True

    return sift


def _has_most(line: bytes, words: list[bytes]) -> bool:
    """Whether a line has nearly all of the words in it; decided as soon as too many are missing."""
    missing = 0
    for word in words:
        if word not in line:
            missing += 1
            if missing > (1 - _SAME_TEXT) * len(words):
                return False
    return True


def _duplicates(own: Facts, others: list[Facts], customers: list[Facts]) -> list[Message]:
    """`customers`: those of the others that are of the same customer."""
    mine = tokens(described(own))
    certain = [each for each in customers if same(own, each, REFERENCE)]
    alike = [
        each
        for each in (others if len(mine) >= _TELLING else customers)
        if likeness(mine, tokens(described(each)), {}) >= _SAME_TEXT
    ]
    latest = sorted(alike, key=lambda each: (_opened(each), each.id), reverse=True)
    found = list(dict.fromkeys(each.id for each in (*certain, *latest)))
    if not found:
        return []
    return [
        msg(
            "{ids} may be the same complaint; if so: casectl link {own} duplicate-of {first}",
            ids=found[:5], own=own.id, first=found[0],
        )
    ]  # fmt: skip


def _repeats(earlier: list[Facts]) -> list[Message]:
    if len(earlier) + 1 < _REPEATED:
        return []
    return [msg("this customer has complained {count} times in 90 days", count=len(earlier) + 1)]
