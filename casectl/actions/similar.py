"""similar: earlier cases like one; and what to tell whoever opens a case that may be there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from casectl.actions.desk import Desk
from casectl.actions.find import find
from casectl.actions.list_cases import Titles
from casectl.core.case import Case
from casectl.core.errors import NotFound
from casectl.core.facts import Facts, facts_of
from casectl.core.likeness import CUSTOMER, REFERENCE, described, likeness, same, solution, tokens, weights
from casectl.core.messages import Message, msg
from casectl.core.needles import sift_for
from casectl.core.reports import Alike, Resemblance
from casectl.core.sheet import Mask, Sheet, everything

_SHOWN = 10
_LEAST = 0.15
_SAME_TEXT = 0.85
_PERIOD = timedelta(days=90)
_REPEATED = 3
_ENOUGH = 100
"""Cases with nearly the same text that are worth looking at: a hundred of them are one story."""


def similar(desk: Desk, typed: str, count: int = _SHOWN) -> Resemblance:
    """The earlier cases that are most like the one that `typed` means, at most `count`. Raises NotFound."""
    case_id = find(desk, typed)
    own = next((case for case in desk.facts(everything, sift_for([case_id])).cases if case.id == case_id), None)
    if own is None:
        raise NotFound(msg("there is no case {typed}", typed=typed))
    words = tokens(described(own))
    counted = _Counted(words)
    listing = desk.facts(everything, counted)
    titles = Titles(desk)
    worth = weights(counted.counts, counted.total)
    earlier = [case for case in listing.cases if case.id != own.id and _opened(case) <= _opened(own)]
    found = [(likeness(words, tokens(described(case)), worth), case) for case in earlier]
    best = sorted((each for each in found if each[0] >= _LEAST), key=lambda each: (-each[0], each[1].id))[:count]
    rows = [Alike(case, like, same(own, case, CUSTOMER), solution(case)) for like, case in best]
    for row in rows:
        titles.of(row.case.text("template"))
    return Resemblance(own.id, rows, listing.unreadable, titles.states())


def _opened(case: Facts) -> float:
    text = case.text("opened_at")
    return datetime.fromisoformat(text).timestamp() if text else 0.0


class _Counted:
    """A sift that lets lines through which have a quarter of the words in them, and counts how many have which."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [(word, word.encode("utf-8", "surrogatepass")) for word in words]
        self.counts: Counter[str] = Counter()
        self.total = 0

    def __call__(self, line: bytes) -> bool:
        low = line.lower()
        found = [word for word, coded in self._words if coded in low]
        self.counts.update(found)
        self.total += 1
        return len(found) * 4 >= len(self._words)


def warnings_about(desk: Desk, case: Case) -> list[Message]:
    """What whoever opened a case should know: that it may be there already, and that the customer keeps complaining."""
    own = Facts(case.source.file, facts_of(case))
    since = (desk.now - _PERIOD).timestamp()

    def lately(sheet: Sheet) -> Mask:
        found = sheet.between("received_at", int(since), None)
        return sheet.everything if found is None else found

    listing = desk.facts(lately, _either(own))
    others = [each for each in listing.cases if each.id != own.id and _opened(each) >= since]
    return [*_duplicates(own, others), *_repeats(own, others)]


def _either(own: Facts) -> Callable[[bytes], bool]:
    """Lines that have the customer's reference in them, or most of the words."""
    customer = [test for name in CUSTOMER if (test := sift_for([own.fields.get(name, "")]))]
    words = [word.encode("utf-8", "surrogatepass") for word in tokens(described(own))]
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


def _duplicates(own: Facts, others: list[Facts]) -> list[Message]:
    mine = tokens(described(own))
    certain = [each for each in others if same(own, each, CUSTOMER) and same(own, each, REFERENCE)]
    alike = [each for each in others if likeness(mine, tokens(described(each)), {}) >= _SAME_TEXT]
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


def _repeats(own: Facts, others: list[Facts]) -> list[Message]:
    earlier = [each.id for each in others if same(own, each, CUSTOMER)]
    if len(earlier) + 1 < _REPEATED:
        return []
    return [msg("this customer has complained {count} times in 90 days", count=len(earlier) + 1)]
