"""The error tree: one class and one exit code per kind of error.

Every error names the subject, the reason (all reasons at once, as `problems`) and the next step (`hint`). Only
`casectl.cli.verbs.boundary` turns one into text and an exit code.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casectl.core.values.messages import Message, msg
from casectl.core.values.tree import Position


class CasectlError(Exception):
    """An error that a user can understand and act upon.

    `code` names its kind in machine output (the rows of `casectl doctor`), in every language and version.
    """

    exit_code = 70
    code = "casectlerror"

    def __init__(self, what: Message, *, problems: Sequence[Message] = (), hint: Message | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.problems = tuple(problems)
        self.hint = hint

    def __str__(self) -> str:
        lines = [str(self.what), *(f"  {problem}" for problem in self.problems)]
        return "\n".join(lines + ([f"hint: {self.hint}"] if self.hint else []))


class UsageError(CasectlError):
    """Usage error: an unknown field, an impossible time, a missing argument."""

    exit_code = 2
    code = "misused"


class _AtPosition(CasectlError):
    """An error in a typed `text`; `at` is its position there, counted in characters from 0."""

    def __init__(
        self, text: str, at: int, why: Message, hint: Message | None = None, problems: Sequence[Message] = ()
    ) -> None:
        super().__init__(msg("at character {place}: {why}", why=why, place=at + 1), problems=problems, hint=hint)
        self.text = text
        self.at = at


class QuerySyntaxError(_AtPosition, UsageError):
    """A typed query that cannot be parsed."""


class Refused(CasectlError):
    """A rule of the template or of the casebook forbids the action."""

    exit_code = 3
    code = "refused"


class NotFound(CasectlError):
    """No case, person, state or template of that name, or more than one."""

    exit_code = 4
    code = "notfound"


class UnknownName(_AtPosition, NotFound):
    """A typed query that can be parsed but contains a name that is unknown here."""


class Unreadable(CasectlError):
    """A file that cannot be parsed or has the wrong form; `place` is the position, if known, `why` the reason alone."""

    exit_code = 5
    code = "unreadable"

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


class LeftOut(Unreadable):
    """A recorded file that this clone was made without."""


class RepositoryError(CasectlError):
    """Git, disk or lock error."""

    exit_code = 6
    code = "repositorytrouble"


def errors_of(*tries: Callable[[], object]) -> list[CasectlError]:
    """The usage errors and unknown names raised by `tries`, so that all are reported at once; others are raised."""
    errors: list[CasectlError] = []
    for each in tries:
        try:
            each()
        except (UsageError, NotFound) as error:
            errors.append(error)
    return errors


def as_problems(errors: Sequence[CasectlError]) -> list[Message]:
    """One line per error, each with its hint."""
    return [msg("{problem} ({hint})", problem=each.what, hint=each.hint) if each.hint else each.what for each in errors]


def raise_together(errors: Sequence[CasectlError]) -> None:
    """Raise a single error as it is, several as one error of the first one's kind; do nothing if there are none."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        kind = NotFound if isinstance(errors[0], NotFound) else UsageError
        raise kind(msg("several things are wrong"), problems=as_problems(errors))
