"""Ctrl-C, `kill` and a terminal that is closed: they end a command that has recorded nothing yet, and come too late for
one that has."""

from __future__ import annotations

import signal
import threading

ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def come_too_late() -> None:
    """Heed none of them any more: the command is as good as done, and says so.

    Whoever interrupted it now would be told so, and would do again what is recorded. Ctrl-C goes to the git that we
    start as well, so that one is not to heed it either; whoever ends a process by `kill` means that process alone, and
    children that could not be ended would outlive us. Only the main thread is asked.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for each in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, _heed_nothing)


def be_ended() -> None:
    """In a forked child: whoever started it may end it, whatever we ourselves heed no more."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _heed_nothing(number: int, frame: object) -> None:
    """What answers a signal here and, other than SIG_IGN, is not handed on to a program that we start."""
