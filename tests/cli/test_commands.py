"""The table of commands: every row leads somewhere, and every command keeps the promises of the house."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import click
import pytest

from casectl.cli.commands import ALIASES, COMMANDS, FAMILIES
from casectl.cli.verb import Verb, VerbGroup


@pytest.mark.parametrize("name", COMMANDS)
def test_every_row_resolves_to_a_verb(name: str) -> None:
    """import-linter cannot see the table's strings, so this does."""
    command = import_module(f"casectl.cli.verbs.{COMMANDS[name].module}").command
    assert isinstance(command, (Verb, VerbGroup))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_opens_its_help_with_an_example(name: str) -> None:
    """A person who asks for help first sees what to type; every example is of this command, and parses."""
    command = import_module(f"casectl.cli.verbs.{COMMANDS[name].module}").command
    assert command.examples
    assert command.help
    for example in command.examples:
        assert f"casectl {name}" in example or f"casectl {name}".replace("list", "ls") in example


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    """An option without help is a riddle; those of casectl itself are explained there."""
    command = import_module(f"casectl.cli.verbs.{COMMANDS[name].module}").command
    commands = command.commands.values() if isinstance(command, click.Group) else [command]
    shown = [param for each in commands for param in each.params if not getattr(param, "hidden", False)]
    silent = [param.opts for param in shown if not getattr(param, "help", None)]
    assert silent == []


@pytest.mark.parametrize("name", COMMANDS)
def test_no_two_words_of_a_command_share_a_name(name: str) -> None:
    """Otherwise one value silently takes the other's place."""
    command = import_module(f"casectl.cli.verbs.{COMMANDS[name].module}").command
    for each in command.commands.values() if isinstance(command, click.Group) else [command]:
        names = [param.name for param in each.params]
        assert len(names) == len(set(names))


def test_families_hold_every_command_and_none_is_empty() -> None:
    """The list of commands leaves none out."""
    assert {row.family for row in COMMANDS.values()} == set(FAMILIES)


def test_aliases_lead_to_commands_and_hide_none() -> None:
    """An alias is explicit, and never shadows a command."""
    assert set(ALIASES.values()) <= set(COMMANDS)
    assert not set(ALIASES) & set(COMMANDS)


def test_every_help_text_is_marked_for_translation() -> None:
    """A bare text is never extracted, so nobody would be reminded that it stays English."""
    bare = [
        f"{path.name}:{keyword.value.lineno}"
        for path in sorted(Path(import_module("casectl.cli").__path__[0]).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "help" and isinstance(keyword.value, ast.Constant) and keyword.value.value
    ]
    assert bare == [], "write help=_(…)"


def test_every_module_of_a_verb_is_in_the_table() -> None:
    """A forgotten row is a verb that nobody can call."""
    folder = Path(import_module("casectl.cli").__path__[0])
    verbs = {path.stem for path in folder.rglob("*.py") if "\ndef command(" in path.read_text("utf-8")}
    assert sorted(verbs - {row.module for row in COMMANDS.values()}) == [], "a row in COMMANDS is missing"
