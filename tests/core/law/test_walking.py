"""Journals that grow are gone along from where they were left, with the same result as from the first event."""

from __future__ import annotations

from random import Random

from casectl.core.law.walking import Walks
from casectl.core.values.value_class import replace
from tests.core.law.lives import honest


def test_a_journal_that_grew_is_what_it_is_from_the_start() -> None:
    """By one event or several, undone ones among them; also after one that is shorter, altered or another case's."""
    walks, undone = Walks(), 0
    for seed in range(30):
        chance, journal = Random(seed), honest(seed).journal
        undone += any(event.takes_back for event in journal)
        ends = sorted(chance.choices(range(1, len(journal) + 1), k=8))
        number = chance.randrange(len(journal))
        altered = (*journal[:number], replace(journal[number], by="eve"), *journal[number + 1 :])
        for each in (*(journal[:end] for end in ends), altered, journal[: ends[0]], journal):
            assert walks.along(each) == Walks().along(each)
    assert undone > 5
