"""What the verbs of every hour load, in real processes: no more than they need."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.test_startup import PROBE

if TYPE_CHECKING:
    from tests.cli.casebook import CliCasebook


def loaded(book: CliCasebook, *words: str) -> set[str]:
    """Every module that casectl loads the second time: index and templates are kept as they were read."""
    book.done(*words)
    env = {**os.environ, **book.env, "CASECTL_REPO": str(book.folder), "CASECTL_NOW": ""}
    command = (sys.executable, "-c", PROBE, *words)
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", check=True)
    code, *modules = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(modules)


@pytest.mark.parametrize("words", ["list --format tsv", "overdue --format tsv", "search torn --format tsv"])
def test_a_list_for_a_program_loads_neither_git_nor_yaml_nor_tables(book: CliCasebook, words: str) -> None:
    """The index and the settings' trees are all that it reads."""
    slow = {"git", "gitdb", "ruamel.yaml", "tabulate", "wcwidth", "importlib.metadata", "subprocess", "pickle"}
    assert loaded(book, *words.split()).isdisjoint(slow)


def test_a_day_reads_no_case_and_no_history_where_no_row_asks_for_it(book: CliCasebook) -> None:
    """Who looks ten times a day waits for the index and for who one is, not for the law of redress."""
    modules = loaded(book, "today")
    readers = {f"casectl.{name}" for name in ("core.case.fold", "core.law", "adapters.git.changes")}
    assert modules.isdisjoint({"git", "gitdb", "ruamel.yaml", "tempfile", "decimal", *readers})


def test_showing_a_case_loads_no_parser(book: CliCasebook) -> None:
    """A case as casectl wrote it is read without, and git is a plain process."""
    modules = loaded(book, "show", book.cases[0].stem)
    assert modules & {"git", "gitdb", "ruamel.yaml", "tabulate", "importlib.metadata"} == set()


def test_recording_loads_no_gitpython_and_no_parser(book: CliCasebook) -> None:
    modules = loaded(book, "note", book.cases[0].stem, "The customer rang.")
    assert "subprocess" in modules
    assert modules & {"git", "gitdb", "ruamel.yaml", "tabulate", "importlib.metadata", "shutil", "tempfile"} == set()
