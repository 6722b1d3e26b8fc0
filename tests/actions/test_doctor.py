"""doctor runs every examination, whatever becomes of the others."""

from __future__ import annotations

from collections.abc import Iterator

from casectl.actions.doctor import doctor
from casectl.core.checks.health import Fact, Problem
from casectl.core.values.messages import RepositoryError, msg


def lock(fix: bool) -> Iterator[Fact | Problem]:
    yield Fact(msg("locks"), "1")
    yield Problem("lock", msg("a lock was left behind"), fixed=fix)


def broken(fix: bool) -> Iterator[Fact | Problem]:
    raise RepositoryError(msg("git does not answer"))


def forbidden(fix: bool) -> Iterator[Fact | Problem]:
    raise PermissionError(13, "Permission denied", ".git/config")


def test_what_can_be_fixed_is_fixed_only_if_asked_to() -> None:
    """And the casebook is well only then."""
    assert not doctor([lock], fix=False).is_well
    report = doctor([lock], fix=True)
    assert (report.is_well, [fact.value for fact in report.facts]) == (True, ["1"])


def test_an_examination_that_fails_is_a_problem_and_hides_no_other() -> None:
    """Be it our error or the system's."""
    report = doctor([broken, forbidden, lock], fix=False)
    assert [each.code for each in report.problems] == ["repositorytrouble", "unreadable", "lock"]
    assert ".git/config" in str(report.problems[1].what)


def test_what_two_examinations_find_is_reported_once() -> None:
    """Many may meet the same lock."""
    assert len(doctor([lock, lock], fix=False).problems) == 1
