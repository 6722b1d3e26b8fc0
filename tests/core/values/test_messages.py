"""Errors: what is wrong with the words is gathered; what is wrong with the casebook or git is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from casectl.core.values.messages import (
    CasectlError,
    NotFound,
    RepositoryError,
    Unreadable,
    UsageError,
    errors_of,
    msg,
    raise_together,
)


def failing(error: CasectlError) -> Callable[[], object]:
    def fail() -> object:
        raise error

    return fail


def test_all_that_is_wrong_with_the_words_is_said_at_once() -> None:
    faults = errors_of(failing(NotFound(msg("no such person"))), lambda: None, failing(UsageError(msg("say why"))))
    with pytest.raises(NotFound) as caught:
        raise_together(faults)
    assert [str(problem) for problem in caught.value.problems] == ["no such person", "say why"]


@pytest.mark.parametrize("kind", [RepositoryError, Unreadable])
def test_an_error_that_no_other_words_would_avoid_keeps_its_own_kind(kind: type[CasectlError]) -> None:
    """A casebook without git is exit code 6, whatever else is wrong with what was typed."""
    with pytest.raises(kind, match="no git here"):
        errors_of(failing(NotFound(msg("no such person"))), failing(kind(msg("no git here"))))
