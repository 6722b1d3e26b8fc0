"""What a real process loads: the slow packages stay asleep until something needs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
    needed = [
        "commands",
        "exit_codes",
        "main",
        "option_values",
        "options",
        "personal",
        "typed",
        "typed.anywhere",
        "verb",
    ]
    assert ours == {f"casectl.cli.{name}" for name in needed} | {
        f"casectl.adapters{name}" for name in ("", ".system", ".system.interrupts", ".system.user_settings")
    }


def test_chinese_help_loads_only_what_measures_it() -> None:
    """Display width needs wcwidth; nothing else that is slow comes with it."""
    _code, modules = loaded_by("--lang", "zh", "--help")
    assert modules & set(SLOW) <= {"wcwidth"}


def test_a_merge_loads_only_what_merges(tmp_path: Path) -> None:
    """git waits for it at every case that two sides changed: no parser, no process of git, no list."""
    book, case = tmp_path / "book", "cases/2026/11/C-2611-00000001X.yaml"
    book.mkdir()
    (book / "casectl.yaml").write_text("schema: 1\nname: Desk\nzone: Etc/UTC\nid_prefix: C\n")
    subprocess.run(["git", "init", "-q", str(book)], check=True)
    event = "id: aaaa1\n    at: 2026-11-21T09:00:00+00:00\n    by: ann\n    event: opened\n    to: new"
    text = f"schema: 1\nid: C-2611-00000001X\ntitle: A\nstate: new\njournal:\n  - {event}\n"
    for name in ("base", "ours", "theirs"):
        (tmp_path / name).write_text(text)
    names = [str(tmp_path / name) for name in ("base", "ours", "theirs")]
    for _ in range(2):  # the first one parses the settings and keeps them
        code, modules = loaded_by("-C", str(book), "merge-driver", *names, "7", case)
        assert code == 0
    not_needed = ("casectl.adapters.git.command", "casectl.actions.context", "casectl.core.template.model")
    assert modules.isdisjoint((*SLOW, *not_needed))
