"""Run casectl: as a command, and as ``python -m casectl``."""

import os

try:
    import gc
    import sys

    from casectl.cli.shell import tab
except KeyboardInterrupt:  # Ctrl-C in the first instant: as if it had come a moment earlier
    os._exit(130)

_MANY = 100_000
"""How many things are made before garbage is looked for: what most commands make lives as long as they do."""


def main() -> None:
    """Answer a shell that waits for ids at once; everything else is for the command line, which is slow to load."""
    try:
        _run()
    except KeyboardInterrupt:  # before the command has begun, or when it has ended
        os._exit(130)


def _run() -> None:
    gc.set_threshold(_MANY, 50, 100)
    if not (sys.stdin and sys.stdout and sys.stderr):
        from casectl.cli.no_streams import open_missing

        open_missing()
    if not tab.answered(os.environ):
        from casectl.adapters.system.interrupts import end_at_once

        end_at_once()
        from casectl.cli.main import main as command_line

        command_line()


if __name__ == "__main__":
    main()
