"""Ctrl-C, `kill` and a terminal that is closed: they end a command that has recorded nothing yet, and come too late for
one that has."""

from __future__ import annotations

import signal
import threading

ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def come_too_late() -> None:
    """Heed none of them any more, nor let the git that we start do so: the command is as good as done, and says so.

    Whoever interrupted it now would be told so, and would do again what is recorded. Only the main thread is asked.
    """
    if threading.current_thread() is threading.main_thread():
        for each in ASKING:
            signal.signal(each, signal.SIG_IGN)
