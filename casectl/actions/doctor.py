"""doctor: examine a casebook, its repository and this machine, and mend what can be mended without a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from casectl.core.checks.health import Checkup, Fact, Trouble
from casectl.core.values.errors import CasectlError
from casectl.core.values.messages import msg
from casectl.core.values.os_errors import reason_of

Examination = Callable[[bool], Iterable[Fact | Trouble]]
"""Looks at one thing; told True, it mends what it can, and says so."""


def doctor(examinations: Sequence[Examination], *, mend: bool) -> Checkup:
    """Every examination, in order; one that cannot be carried out is a trouble itself and hides no other."""
    found: list[Fact | Trouble] = []
    for examination in examinations:
        found += [each for each in _examined(examination, mend) if each not in found]  # many may stumble over one thing
    facts = tuple(each for each in found if isinstance(each, Fact))
    return Checkup(facts, tuple(each for each in found if isinstance(each, Trouble)))


def _examined(examination: Examination, mend: bool) -> Iterator[Fact | Trouble]:
    try:
        yield from examination(mend)
    except CasectlError as error:
        code = type(error).__name__.lower()
        yield Trouble(code, error.what, error.hint)
        yield from (Trouble(code, each) for each in error.problems)
    except OSError as error:
        what = msg("{path} cannot be read: {reason}", path=str(error.filename or ""), reason=reason_of(error))
        yield Trouble("unreadable", what, msg("give yourself the right to read and write it (chmod u+rwX)"))
