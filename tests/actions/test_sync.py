"""sync gives up where nothing can be exchanged, and says why; what it exchanges is tested on real clones."""

from __future__ import annotations

import pytest

from casectl.actions.sync import SyncOptions, sync
from casectl.core.values.messages import CasectlError, Refused, RepositoryError
from casectl.ports.syncing import Fetched
from tests.fakes.context import FakeContext
from tests.fakes.exchange import FakeExchange


@pytest.fixture
def commits(context: FakeContext) -> list[str]:
    """The commits of a casebook with two cases."""
    for _ in range(2):
        context.open()
    return [each.oid for each in context.ledger.commits]


def _error(context: FakeContext, *fetched: Fetched) -> CasectlError:
    with pytest.raises(CasectlError) as error:
        sync(context, FakeExchange(context.ledger, [*fetched]), SyncOptions())
    assert not context.ledger.is_locked
    return error.value


def test_a_remote_that_keeps_moving_is_not_forced(context: FakeContext, commits: list[str]) -> None:
    """It is tried some times, with waits in between, and then said."""
    exchange = FakeExchange(context.ledger, [Fetched(commits[0], "")])
    with pytest.raises(RepositoryError, match="kept changing while"):
        sync(context, exchange, SyncOptions())
    assert exchange.waited == len(exchange.pushed) > 4
    assert {*exchange.pushed} == {commits[-1]}


def test_a_branch_that_was_there_is_not_taken_for_a_new_one(context: FakeContext, commits: list[str]) -> None:
    """Else what others recorded would seem never to have been."""
    error = _error(context, Fetched("", commits[0]))
    assert isinstance(error, Refused)
    assert f"was at commit {commits[0][:10]}" in str(error)


def test_another_branch_is_not_taken_for_ours(context: FakeContext, commits: list[str]) -> None:
    assert "its branches are trunk" in str(_error(context, Fetched("", "", ("trunk",))))


def test_a_branch_that_was_taken_back_is_not_followed(context: FakeContext, commits: list[str]) -> None:
    assert "moved back or rewritten" in str(_error(context, Fetched(commits[0], commits[1])))
