"""A line on the terminal that says how far something slow has come, and goes when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from casectl.cli.options import Settings
from casectl.core.values.messages import msg
from casectl.render.language import translate

_SLOW = 1000
"""Files that take about a second to read."""
_BAR = 30


def progress(settings: Settings) -> Callable[[int, int], None] | None:
    """The function to call with how many of how many cases have been read; None where nobody watches."""
    return _show if sys.stderr.isatty() and not settings.quiet else None


def _show(done: int, total: int) -> None:
    if total < _SLOW:
        return
    bar = "█" * (done * _BAR // total)
    line = translate(msg("reading cases  {bar} {percent} %", bar=f"{bar:·<{_BAR}}", percent=done * 100 // total))
    click.echo("\r\x1b[K" + (line if done < total else ""), err=True, nl=False)
