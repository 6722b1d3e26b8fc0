"""An annotation: a remark about a place in a file, which CI, code scanning and editors show there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from casectl.core.values.messages import LocalizedText, Message, Value
from casectl.core.values.value_class import value_class
from casectl.render.language import translate
from casectl.render.text.terminal import one_line

Severity = Literal["error", "warning", "notice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")
"""The worst first."""


@value_class
class Annotation:
    """One remark about a place in a file; `line` and `column` count from 1, 0 means that there is none.

    `subject` is what it is about and stays the same when lines move: the same remark has the same one in every run.
    `name` is what a test is called by, if not by its words, which may change from day to day. `within` leads to the
    place in the file where no line is known: keys, and of a list's entry its id.
    """

    path: str
    code: str
    severity: Severity
    what: Message
    subject: tuple[str, ...]
    line: int = 0
    column: int = 0
    name: str = ""
    within: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What it says, on one line, in the reader's language."""
        return one_line(translate(self.what))


def said(what: Message) -> tuple[str, ...]:
    """A sentence as part of a subject: the sentence and its names, without its numbers, in no language."""
    return (what.text, *_names(what))


def _names(value: Value) -> Iterator[str]:
    if isinstance(value, Message):
        for name in sorted(value.values):
            yield from _names(value.values[name])
    elif isinstance(value, (str, LocalizedText)):
        yield str(value)
    elif not isinstance(value, int):
        for each in value:
            yield from _names(each)
