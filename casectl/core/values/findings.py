"""A finding: a problem in a file, its position, and a code that is the same in every language."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.values.messages import CasectlError, Message, Unreadable, msg
from casectl.core.values.tree import Position
from casectl.core.values.value_class import value_class

UNREADABLE = "C000"
"""The code of a file that cannot be read."""


@value_class
class Finding:
    """One problem in a case, a template or the casebook. `is_note`: it is worth knowing, and makes no check fail.
    `people` are those whose act it is, by name or address; nobody, where that is not known.
    """

    place: Position
    code: str
    what: Message
    is_note: bool = False
    people: tuple[str, ...] = ()

    def sort_key(self) -> tuple[str, int, int, str]:
        """Orders findings by file, then by position."""
        return (self.place.file, self.place.line, self.place.column, self.code)


def unreadable_with(path: str, findings: Iterable[Finding]) -> Unreadable:
    """The error that lists every finding of a file that has to be free of them."""
    return Unreadable(
        msg("{path} has faults", path=path),
        problems=[
            msg("{place}: {code} {what}", place=str(each.place), code=each.code, what=each.what)
            for each in sorted(findings, key=Finding.sort_key)
        ],
        hint=msg("fix them in the file, then: casectl adopt {path}", path=path),
    )


def unreadable(path: str, error: CasectlError) -> Finding:
    """The finding for a file that cannot be read, at the error's position if that is known."""
    if isinstance(error, Unreadable) and error.place:
        return Finding(error.place, UNREADABLE, error.why)
    return Finding(Position(path), UNREADABLE, error.what)
