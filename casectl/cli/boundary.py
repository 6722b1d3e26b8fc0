"""The one place where an exception becomes words on stderr and an exit code.

0 done · 1 findings · 2 usage · 3 refused · 4 not found · 5 unreadable · 6 repository trouble · 70 a bug ·
130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

import click

from casectl.core.values.errors import CasectlError, QuerySyntaxError, RepositoryError, UnknownName, UsageError
from casectl.core.values.messages import Message, msg
from casectl.core.values.os_errors import reason_of
from casectl.render.language import translate
from casectl.render.terminal import point_at, visible

BUG = 70
INTERRUPTED = 130


def run_to_exit_code(work: Callable[[], int | None], *, debug: bool) -> int:
    """Run a command to its exit code; errors are reported on stderr. With `debug`, a bug keeps its traceback."""
    _talk_in_any_encoding()
    try:
        code = work() or 0
        sys.stdout.flush()
        return code
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except CasectlError as error:
        return _report(error)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UsageError.exit_code
    except click.UsageError as error:
        return _report_usage(error)
    except click.ClickException as error:
        return _report(RepositoryError(msg("{what}", what=error.format_message())))
    except (click.Abort, KeyboardInterrupt, EOFError):
        click.echo(translate(msg("interrupted")), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has left (``| head``). What was done is done, so this is no failure.
        drop_unwritten()
        return 0
    except OSError as error:
        if debug:
            raise
        drop_unwritten()
        return _report(RepositoryError(_system_says(error)))
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


def _report_usage(error: click.UsageError) -> int:
    # click ends its sentences with a stop, and with an English one in any language; ours have none
    lines = [_line(msg("casectl: {what}", what=" ".join(error.format_message().split()).rstrip(".。")))]
    if error.ctx:
        lines.insert(0, error.ctx.get_usage())
        lines.append(_line(msg("hint: {hint}", hint=msg("see {command} --help", command=error.ctx.command_path))))
    click.echo("\n".join(lines), err=True)
    return UsageError.exit_code


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
    text = translate(message)
    return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _system_says(error: OSError) -> Message:

    why = reason_of(error)
    return msg("{file}: {why}", file=str(error.filename), why=why) if error.filename else msg("{what}", what=why)


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
