"""tests/ mirrors the product: where a verb is tested is answered by a path."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casectl.cli.commands import COMMANDS

TESTS = Path(__file__).parent
ACTIONS = TESTS.parent / "casectl/actions"
NO_ACTION = {"help", "when", "config", "completion"}
"""Commands that answer from the command line's own texts, or from the core alone."""
TYPED = re.compile(r"(?:^\$ |\| ?|; ?|\" |\bcat .*; ?)casectl (?:-\S+ \S+ |-\S+ )*([a-z-]+)", re.MULTILINE)
"""The verb of a command line in a transcript."""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_has_its_action_and_a_test_of_it(name: str) -> None:
    """In files that are called as its module in `casectl/cli/verbs`."""
    module = COMMANDS[name].module
    for path in (ACTIONS / f"{module}.py", TESTS / f"actions/test_{module}.py"):
        assert path.is_file() == (name not in NO_ACTION), f"write {path}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_verb_is_tested_on_the_command_line(name: str) -> None:
    """In a file that is called as its module."""
    path = TESTS / f"cli/test_{COMMANDS[name].module}.py"
    assert path.is_file(), f"write {path}"


def test_every_action_is_a_verb() -> None:
    """What verbs share is in `lookup` and `recording`; `context` is what every action gets."""
    verbs = {row.module for row in COMMANDS.values()}
    assert {path.stem for path in ACTIONS.glob("*.py")} - verbs == {"__init__", "context"}, (
        "a row in COMMANDS is missing"
    )


def test_every_verb_is_typed_in_a_transcript() -> None:
    """So that what people see of it is kept, byte for byte."""
    texts = [path.read_text("utf-8") for path in (TESTS / "cli/transcripts").glob("*.txt")]
    assert sorted(set(COMMANDS) - {verb for text in texts for verb in TYPED.findall(text)}) == []


@pytest.mark.parametrize("folder", ["actions", "core", "adapters", "casebook", "render"])
def test_every_test_is_in_the_folder_of_what_it_tests(folder: str) -> None:
    """A test file of a folder without a product folder of that name is in no place that anybody would look."""
    product = TESTS.parent / "casectl" / folder
    strays = [
        path.relative_to(TESTS).as_posix()
        for path in (TESTS / folder).rglob("test_*.py")
        if not (product / path.relative_to(TESTS / folder).parent).is_dir()
    ]
    assert strays == []
