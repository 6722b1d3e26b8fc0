"""Completion of case ids: at once, and in the same words as click's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import pytest

from casectl.cli.commands import COMMANDS
from casectl.cli.shell.tab import CASE_FIRST

IDS = ("C-7002-000000001", "C-2512-0000000AA", "C-2601-0A3B7R9YD", "C-2601-0A3ZZZZZ1")
AT_ONCE = "from casectl.__main__ import main; main()"
BY_CLICK = "from casectl.cli.main import main; main()"
PROBE = f"import sys\ntry:\n    {AT_ONCE}\nfinally:\n    print(*sys.modules, file=sys.stderr)"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A casebook of which only the names of its files count."""
    (tmp_path / ".git/info").mkdir(parents=True)
    (tmp_path / "casectl.yaml").touch()
    for id, folder in zip(IDS, ("1970/02", "2025/12", "2026/01", "2026/01"), strict=True):
        (tmp_path / "cases" / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / "cases" / folder / f"{id}.yaml").touch()
    for stray in ("2026/01/.#C-2601-0A3B7R9YD.yaml", "2026/01/C-2601-NOTES.txt"):
        (tmp_path / "cases" / stray).touch()
    return tmp_path


def offered(book: Path, typed: str, shell: str = "bash", code: str = AT_ONCE) -> subprocess.CompletedProcess[str]:
    """What a shell is answered after these words."""
    word = typed.rpartition(" ")[2]
    place = word if shell == "fish" else str(typed.count(" "))
    asked = {"_CASECTL_COMPLETE": f"{shell}_complete", "COMP_WORDS": typed, "COMP_CWORD": place}
    env = {**os.environ, "CASECTL_LANG": "en", "CASECTL_REPO": str(book), **asked}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", check=True)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("casectl show ", IDS),
        ("casectl note C-", IDS),
        ("casectl show C-2", IDS[1:]),
        ("casectl show c-26", IDS[2:]),
        ("casectl audit C-2601-0A3B", IDS[2:3]),
        ("casectl show C-70", IDS[:1]),
        ("casectl show 0a3b", IDS[2:3]),
        ("casectl show R9Y", IDS[2:3]),
        ("casectl show 0A3", ["0A3B7R9YD", "0A3ZZZZZ1"]),
        ("casectl show 000", ["000000001", "0000000AA"]),
        ("casectl show 0A4", []),
        ("casectl show C-2602", []),
    ],
)
def test_ids_are_offered_by_how_they_begin_or_by_what_is_in_them(book: Path, typed: str, ids: Sequence[str]) -> None:
    """In order, in whatever case they are typed, and no other file for one. What several have in the middle is offered
    only as their last parts, which continue what was typed: bash puts what all have in common in its place.
    """
    assert offered(book, typed).stdout.split() == [f"plain,{id}" for id in ids]


def test_a_case_that_is_named_later_is_offered_too(book: Path) -> None:
    """The one to be linked to, and each of several."""
    for typed in ("casectl link C-9 related C-26", "casectl recompute C-9 C-26", "casectl followup done C-26"):
        assert offered(book, typed).stdout.split() == [f"plain,{id}" for id in IDS[2:]]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    "typed", ["casectl show C-26", "casectl show ", "casectl link C-9", "casectl show", "casectl "]
)
def test_every_shell_gets_the_answer_that_click_would_give(book: Path, shell: str, typed: str) -> None:
    """Who answers is a matter of speed alone."""
    assert offered(book, typed, shell).stdout == offered(book, typed, shell, BY_CLICK).stdout


def test_a_shell_that_waits_for_an_id_does_not_wait_for_click(book: Path) -> None:
    """Everything that loads slowly stays asleep, casectl's own parts among it."""
    loaded = offered(book, "casectl show C-26", code=PROBE).stderr.split()
    assert not {"click", "re", "dataclasses", "pathlib", "casectl.workspace"}.intersection(loaded)


@pytest.mark.parametrize("typed", ["casectl show --format js", "casectl -C . show C-26", "casectl note 'C-26"])
def test_whatever_else_is_asked_click_answers(book: Path, typed: str) -> None:
    """Options, words in quotes and options before the verb need the whole command line."""
    assert "click" in offered(book, typed, code=PROBE).stderr.split()


def test_outside_a_casebook_nothing_is_offered(tmp_path: Path) -> None:
    """And there is no message: a tab is not a command."""
    assert offered(tmp_path, "casectl show C-").stdout == "\n"


def test_a_sparse_checkout_is_asked_for_what_it_hides(book: Path) -> None:
    """Names in the work tree are not all there is, so the quick way is not taken."""
    (book / ".git/info/sparse-checkout").touch()
    assert "click" in offered(book, "casectl show C-26", code=PROBE.replace("finally", "except BaseException")).stderr


def test_the_verbs_that_begin_with_a_case_are_those_whose_commands_say_so() -> None:
    """The quick way loads no command, so it has a list of its own."""
    found = set()
    for name, row in COMMANDS.items():
        params = import_module(f"casectl.cli.verbs.{row.module}").command.params
        first = next((each for each in params if each.param_type_name == "argument"), None)
        found |= {name} if first is not None and first.name == "case" else set()
    assert found == CASE_FIRST
