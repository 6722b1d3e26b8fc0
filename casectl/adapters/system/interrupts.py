"""Ctrl-C, `kill` and a closed terminal: they end a command before it has recorded anything, and are ignored after.

Ctrl-C at three times: until a command begins there is nothing to give back, and the process ends there and then; while
it works, what it holds is given back; once something is recorded, it comes too late. It never shows a traceback.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

INTERRUPTED = 130
"""The exit code of what was interrupted, as a shell has it."""


def end_at_once() -> None:
    """Have Ctrl-C end this process from here on, without a word; where it is ignored, it stays ignored.

    A KeyboardInterrupt would not do: one that comes while Python itself is busy, as it is with imports, is printed and
    forgotten.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


@contextmanager
def given_back_first() -> Iterator[None]:
    """Have the first Ctrl-C inside raise KeyboardInterrupt, if `end_at_once` was called; the next one ends the process.

    An error that follows from the interruption is one: git has been interrupted, too, and what gives back may need it.
    """
    if signal.getsignal(signal.SIGINT) is _end:
        sys.unraisablehook = _end_or_tell
        signal.signal(signal.SIGINT, _interrupt)
    before = signal.getsignal(signal.SIGINT)
    try:
        yield
    except Exception:
        if before is _interrupt and signal.getsignal(signal.SIGINT) is _end:
            raise KeyboardInterrupt from None
        raise


def ignore_interrupts() -> None:
    """Ignore them all from here on: the command has recorded its result and must report it, or has reported it.

    A user who saw it interrupted would repeat what is recorded. Ctrl-C also reaches the git processes that we start, so
    those must ignore it too (SIG_IGN is inherited); `kill` is meant for this process alone, and children that could not
    be ended would outlive it. Signals can only be set in the main thread; in others nothing happens.
    """
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    except ValueError:  # not the main thread
        return
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _do_nothing)


@contextmanager
def left_to_another() -> Iterator[None]:
    """Leave Ctrl-C to the program that has the terminal inside, such as a pager, in which it ends a search."""
    before = signal.getsignal(signal.SIGINT)
    if before == signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, _do_nothing)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def restore_signals() -> None:
    """In a forked child: let SIGTERM end it, even if this process ignores it, and Ctrl-C too unless it is ignored."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def _end(number: int, frame: object) -> NoReturn:
    os._exit(INTERRUPTED)


def _interrupt(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGINT, _end)
    raise KeyboardInterrupt


def _end_or_tell(lost: sys.UnraisableHookArgs) -> None:
    """End the process over a KeyboardInterrupt that Python could not raise; tell any other error as Python does."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        os._exit(INTERRUPTED)
    sys.__unraisablehook__(lost)


def _do_nothing(number: int, frame: object) -> None:
    """A handler that does nothing; unlike SIG_IGN it is not inherited by programs that we start."""
