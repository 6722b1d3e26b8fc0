"""Run casectl: as a command, and as ``python -m casectl``."""

import gc
import os
import sys

from casectl.cli.shell import tab

_MANY = 100_000
"""How many things are made before garbage is looked for: what most commands make lives as long as they do."""


def main() -> None:
    """Answer a shell that waits for ids at once; everything else is for the command line, which is slow to load."""
    gc.set_threshold(_MANY, 50, 100)
    if not (sys.stdin and sys.stdout and sys.stderr):
        from casectl.cli.no_streams import open_missing

        open_missing()
    if not tab.answered(os.environ):
        from casectl.cli.main import main as command_line

        command_line()


if __name__ == "__main__":
    main()
