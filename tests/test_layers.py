"""Where outside packages, the clock and the process's end may be touched, beyond what import-linter can see."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "casectl"

HOMES = {
    "click": r"cli/.*",
    "git": r"adapters/doctor/remotes\.py",
    "gitdb": r"(?!)",
    "holidays": r"adapters/system/holiday_source\.py",
    "ruamel": r"adapters/yaml/\w+\.py",
    "tabulate": r"render/writers/documents\.py",
    "wcwidth": r"render/text/terminal\.py",
    "sqlite3": r"adapters/(index/\w+|doctor/index)\.py",
    "python_calamine": r"adapters/tables/xlsx_table\.py",
    "babel": r"(?!)",
    "os": r"(?!core/).*",
    "shutil": r"(?!core/).*",
    "subprocess": r"adapters/.*|cli/.*",
}
"""Each outside package, and the only files that may import it."""


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package, by its file."""
    files = sorted(PACKAGE.rglob("*.py"))
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in files}


@cache
def imports() -> list[tuple[str, str]]:
    """(file, outermost package) for every import statement of the package."""
    found = []
    for file, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                found += [(file, alias.name.split(".")[0]) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found.append((file, (node.module or "").split(".")[0]))
    return found


@pytest.mark.parametrize("package", HOMES)
def test_an_outside_package_stays_in_its_home(package: str) -> None:
    """One outside thing, one place: else replacing it means reading everything."""
    strays = [file for file, name in imports() if name == package and not re.fullmatch(HOMES[package], file)]
    assert strays == []


def test_nobody_asks_for_versions_at_run_time() -> None:
    """importlib.metadata costs as much as click itself."""
    assert [path.name for path in PACKAGE.rglob("*.py") if "importlib.metadata" in path.read_text("utf-8")] == []


def test_no_package_of_odds_and_ends() -> None:
    """A module is named for what it answers for."""
    names = {path.stem for path in PACKAGE.rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "helper", "manager", "common", "misc"}


def test_every_module_says_what_it_answers_for() -> None:
    """The first line of a module is its description; a package's `__init__` may stay empty."""
    assert [file for file, module in modules().items() if module.body and not ast.get_docstring(module)] == []


def test_core_and_adapters_have_no_module_outside_their_packages() -> None:
    """A stranger finds a module by the package that says what it is about; `reports` serves all of them."""
    flat = {
        path.relative_to(PACKAGE).as_posix()
        for folder in ("core", "adapters")
        for path in (PACKAGE / folder).glob("*.py")
    }
    assert flat == {"core/__init__.py", "core/owed_reports.py", "core/reports.py", "adapters/__init__.py"}


def test_no_file_is_longer_than_300_lines() -> None:
    """A longer one, of the product, its tests or its scripts, answers for more than one thing."""
    files = [path for folder in ("casectl", "tests", "scripts") for path in (PACKAGE.parent / folder).rglob("*.py")]
    assert {path.name: lines for path in files if (lines := path.read_text("utf-8").count("\n")) > 300} == {}


def test_no_pattern_is_compiled_at_the_start() -> None:
    """A command uses few of those that its modules have, and all together took a tenth of a list's time."""
    for file, module in modules().items():
        named = [node for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr == "compile"]
        made = [node for node in named if ast.unparse(node) == "re.compile"]
        late = {call for node in ast.walk(module) if isinstance(node, ast.FunctionDef) for call in ast.walk(node)}
        assert [f"{file}:{call.lineno}" for call in made if call not in late] == []
