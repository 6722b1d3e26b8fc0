"""Honest histories break no rule, and whoever alters one is found, with the event.

What an alteration leaves consistent cannot be seen in the file alone: another known person behind a note, another text,
a note that is gone, two notes that changed places, a time moved by an hour. `check` sees these against HEAD; once they
are committed, only signatures and seals show them.
"""

from __future__ import annotations

from random import Random

import pytest

from casectl.core.law import judging
from casectl.core.law.table import RULES
from casectl.core.values.value_class import replace
from tests.core.law.lives import honest
from tests.core.law.tampering import SEEN, Tampering

BATCHES, SIZE, QUICK = 20, 25, 6
SPARED = ("declared", "past_by_then", "answered_after_receipt", "done_after_receipt", "late_reason")


@pytest.mark.parametrize(
    "batch", [*range(QUICK), *(pytest.param(each, marks=pytest.mark.slow) for each in range(QUICK, BATCHES))]
)
def test_whatever_honest_people_did_no_rule_is_broken(batch: int) -> None:
    """500 lives under the shipped templates, of which `make test` has 150.

    There are pauses, extensions, reopenings, undo, handoffs, promises, corrections.
    """
    for seed in range(batch * SIZE, (batch + 1) * SIZE):
        life = honest(seed)
        found = life.judged(life.journal).verdicts
        assert [(seed, each.code, str(each.fault.what), each.fault.problems) for each in found] == []


@pytest.mark.parametrize("tampering", SEEN, ids=lambda each: each.__name__)
def test_a_rule_would_find_nothing_in_events_that_it_is_not_asked_of(
    tampering: Tampering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """These would see by themselves, only later, that an event of such a kind with such details is lawful."""
    lives = [honest(seed) for seed in range(12)]
    altered = [(life, found) for life in lives if (found := tampering(Random(1), life))]
    as_asked = [life.judged(journal) for life, journal in altered]
    monkeypatch.setattr(judging, "RULES", RULES | {name: replace(RULES[name], about=None) for name in SPARED})
    judging._rules_for.cache_clear()
    try:
        assert [life.judged(journal) for life, journal in altered] == as_asked
    finally:
        judging._rules_for.cache_clear()


@pytest.mark.parametrize("tampering", SEEN, ids=lambda each: each.__name__)
def test_what_was_altered_is_found_and_the_event_named(tampering: Tampering) -> None:
    """The event itself, or one after it that does not follow any more; without one step in ten the others follow."""
    found, missed = 0, list[str]()
    for seed in range(600):
        life = honest(seed)
        altered = tampering(Random(seed), life)
        if altered is None or altered == life.journal:
            continue
        numbers = [each.number for each in life.judged(altered).verdicts]
        same = [one == other for one, other in zip(life.journal, altered, strict=False)]
        first = same.index(False) if False in same else len(same)
        if numbers and min(numbers) >= first - 1:
            found += 1
        else:
            missed.append(f"{seed} {life.template.name} {first} {numbers}")
        if found + len(missed) == 60:
            break
    assert found
    assert len(missed) <= 1 + found // 8, missed
