"""Questions to a person at a terminal: asked on stderr, answered by a line, and never where nobody would see them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from casectl.adapters.system.interrupts import INTERRUPTED
from casectl.core.values.messages import CasectlError, Message, UsageError, Value, msg
from casectl.core.values.naming import names_meant
from casectl.render.language import in_every_language, translate
from casectl.render.text.terminal import visible

_YES = msg("yes")


def say(what: Value) -> None:
    """A line that belongs to a question."""
    click.echo(visible(translate(what), multiline=True), err=True)


def answer_to(label: Value, default: str = "") -> str:
    """The line that is typed, without blanks around it; `default` for an empty one.

    Raises EOFError at the end of input. It is read without an editor of lines, so that it goes into no history.
    """
    question = msg("{label} [{default}]: ", label=label, default=default) if default else msg("{label}: ", label=label)
    while True:
        click.echo(visible(translate(question)), nl=False, err=True)
        line = sys.stdin.buffer.readline()
        if not line:
            click.echo(err=True)
            raise EOFError
        try:
            return line.decode("utf-8").strip() or default
        except UnicodeDecodeError:
            say(msg("that is not UTF-8 text"))


Kept = TypeVar("Kept")


def accepted(label: Value, read: Callable[[str], Kept], default: str = "") -> Kept:
    """What `read` makes of an answer; what it refuses is said, and asked again."""
    while True:
        try:
            return read(answer_to(label, default))
        except CasectlError as error:
            for each in error.problems or [error.what]:
                say(msg("  {problem}", problem=each))
            if error.hint:
                say(msg("  hint: {hint}", hint=error.hint))


def listed(things: Sequence[Value]) -> None:
    """Choices, each with the number by which it can be picked."""
    wide = len(str(len(things)))
    for number, each in enumerate(things, 1):
        say(msg("  {number}  {choice}", number=f"{number:>{wide}}", choice=each))


def picked(typed: str, names: Sequence[str]) -> str:
    """The name whose number was typed; else what was typed. A name that is a number is meant before a number."""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < len("1000") else 0
    return names[number - 1] if typed not in names and 0 < number <= len(names) else typed


def one_of(label: Value, things: Sequence[tuple[str, Sequence[str], Value]], default: str = "") -> str:
    """The name of one of some things, each with its titles and as it is shown; picked by number, name or title."""
    names = [name for name, _titles, _shown in things]

    def read(typed: str) -> str:
        found = names_meant(picked(typed, names), [(name, titles) for name, titles, _shown in things])
        if len(found) != 1:
            raise UsageError(msg("{text} is not in the list", text=typed or "-"), hint=msg("type a number or a name"))
        return found[0]

    say(label)
    listed([shown for _name, _titles, shown in things])
    return accepted(msg("number or name"), read, default)


def demand_yes(question: Message) -> None:
    """Go on if the person says yes; anything else ends the command, with the exit code of an interruption."""
    typed = answer_to(msg("{question} [y/N]", question=question)).casefold()
    if typed not in ("y", *(each.casefold() for each in in_every_language(_YES))):
        say(msg("nothing was recorded"))
        raise click.exceptions.Exit(INTERRUPTED)
