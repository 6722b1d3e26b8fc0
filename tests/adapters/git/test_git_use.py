"""GitPython runs git and does nothing else for us: the rest of it loses commits, skips signing, or opens holes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import casectl
from casectl.adapters.git import command as git_command

PACKAGE = Path(casectl.__file__).parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
BANNED = re.compile(
    r"\bRepo\(|repo\.git\.|\.index\.(add|commit|remove|write)|config_writer|clone_from|SymbolicReference|\bActor\("
    r"|\.(fetch|push|pull)\(|shell=True|os\.system|import subprocess|from subprocess import (?!PIPE, TimeoutExpired)"
)


def _imports(source: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_only_one_module_knows_gitpython_and_only_its_runner() -> None:
    users = {
        source.relative_to(PACKAGE).as_posix(): names
        for source in SOURCES
        if (names := {n for n in _imports(source) if re.match(r"git\b", n)})
    }
    assert users == {"adapters/git/command.py": {"git.cmd"}}


@pytest.mark.parametrize(
    "source",
    [each for each in SOURCES if "adapters" in each.relative_to(PACKAGE).parts],
    ids=lambda each: f"{each.parent.name}/{each.name}",
)
def test_no_adapter_uses_what_is_banned(source: Path) -> None:
    assert not BANNED.findall(source.read_text(encoding="utf-8"))


def test_every_call_carries_the_safe_flags() -> None:
    settings = dict(word.split("=", 1) for word in git_command.SAFE if "=" in word)
    assert settings["core.hooksPath"] == "/dev/null"
    assert settings["core.fsync"] == "all"
    assert (settings["core.fsmonitor"], settings["safe.bareRepository"]) == ("false", "explicit")
    assert {"--no-replace-objects", "--literal-pathspecs", "--no-optional-locks", "--no-pager"} <= set(git_command.SAFE)
