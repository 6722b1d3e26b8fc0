"""CONTRIBUTING is true of the tree: every path in it exists, its map has every package, its skeletons work."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PATH = re.compile(r"`((?:[\w.]+/)+[\w.]*|[\w]+\.(?:py|md|toml|lock|yaml))`")


def paths() -> list[str]:
    """What is named in backticks and looks like a path without a placeholder."""
    return sorted({name for name in PATH.findall(TEXT) if "<" not in name})


@pytest.mark.parametrize("name", paths())
def test_a_path_that_is_named_exists(name: str) -> None:
    """In the repository, or in the package."""
    made = (".venv/", ".git/", "cases/", "attachments/")
    assert name.startswith(made) or (ROOT / name).exists() or (ROOT / "casectl" / name).exists()


def test_the_map_of_core_has_every_package() -> None:
    """A stranger looks there first."""
    packages = {f"core/{path.parent.name}" for path in (ROOT / "casectl/core").glob("*/__init__.py")}
    assert set(re.findall(r"`(core/\w+)`", TEXT)) == packages


def skeletons() -> list[str]:
    """The Python code in CONTRIBUTING."""
    return re.findall(r"```python\n(.*?)```", TEXT, re.S)


def test_a_skeleton_imports_what_there_is() -> None:
    """A copy of one is code that runs; `praise` alone is made up."""
    assert len(skeletons()) == 4
    for code in skeletons():
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("casectl", "tests"):
                if "praise" in (node.module or ""):
                    continue
                module = __import__(node.module or "", fromlist=["x"])
                assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []


def test_a_skeleton_is_in_shape() -> None:
    """`make check` has nothing to say about a copy of one."""
    for code in skeletons():
        name = "--stdin-filename=casectl/praise.py"
        for command in (("check", "--quiet", name, "-"), ("format", "--check", "--quiet", name, "-")):
            done = subprocess.run(
                (sys.executable, "-m", "ruff", *command),
                cwd=ROOT,
                input=code,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stdout) == (0, ""), done.stderr
