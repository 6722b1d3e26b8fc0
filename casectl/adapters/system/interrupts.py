"""Ctrl-C, `kill` and a closed terminal: they end a command before it has recorded anything, and are ignored after."""

from __future__ import annotations

import signal
import threading


def ignore_interrupts() -> None:
    """Ignore them all from here on: the command has recorded its result, and must report it.

    A user who saw it interrupted would repeat what is recorded. Ctrl-C also reaches the git processes that we start, so
    those must ignore it too (SIG_IGN is inherited); `kill` is meant for this process alone, and children that could not
    be ended would outlive it. Signals can only be set in the main thread; in others nothing happens.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for each in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, _do_nothing)


def restore_sigterm() -> None:
    """In a forked child: let SIGTERM end it, even if this process ignores it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _do_nothing(number: int, frame: object) -> None:
    """A handler that does nothing; unlike SIG_IGN it is not inherited by programs that we start."""
