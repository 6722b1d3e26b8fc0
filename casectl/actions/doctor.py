"""doctor: examine a casebook, its repository and this machine, and mend what can be mended without a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from casectl.core.checks.health import Fact, HealthReport, Problem
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import msg
from casectl.core.values.os_errors import reason_of

Examination = Callable[[bool], Iterable[Fact | Problem]]
"""Looks at one thing; told True, it mends what it can, and says so."""


def doctor(health_checks: Sequence[Examination], *, fix: bool) -> HealthReport:
    """Every examination, in order; one that cannot be carried out is a trouble itself and hides no other."""
    found: list[Fact | Problem] = []
    for examination in health_checks:
        found += [each for each in _examined(examination, fix) if each not in found]  # many may stumble over one thing
    facts = tuple(each for each in found if isinstance(each, Fact))
    return HealthReport(facts, tuple(each for each in found if isinstance(each, Problem)))


def _examined(examination: Examination, fix: bool) -> Iterator[Fact | Problem]:
    try:
        yield from examination(fix)
    except CasectlError as error:
        code = type(error).__name__.lower()
        yield Problem(code, error.what, error.hint)
        yield from (Problem(code, each) for each in error.problems)
    except OSError as error:
        what = msg("{path} cannot be read: {reason}", path=str(error.filename or ""), reason=reason_of(error))
        yield Problem("unreadable", what, msg("give yourself the right to read and write it (chmod u+rwX)"))
