"""Messages as data: an English sentence and the values in it; the errors and findings that say them.

The core never translates. A `Message` carries its English text, which is also the key in the catalogue of each
language; it is translated when it is shown (`casectl.render.language.translate`).

There is one class and one exit code for each kind of error. Every error names the subject, the reason (all reasons at
once, as `problems`) and the next step (`hint`). Only `casectl.cli.exit_codes` turns one into text and an exit code.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from typing import Union

from casectl.core.values.tree import Position
from casectl.core.values.value_class import value_class

UNREADABLE = "C000"
"""The code of a file that cannot be read."""
Value = Union[str, int, "Message", "LocalizedText", Sequence["Value"]]
"""What a message may contain: text, a number, another message, a localized text, or a list of those."""
LANGUAGES = ("en", "zh")
"""The languages of the program's texts, the one of the messages in the source first."""


class Typed(str):
    """A command line, as a value of a message: its placeholders, such as TEXT, are said in the reader's language."""

    __slots__ = ()


@value_class
class LocalizedText:
    """A text that the casebook itself gives in one or more languages, such as a template's title."""

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: str) -> LocalizedText:
        """A text that is the same in every language."""
        return cls((("", text),))

    def within(self, language: str) -> str:
        """The text in `language` ("en", "zh"), else the one without a language, else the first one given."""
        texts = dict(self.by_language)
        return texts.get(language) or texts.get("") or next(iter(texts.values()), "")

    def __str__(self) -> str:
        return self.within("en")

    def __bool__(self) -> bool:
        return bool(str(self))


@value_class
class Message:
    """A sentence with named placeholders, such as ``"case {id} not found"``, and their values."""

    text: str
    values: dict[str, Value] = field(default_factory=dict)
    plural: str = ""
    """The sentence for any number but one; empty if the sentence contains no number."""
    count: int = 1

    def __str__(self) -> str:
        text = self.plural if self.plural and self.count != 1 else self.text
        return text.format_map({name: plain_text(value) for name, value in self.values.items()})


def msg(text: str, /, **values: Value) -> Message:
    """Mark `text` for translation and bind its placeholders."""
    return Message(text, values)


def without_holes(message: Message) -> Message:
    """The message, with a dash for each value that is empty: a detail that an event should have and has not."""
    values = {
        name: without_holes(value) if isinstance(value, Message) else "-" if value in ("", []) else value
        for name, value in message.values.items()
    }
    return Message(message.text, values, message.plural, message.count)


def counted(one: str, many: str, /, count: int, **values: Value) -> Message:
    """Mark a sentence with a number for translation: ``counted("{count} case", "{count} cases", 2)`` is "2 cases"."""
    return Message(one, {"count": count, **values}, many, count)


def plain_text(value: Value) -> str:
    """The English text of a message's value; lists are joined with commas."""
    if isinstance(value, (str, int, Message, LocalizedText)):
        return str(value)
    return ", ".join(plain_text(each) for each in value)


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


_USUAL: dict[int | None, Message] = {
    errno.EACCES: msg("Permission denied"),
    errno.EDQUOT: msg("Disk quota exceeded"),
    errno.EEXIST: msg("File exists"),
    errno.EFBIG: msg("File too large"),
    errno.EIO: msg("Input/output error"),
    errno.EISDIR: msg("Is a directory"),
    errno.ELOOP: msg("Too many levels of symbolic links"),
    errno.ENAMETOOLONG: msg("File name too long"),
    errno.ENOENT: msg("No such file or directory"),
    errno.ENOSPC: msg("No space left on device"),
    errno.ENOTDIR: msg("Not a directory"),
    errno.EPERM: msg("Operation not permitted"),
    errno.EROFS: msg("Read-only file system"),
}


def reason_of(error: OSError) -> Value:
    """Why the system refused: a known reason as a message, else the system's own text."""
    return _USUAL.get(error.errno) or error.strerror or str(error) or type(error).__name__


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
        msg("{path} has problems", path=path),
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
