"""Commands that somebody else wrote: a program ``casectl-NAME`` on the PATH is the command ``casectl NAME``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from casectl.adapters.system.interrupts import left_to_another
from casectl.cli.options import Settings
from casectl.core.values.messages import UsageError, msg, reason_of
from casectl.render.language import current_language

_BY_SIGNAL = 128
"""What a shell adds to the number of the signal that ended a program."""


def extension(name: str) -> click.Command | None:
    """The command of that name, which takes whatever is typed behind it; None if there is no such program.

    It is looked for in the absolute folders of the PATH alone: never in a casebook that somebody happens to stand in.
    """
    folders = [each for each in os.get_exec_path() if Path(each).is_absolute()]
    is_name = name.isascii() and name[:1].isalnum() and name.replace("-", "").replace("_", "").isalnum()
    program = shutil.which(f"casectl-{name}", path=os.pathsep.join(folders)) if is_name and folders else None
    if program is None:
        return None

    @click.command(name, add_help_option=False, context_settings={"ignore_unknown_options": True})
    @click.argument("words", nargs=-1, type=click.UNPROCESSED)
    @click.pass_obj
    def command(settings: Settings, words: tuple[str, ...]) -> int:
        return _run(program, words, settings)

    command.allow_interspersed_args = False
    return command


def _run(program: str, words: tuple[str, ...], settings: Settings) -> int:
    """Run it on the casebook that was named, in our language and on our streams, and return its exit code."""
    sys.stdout.flush()
    env = {**os.environ, "CASECTL_LANG": current_language()}
    if settings.start.parts:
        env["CASECTL_REPO"] = str(settings.start.absolute())
    try:
        with left_to_another():
            status = subprocess.run([program, *words], env=env, check=False).returncode
    except OSError as error:
        raise UsageError(
            msg("{program} cannot be run: {why}", program=program, why=reason_of(error)),
            hint=msg("it must be executable, and begin with #! if it is a script"),
        ) from None
    return status if status >= 0 else _BY_SIGNAL - status
