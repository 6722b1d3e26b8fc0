"""Ctrl-C: it ends a command that has recorded nothing yet, and comes too late for one that has."""

from __future__ import annotations

import signal
import threading


def come_too_late() -> None:
    """Heed no Ctrl-C any more, nor let the git that we start heed one: the command is as good as done, and says so.

    Whoever interrupted it now would be told so, and would do again what is recorded. Only the main thread is asked.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
