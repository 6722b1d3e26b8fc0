"""edit loses nothing that was typed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.cli.casebook import CliCasebook


def test_off_a_terminal_edit_names_the_verb_that_needs_none(book: CliCasebook, case: str) -> None:
    """Not options that it does not have."""
    assert f"casectl set {case} NAME=VALUE" in book.run("edit", case, EDITOR="", VISUAL="", GIT_EDITOR="").err


@pytest.mark.parametrize(
    ("editor", "says"),
    [
        ("false", "the editor ended with 1"),
        ("no-such-editor-here", "cannot be started"),
        ("true", "nothing"),
        ("sh -c 'echo \"title: [\" > $0'", "not YAML"),
        ("sh -c 'sed -i s/^state:.*/state:\\ closed/ $0'", "state"),
    ],
)
def test_an_editor_that_fails_loses_no_word_and_changes_nothing(book: CliCasebook, editor: str, says: str) -> None:
    """What was typed is kept in a file that is named; where nothing was typed, nothing is left about."""
    before = book.picture()
    answer = book.run("edit", book.cases[0].stem, EDITOR=editor)
    kept = re.search(r"your text is kept in (.*)", answer.err)
    assert bool(kept) == ("sh -c" in editor)
    if kept:
        shutil.rmtree(Path(kept[1]).parent)
    assert answer.status in (2, 3, 5)
    assert says in answer.err
    assert book.picture() == before


def test_off_a_terminal_nothing_waits_for_an_editor(book: CliCasebook) -> None:
    """A script that forgot a value fails at once."""
    assert "no terminal" in book.refused(2, "edit", book.cases[0].stem)
    assert "no terminal" in book.refused(2, "new", "complaint", "--edit")


def test_a_value_typed_to_edit_is_answered_with_the_verb_that_sets_it(book: CliCasebook) -> None:
    """With the line that was meant, quotes and all."""
    case = book.cases[0].stem
    assert f"try casectl set {case} title='Torn again'" in book.refused(2, "edit", case, "--title", "Torn again")
    assert f"try casectl set {case} channel=phone" in book.refused(2, "edit", "--channel=phone", case)
