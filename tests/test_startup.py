"""What a real process loads: the slow packages stay asleep until something needs them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SLOW = ("git", "ruamel", "tabulate", "wcwidth", "importlib.metadata", "holidays", "sqlite3", "babel")
"""Packages that cost as much as a whole start of casectl."""

PROBE = """
import sys
from casectl.cli.main import run
code = run(sys.argv[1:])
print(code, *sorted(sys.modules), file=sys.stderr)
"""


def loaded_by(*args: str, **env: str) -> tuple[int, set[str]]:
    """The exit code of casectl with `args`, and every module that was loaded then."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *args],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "CASECTL_LANG": "en", **env},
        check=True,
    )
    code, *modules = done.stderr.splitlines()[-1].split()
    return int(code), set(modules)


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["--version"], ["nonsense"]])
def test_help_and_mistakes_load_nothing_slow(args: list[str]) -> None:
    """Nobody waits for git to read a help text."""
    _code, modules = loaded_by(*args)
    assert modules.isdisjoint(SLOW)


def test_help_loads_no_command() -> None:
    """The table carries what the root's help says of a command."""
    _code, modules = loaded_by("--help")
    ours = {name for name in modules if name.startswith(("casectl.cli.", "casectl.actions", "casectl.adapters"))}
    needed = {f"casectl.cli.{name}" for name in ("boundary", "commands", "main", "options", "personal", "verb")}
    assert ours == needed | {f"casectl.adapters{name}" for name in ("", ".system", ".system.user_settings")}


def test_chinese_help_loads_only_what_measures_it() -> None:
    """Display width needs wcwidth; nothing else that is slow comes with it."""
    _code, modules = loaded_by("--lang", "zh", "--help")
    assert modules & set(SLOW) <= {"wcwidth"}
