"""verify --seal: the sealed commit is part of the history, or it is said what is missing."""

from __future__ import annotations

import pytest

from casectl.actions.proving.seal import verify_seal
from casectl.actions.seal import seal
from casectl.core.proof.seal import SealTag, seal_code
from casectl.core.values.messages import RepositoryError
from tests.fakes.context import FakeContext


def test_a_seal_holds_as_long_as_its_commit_is_part_of_the_history(context: FakeContext) -> None:
    """With its tag or without it."""
    context.open()
    made = seal(context).seal
    context.open()
    verdict = verify_seal(context, made.code)
    assert (verdict.holds, verdict.commit, verdict.since) == (True, made.commit, 1)
    assert verdict.tag
    context.seals.tags.clear()
    verdict = verify_seal(context, made.code.lower())
    assert (verdict.holds, verdict.tag) == (True, None)


def test_a_rewritten_history_breaks_the_seal_and_what_is_missing_is_named(context: FakeContext) -> None:
    context.open()
    context.open()
    made = seal(context).seal
    first, second = (each.oid for each in context.ledger.commits)
    context.ledger.commits.clear()
    context.open()
    context.seals.gone = [first, second]
    verdict = verify_seal(context, made.code)
    assert (verdict.holds, verdict.commit, verdict.lost) == (False, second, [first, second])


def test_a_tag_that_was_moved_along_heals_nothing(context: FakeContext) -> None:
    context.open()
    made = seal(context).seal
    context.ledger.commits.clear()
    context.open()
    context.seals.tags[made.tag] = SealTag(made.tag, context.ledger.commits[-1].oid, made)
    verdict = verify_seal(context, made.code)
    assert (verdict.holds, verdict.commit, verdict.tag) == (False, "", None)


def test_a_shallow_clone_cannot_say(context: FakeContext) -> None:
    """It neither accuses nor clears anybody of what it cannot see."""
    context.open()
    context.ledger.shallow = True
    with pytest.raises(RepositoryError, match="cannot check"):
        verify_seal(context, seal_code("0" * 40))
