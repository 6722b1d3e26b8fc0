"""What holds for every command: formats, event ids, and no question where nobody can answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import click
import pytest

from casectl.cli.commands import COMMANDS
from tests.cli.transcript import SOURCE

NO_ROWS = {"init", "help", "calendar new", "schema", "hook run", "pack", "merge-driver", "completion", "deliver",
           "report", "metrics"}  # fmt: skip
"""Commands that print no rows, so that there is nothing to put into a format."""

READING = {
    "today",
    *(
        "check",
        "show",
        "list",
        "agenda",
        "overdue",
        "due",
        "due-soon",
        "explain",
        "audit",
        "export",
        "followup list",
        "redress list",
    ),
    *(
        "import",
        "handoff --pending",
        "routing test",
        "redress list",
        "inspect list",
        "inspect sheet",
        "survey due",
        "survey import",
    ),
}
"""Commands that record no event of a case (import records whole cases, whose events have ids of their own)."""


def leaves() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it."""
    for name, row in COMMANDS.items():
        command = import_module(f"casectl.cli.verbs.{row.module}").command
        if isinstance(command, click.Group):
            yield from ((f"{name} {word}", inner) for word, inner in command.commands.items())
        else:
            yield name, command


LEAVES = dict(leaves())


def options(name: str) -> set[str]:
    """The options of a command."""
    return {word for param in LEAVES[name].params for word in param.opts}


@pytest.mark.parametrize("name", [name for name in LEAVES if name not in NO_ROWS])
def test_whatever_prints_rows_prints_them_in_every_format(name: str) -> None:
    """Scripts need not parse what people read."""
    assert "--format" in options(name)


@pytest.mark.parametrize("name", LEAVES)
def test_an_event_has_time_person_and_id_or_there_is_none(name: str) -> None:
    """Every verb that writes takes a time, a name and an id: doing it twice is doing it once.

    People and teams are rules: whoever changes them does so now and in their own name.
    """
    event = options(name) & {"--at", "--as", "--event-id"} - ({"--at"} if name in READING else set())
    rules = [{"--event-id"}] if name in ("people add", "team add", "away") else []
    assert event in (set(), {"--at", "--as", "--event-id"}, *rules)


@pytest.mark.parametrize("name", LEAVES)
def test_what_writes_a_case_takes_an_event_id(name: str) -> None:
    """By family: the verbs of a case, of its workflow and of its holder write, but for those that read."""
    family = COMMANDS[name.split()[0]].family
    if family in ("case", "workflow", "holder") and name not in READING:
        assert "--event-id" in options(name)


def test_only_what_begins_asks_and_only_where_somebody_answers() -> None:
    """Off a terminal nothing prompts: every question in the source is behind `prompt_allowed`."""
    asking = [
        path.stem
        for path in (SOURCE / "casectl").rglob("*.py")
        if re.search(r"click\.(prompt|confirm|getchar|pause|edit)\(|\binput\(", path.read_text("utf-8"))
    ]
    assert sorted(asking) == ["clone", "init"]
    for name in asking:
        assert re.search(
            r"prompt_allowed\(\)|may_ask\(\)", (SOURCE / "casectl/cli/verbs" / f"{name}.py").read_text("utf-8")
        )


@pytest.mark.parametrize("name", LEAVES)
def test_a_text_may_come_from_standard_input(name: str) -> None:
    """``-`` reads it: recorded as it is, it would stay in the journal for ever."""
    for param in LEAVES[name].params:
        if isinstance(param, click.Argument) and param.metavar == "TEXT":
            assert "- reads" in str(getattr(param, "help", "")), "text_argument reads it; say so in its help"
