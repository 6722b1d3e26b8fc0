"""`casectl help` shows what there is offline: the commands' help and the pages of the reference."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.casebook.shipped_rules import read_guides
from casectl.cli.commands import ALIASES, COMMANDS
from casectl.cli.main import run
from casectl.render.reference.examples import EXAMPLES
from casectl.render.reference.pages import TOPICS
from casectl.render.text.terminal import width
from tests.cli.casebook import CliCasebook
from tests.cli.transcript import Replay


@pytest.mark.parametrize("name", [*COMMANDS, *ALIASES])
def test_every_command_has_a_page(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Its usage, and an example, on stdout."""
    assert run(["help", name]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Usage: casectl {ALIASES.get(name, name)}")
    assert "Examples:" in out


@pytest.mark.parametrize("name", [*read_guides("en")])
def test_every_guide_is_shown(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As its reader needs it, without what it says to the test that follows it."""
    assert run(["help", name]) == 0
    title, line, *rest = capsys.readouterr().out.splitlines()
    assert line == "=" * len(title)
    assert not any("<!--" in each for each in rest)


@pytest.mark.parametrize("name", [*TOPICS, "commands"])
def test_every_page_of_the_reference_is_shown(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a heading, and no marks of Markdown."""
    assert run(["help", name]) == 0
    title, line, *_rest = capsys.readouterr().out.splitlines()
    assert line == "=" * len(title)


def test_the_page_of_all_commands_fits_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a text in quotation marks may be longer, with its option: nothing else is on that line."""
    monkeypatch.setenv("COLUMNS", "60")
    assert run(["help", "commands"]) == 0
    wide = [line for line in capsys.readouterr().out.splitlines() if width(line) > 60]
    assert all(line.split()[0].startswith("--") and "'" in line for line in wide)


def test_without_a_topic_it_names_every_page(capsys: pytest.CaptureFixture[str]) -> None:
    """So that nobody has to know the names."""
    assert run(["help"]) == 0
    out = capsys.readouterr().out
    assert all(f"casectl help {name}" in out for name in [*TOPICS, *read_guides("en"), "commands"])


def test_an_unknown_topic_is_not_found_and_the_nearest_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 4, as for anything that is not there."""
    assert run(["help", "advanc"]) == 4
    assert "did you mean advance?" in capsys.readouterr().err


def test_help_finds_a_verb_below_another(book: CliCasebook) -> None:
    """As it is typed."""
    assert book.done("help", "followup", "add").startswith("Usage: casectl followup add")
    assert "there is no help on followup ad" in book.run("help", "followup", "ad").err


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_works_as_it_stands(book: CliCasebook, shim: Path, name: str, language: str) -> None:
    """In any casebook that has cases, from the first line to the last."""
    desk = Replay(book.folder, {}, shim)
    desk.env["CASECTL_LANG"] = language
    for line in EXAMPLES[name]:
        status, _out, err = desk.answer(line)
        assert status == 0, (line, err.decode())
