"""git is run by one module, as a plain process behind the defences; GitPython serves `doctor` and nobody else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import casectl
from casectl.adapters.git.safety.process import SAFE

PACKAGE = Path(casectl.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
BANNED = re.compile(
    r"repo\.git\.|\.index\.(add|commit|remove|write)|config_writer|clone_from|SymbolicReference|\bActor\("
    r"|(?<!exchange)(?<!_remotes)\.(fetch|push|pull)\(|shell=True|os\.system|sys\.modules"
)
"""Of GitPython, what loses commits, skips signing or opens holes; and what would hide an import or a process.

Exchanges and remotes are our own.
"""


def _imports(source: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def _users(package: str) -> set[str]:
    homes = [source for folder in ("git", "doctor") for source in (PACKAGE / "adapters" / folder).rglob("*.py")]
    return {source.relative_to(PACKAGE).as_posix() for source in homes if package in _imports(source)}


def test_one_module_starts_git() -> None:
    assert _users("subprocess") == {"adapters/git/command.py"}


def test_nobody_uses_what_is_banned() -> None:
    assert [source for source in SOURCES if BANNED.search(source.read_text(encoding="utf-8"))] == []


def test_every_call_carries_the_safe_flags() -> None:
    settings = dict(word.split("=", 1) for word in SAFE if "=" in word)
    assert settings["core.hooksPath"] == "/dev/null"
    assert settings["core.fsync"] == "all"
    assert (settings["core.fsmonitor"], settings["safe.bareRepository"]) == ("false", "explicit")
    assert {"--no-replace-objects", "--literal-pathspecs", "--no-optional-locks", "--no-pager"} <= set(SAFE)
