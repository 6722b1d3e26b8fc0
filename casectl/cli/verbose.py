"""--verbose: each program that casectl runs, on stderr, as it could be typed. No complaint's text is ever among it."""

from __future__ import annotations

import functools
import os
import shlex
import sys

import click

from casectl.cli.options import Settings
from casectl.core.values.addresses import redacted
from casectl.render.text.terminal import visible


@functools.cache
def listen() -> None:
    """Have the interpreter report each program that is started; only commands that are verbose say so."""
    sys.addaudithook(_say)


def _say(event: str, what: tuple[object, ...]) -> None:
    if event != "subprocess.Popen":
        return
    ctx = click.get_current_context(silent=True)
    settings = ctx.find_object(Settings) if ctx else None
    words = what[1]
    if settings and settings.verbose and isinstance(words, (list, tuple)):
        click.echo(visible(f"+ {redacted(shlex.join(map(os.fsdecode, words)))}"), err=True)
