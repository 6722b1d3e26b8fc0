"""Run casectl: as a command, and as ``python -m casectl``."""

import os
import sys

from casectl.cli import tab


def main() -> None:
    """Answer a shell that waits for ids at once; everything else is for the command line, which is slow to load."""
    if not (sys.stdin and sys.stdout and sys.stderr):
        from casectl.cli.no_streams import open_missing

        open_missing()
    if not tab.answered(os.environ):
        from casectl.cli.main import main as command_line

        command_line()


if __name__ == "__main__":
    main()
