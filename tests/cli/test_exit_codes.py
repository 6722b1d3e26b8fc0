"""Every exception becomes a sentence and the documented exit code; no traceback reaches a user."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
import pytest

from casectl.cli.exit_codes import run_to_exit_code
from casectl.core.values.messages import CasectlError, NotFound, Refused, RepositoryError, Unreadable, UsageError, msg


def raising(error: BaseException) -> Callable[[], NoReturn]:
    """Work that fails in this way."""

    def work() -> NoReturn:
        raise error

    return work


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (1, 1), (5, 5)])
def test_a_command_that_ends_well_gives_its_own_code(result: int | None, code: int) -> None:
    """None is 0; findings are 1."""
    assert run_to_exit_code(lambda: result, debug=False) == code


@pytest.mark.parametrize(
    ("kind", "code"), [(UsageError, 2), (Refused, 3), (NotFound, 4), (Unreadable, 5), (RepositoryError, 6)]
)
def test_our_errors_say_everything_at_once(
    kind: type[CasectlError], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """What, every problem, the next step; on stderr, with the kind's exit code."""
    error = kind(
        msg("{id} cannot be closed", id="C-1"),
        problems=[msg("fill {field}", field="cause"), msg("say why")],
        hint=msg("casectl show {id}", id="C-1"),
    )
    assert run_to_exit_code(raising(error), debug=False) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "casectl: C-1 cannot be closed\n  fill cause\n  say why\nhint: casectl show C-1\n"


def test_what_an_error_quotes_cannot_touch_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """A title in a message is as hostile as a title in a list."""
    run_to_exit_code(raising(NotFound(msg("no case {id}", id="\x1b]0;x\x07\n\u202e"))), debug=False)
    assert capsys.readouterr().err == "casectl: no case \\x1b]0;x\\x07\\x0a<U+202E>\n"


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (click.Abort(), 130, "interrupted"),
        (OSError(errno.ENOSPC, "No space left on device", "cases/x.yaml"), 6, "cases/x.yaml: No space left on device"),
        (PermissionError(errno.EACCES, "Permission denied"), 6, "casectl: Permission denied"),
        (click.UsageError("no such thing."), 2, "casectl: no such thing\n"),
        (click.MissingParameter(param_hint="'CASE'", param_type="argument"), 2, "casectl: Missing argument 'CASE'\n"),
        (click.FileError("x", "gone"), 6, "Could not open file"),
        (
            ZeroDivisionError("division by zero"),
            70,
            "this is a bug in casectl, not in what you typed: ZeroDivisionError",
        ),
        (click.exceptions.Exit(3), 3, ""),
    ],
)
def test_everything_else_has_a_code_and_a_sentence(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Interrupted, a full disk, misuse, a bug."""
    assert run_to_exit_code(raising(error), debug=False) == code
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_debug_lets_a_bug_through() -> None:
    """With --debug the traceback is shown."""
    with pytest.raises(ZeroDivisionError):
        run_to_exit_code(raising(ZeroDivisionError()), debug=True)


def process(code: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Work in a process of its own, whose streams are real files."""
    program = (
        f"import sys\nfrom casectl.cli.exit_codes import run_to_exit_code\n{code}\n"
        "sys.exit(run_to_exit_code(work, debug=False))"
    )
    command = [sys.executable, "-c", program]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_a_reader_who_leaves_early_is_no_failure() -> None:
    """`casectl list | head -1` ends quietly."""
    read, write = os.pipe()
    os.close(read)
    done = process("def work():\n    print('x' * 100000)", stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_another_who_leaves_early_is_trouble() -> None:
    """A program that we started, or a server: what was asked for is not done, while our own output is read."""
    done = process("def work():\n    raise BrokenPipeError(32, 'Broken pipe')", stdout=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (6, b"casectl: Broken pipe\n")


def test_output_that_cannot_be_written_is_trouble_and_said_once(tmp_path: Path) -> None:
    """A list that was cut off by a full disk is not a list that was written."""
    full = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
    with (tmp_path / "out").open("wb") as out:
        done = process(f"{full}def work():\n    print('x')", stdout=out)
    assert done.returncode == 6
    assert done.stderr == b"casectl: File too large\n"


def test_a_locale_that_cannot_write_a_letter_gets_an_escape() -> None:
    """Chinese on an ASCII terminal does not end the command."""
    env = {**os.environ, "PYTHONIOENCODING": "ascii:strict"}
    done = process("def work():\n    print('退款')", env=env, stdout=subprocess.PIPE)
    assert (done.returncode, done.stdout) == (0, b"\\u9000\\u6b3e\n")
