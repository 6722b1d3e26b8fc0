"""One tree of errors, an exit code per kind.

Every error names the thing, the reason (all reasons at once, as `problems`) and the next step (`hint`).
Only `casectl.cli.boundary` turns one into text and an exit code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Position


class CasectlError(Exception):
    """Something that a user can understand and act upon."""

    exit_code = 70

    def __init__(self, what: Message, *, problems: Sequence[Message] = (), hint: Message | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.problems = tuple(problems)
        self.hint = hint

    def __str__(self) -> str:
        lines = [str(self.what), *(f"  {problem}" for problem in self.problems)]
        return "\n".join(lines + ([f"hint: {self.hint}"] if self.hint else []))


class UsageError(CasectlError):
    """The command's words are off: an unknown field, an impossible time, a missing argument."""

    exit_code = 2


class _Pointed(CasectlError):
    """Something in a text that was typed: `at` is the place in `text`, counted from 0, where that shows."""

    def __init__(
        self, text: str, at: int, why: Message, hint: Message | None = None, problems: Sequence[Message] = ()
    ) -> None:
        super().__init__(msg("at character {place}: {why}", why=why, place=at + 1), problems=problems, hint=hint)
        self.text = text
        self.at = at


class QuerySyntaxError(_Pointed, UsageError):
    """A text that was typed does not read."""


class Refused(CasectlError):
    """A rule of the template or of the casebook does not allow it."""

    exit_code = 3


class NotFound(CasectlError):
    """No such case, person, state, template; or more than one."""

    exit_code = 4


class UnknownName(_Pointed, NotFound):
    """A text that was typed reads well, and a name in it means nothing here."""


class Unreadable(CasectlError):
    """A file cannot be read as what it should be; `place` is where, if that is known, and `why` the reason alone."""

    exit_code = 5

    def __init__(
        self,
        why: Message,
        *,
        place: Position | None = None,
        problems: Sequence[Message] = (),
        hint: Message | None = None,
    ) -> None:
        what = msg("{place}: {why}", place=str(place), why=why) if place else why
        super().__init__(what, problems=problems, hint=hint)
        self.place = place
        self.why = why


class RepositoryError(CasectlError):
    """git, the repository's state, the disk or a lock stands in the way."""

    exit_code = 6


def errors_of(*tries: Callable[[], object]) -> list[CasectlError]:
    """What is wrong with the words in each of `tries`, so that all is said at once; other faults are raised."""
    faults: list[CasectlError] = []
    for each in tries:
        try:
            each()
        except (UsageError, NotFound) as error:
            faults.append(error)
    return faults


def as_problems(faults: Sequence[CasectlError]) -> list[Message]:
    """Faults on a line each, with their hints."""
    return [msg("{problem} ({hint})", problem=each.what, hint=each.hint) if each.hint else each.what for each in faults]


def raise_together(faults: Sequence[CasectlError]) -> None:
    """Raise what went wrong, several faults as one error of the first one's kind."""
    if len(faults) == 1:
        raise faults[0]
    if faults:
        kind = NotFound if isinstance(faults[0], NotFound) else UsageError
        raise kind(msg("several things are wrong"), problems=as_problems(faults))
