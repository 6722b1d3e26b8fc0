"""Options that many commands share, and what the environment asks for."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from casectl.cli.options import (
    EventOptions,
    ListOptions,
    case_argument,
    colour_wanted,
    event_options,
    layout_options,
    prompt_allowed,
)
from casectl.cli.verb import Verb
from casectl.render.formats import FORMATS


@click.command(cls=Verb)
@case_argument
@layout_options
@event_options
def probe(case: str, layout: ListOptions, event: EventOptions) -> None:
    """Show what was understood."""
    click.echo(repr((case, layout, event)))


def understood(*args: str, **env: str) -> str:
    """What the probe received."""
    return CliRunner().invoke(probe, args, env=env).output.strip()


def test_bundles_arrive_as_one_value_each() -> None:
    """A verb's function has few parameters, however many options there are."""
    assert understood(
        "7QK", "--fields", "a, b,", "--sort=-a", "--format", "tsv", "--at", "-2h", "--as", "li.na"
    ) == repr(("7QK", ListOptions("tsv", ("a", "b"), ("-a",)), EventOptions("-2h", "li.na", "")))
    assert understood("7QK") == repr(("7QK", ListOptions(), EventOptions()))


def test_the_environment_may_choose_the_format() -> None:
    """CASECTL_FORMAT is a default, not a command."""
    assert "format='json'" in understood("x", CASECTL_FORMAT="json")
    assert "format='csv'" in understood("x", "--format", "csv", CASECTL_FORMAT="json")


def test_an_unknown_format_is_misuse_and_the_formats_are_named() -> None:
    """Never a table in place of what was asked for."""
    result = CliRunner().invoke(probe, ["x", "--format", "xml"])
    assert result.exit_code == 2
    assert all(name in result.output for name in FORMATS)


@pytest.mark.parametrize(
    ("choice", "env", "terminal", "wanted"),
    [
        (None, {}, True, True),
        (None, {}, False, False),
        (None, {"NO_COLOR": "1"}, True, False),
        (None, {"NO_COLOR": ""}, True, True),
        (None, {"TERM": "dumb"}, True, False),
        (None, {"CLICOLOR_FORCE": "1"}, False, True),
        (None, {"FORCE_COLOR": "1"}, False, True),
        (None, {"FORCE_COLOR": "0"}, False, False),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        (True, {"NO_COLOR": "1"}, False, True),
        (False, {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_follows_flag_then_environment_then_terminal(
    choice: bool | None, env: dict[str, str], terminal: bool, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As no-color.org and the CLICOLOR convention have it."""
    monkeypatch.setenv("TERM", "xterm")
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert colour_wanted(choice) is wanted


def test_nothing_prompts_off_a_terminal() -> None:
    """Under a test, as in a script, nobody is there to answer."""
    assert prompt_allowed() is False


def test_a_case_is_completed_from_the_names_of_the_files(repo: Path) -> None:
    """Case ids are offered inside a casebook, and nothing outside one."""
    case = next(param for param in probe.params if param.name == "case")
    inside = click.Context(probe)
    inside.params = {"repo": str(repo)}
    assert case.shell_complete(inside, "c-26") == []
    (repo / "casectl.yaml").write_text("schema: 1\n", encoding="utf-8")
    file = repo / "cases" / "2026" / "11" / "C-2611-7QK3X.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("", encoding="utf-8")
    assert [item.value for item in case.shell_complete(inside, "c-26")] == ["C-2611-7QK3X"]
    assert case.shell_complete(inside, "C-27") == []
