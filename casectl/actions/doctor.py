"""doctor: examine a casebook, its repository and this machine, and mend what can be mended without a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from casectl.core.errors import CasectlError
from casectl.core.health import Checkup, Fact, Trouble

Examination = Callable[[bool], Iterable[Fact | Trouble]]
"""Looks at one thing; told True, it mends what it can, and says so."""


def doctor(examinations: Sequence[Examination], *, mend: bool) -> Checkup:
    """Every examination, in order; one that cannot be carried out is a trouble itself and hides no other."""
    found: list[Fact | Trouble] = []
    for examination in examinations:
        try:
            found += examination(mend)
        except CasectlError as error:
            code = type(error).__name__.lower()
            troubles = [Trouble(code, error.what, error.hint), *(Trouble(code, each) for each in error.problems)]
            found += [each for each in troubles if each not in found]  # many examinations may stumble over one thing
    facts = tuple(each for each in found if isinstance(each, Fact))
    return Checkup(facts, tuple(each for each in found if isinstance(each, Trouble)))
