"""doctor: examine a casebook, its repository and this machine, and fix what needs no decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casectl.core.checks.health import Fact, HealthCheck, HealthReport, Problem
from casectl.core.values.messages import CasectlError, msg, reason_of


def doctor(health_checks: Sequence[HealthCheck], *, fix: bool) -> HealthReport:
    """The results of every health check, in order; one that fails is a problem itself, and hides no other."""
    found: list[Fact | Problem] = []
    for health_check in health_checks:
        found += [each for each in _results(health_check, fix) if each not in found]  # several may meet it
    facts = tuple(each for each in found if isinstance(each, Fact))
    return HealthReport(facts, tuple(each for each in found if isinstance(each, Problem)))


def _results(health_check: HealthCheck, fix: bool) -> Iterator[Fact | Problem]:
    try:
        yield from health_check(fix)
    except CasectlError as error:
        yield Problem(error.code, error.what, error.hint)
        yield from (Problem(error.code, each) for each in error.problems)
    except OSError as error:
        what = msg("{path} cannot be read: {reason}", path=str(error.filename or ""), reason=reason_of(error))
        yield Problem("unreadable", what, msg("give yourself permission to read and write it (chmod u+rwX)"))
