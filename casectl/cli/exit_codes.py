"""The one place where an exception becomes words on stderr and an exit code.

0 done · 1 findings · 2 usage · 3 refused · 4 not found · 5 unreadable · 6 repository trouble · 70 a bug ·
130 interrupted.
"""

from __future__ import annotations

import io
import os
import select
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from casectl.adapters.system.interrupts import INTERRUPTED
from casectl.core.values.messages import (
    CasectlError,
    Message,
    QuerySyntaxError,
    RepositoryError,
    UnknownName,
    UsageError,
    msg,
    reason_of,
)
from casectl.core.values.nearest import suggestion
from casectl.render.language import in_words, translate
from casectl.render.text.terminal import point_at, visible, without_endless_words

if TYPE_CHECKING:
    from casectl.render.view import Value

BUG = 70


def run_to_exit_code(work: Callable[[], int | None], *, debug: bool, as_json: bool = False) -> int:
    """Run a command to its exit code; errors are reported on stderr. With `debug`, a bug keeps its traceback; with
    `as_json`, errors are objects for programs, unless a person sees them.
    """
    _talk_in_any_encoding()
    report = _report_json if as_json and not sys.stderr.isatty() else _report
    try:
        code = work() or 0
        sys.stdout.flush()
        return code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except CasectlError as error:
        return report(error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    except click.UsageError as error:
        return _report_json(_misused(error)) if report is _report_json else _report_usage(error)
    except click.ClickException as error:
        return report(RepositoryError(msg("{what}", what=error.format_message())))
    except (click.Abort, KeyboardInterrupt, EOFError):
        click.echo(translate(msg("interrupted")), err=True)
        return INTERRUPTED
    except OSError as error:
        if isinstance(error, BrokenPipeError) and reader_has_left():
            drop_unwritten()
            return 0  # ``| head``: what was done is done, so this is no failure
        if debug:
            raise
        drop_unwritten()
        return report(RepositoryError(_system_says(error)))
    except Exception as error:
        if debug:
            raise
        return _report_bug(error)


def _report(error: CasectlError) -> int:
    lines = [_line(msg("casectl: {what}", what=error.what))]
    if isinstance(error, (QuerySyntaxError, UnknownName)):
        from shutil import get_terminal_size  # 3 ms

        lines += [f"  {line}" for line in point_at(error.text, error.at, get_terminal_size().columns - 2)]
    lines += [f"  {_line(problem)}" for problem in error.problems]
    if error.hint:
        lines.append(_line(msg("hint: {hint}", hint=error.hint)))
    click.echo("\n".join(lines), err=True)
    return error.exit_code


def _report_json(error: CasectlError) -> int:
    """The error for a program, in English: its kind (`code`) and its exit code are promises, its words are not."""
    from casectl.render.writers.json_ import dumps

    said: dict[str, Value] = {
        "schema": 1,
        "kind": "error",
        "code": error.code,
        "exit_code": error.exit_code,
        "message": str(error.what),
        "problems": [str(problem) for problem in error.problems],
        "hint": str(error.hint) if error.hint else None,
    }
    click.echo(dumps(said), err=True)
    return error.exit_code


def _misused(error: click.UsageError) -> UsageError:
    """click ends its sentences with a stop, and with an English one in any language; ours have none."""
    if isinstance(error, click.MissingParameter) and error.ctx:
        from casectl.cli.typed.missing import missing_parameters

        return missing_parameters(error.ctx)
    help_line = msg("see {command} --help", command=error.ctx.command_path) if error.ctx else None
    if isinstance(error, click.NoSuchOption):
        near = suggestion(error.option_name, error.possibilities or ())
        return UsageError(msg("there is no option {name}", name=error.option_name), hint=near or help_line)
    if isinstance(error, click.NoSuchCommand):
        near = suggestion(error.command_name, error.possibilities or ())
        return UsageError(msg("there is no command {name}", name=error.command_name), hint=near or help_line)
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Argument):
        error.param_hint = in_words(error.param.metavar or error.param.human_readable_name)
    return UsageError(msg("{what}", what=" ".join(error.format_message().split()).rstrip(".。")), hint=help_line)


def _report_usage(error: click.UsageError) -> int:
    if error.ctx:
        click.echo(error.ctx.get_usage(), err=True)
    return _report(_misused(error))


def _report_bug(error: Exception) -> int:
    name = f"{type(error).__name__}: {error}"
    lines = [
        _line(msg("casectl: this is a bug in casectl, not in what you typed: {error}", error=name)),
        _line(msg("hint: {hint}", hint=msg("run it again with casectl --debug and report what it prints"))),
    ]
    click.echo("\n".join(lines), err=True)
    return BUG


_LONGEST = 1_000
"""So much of a line is shown: whoever typed more knows it by its beginning."""


def _line(message: Message) -> str:
    text = without_endless_words(translate(message))
    return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _system_says(error: OSError) -> Message:

    why = reason_of(error)
    return msg("{file}: {why}", file=str(error.filename), why=why) if error.filename else msg("{what}", what=why)


def reader_has_left() -> bool:
    """Whether nobody reads our stdout or stderr any more. A program that we started, or a server, may have left as
    well: that is trouble, and not to be taken for this.
    """
    left = select.poll()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # it is no file, or closed
            left.register(stream.fileno(), 0)  # what is wrong is told without being asked for
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in left.poll(0))


def drop_unwritten() -> None:
    """Give up output that cannot be written, so that the interpreter's last flush does not fail on it again."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _talk_in_any_encoding() -> None:
    """A letter that the locale cannot write is shown as an escape instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
