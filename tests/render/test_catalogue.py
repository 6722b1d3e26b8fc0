"""The catalogues are whole: nothing missing, nothing unused, nothing askew, and compiled as they stand."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from casectl.render.language import LANGUAGES
from scripts.messages import FROM_CLICK, PACKAGE, catalogues, click_texts, faults, source_texts

MARKERS = {"_", "msg", "ngettext"}


def test_there_is_a_catalogue_for_every_language_but_english() -> None:
    """English is the key."""
    assert {path.parts[-3] for path in catalogues()} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_a_catalogue_is_whole(path: Path) -> None:
    """`make messages` brings it up to the source; what it prints is to be translated."""
    assert faults(path, source_texts()) == []


def test_clicks_texts_are_still_clicks() -> None:
    """A new version of click says things differently: then ours are to be changed as well."""
    said = {text[0] for text in click_texts()}
    assert set(FROM_CLICK) <= said


def test_every_text_is_a_literal_or_stands_in_a_table() -> None:
    """What is put together at run time cannot be found in a catalogue; a table's own literals are marked there."""
    strays = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                looked_up = node.func.id == "_" and isinstance(node.args[0], ast.Attribute)
                if not looked_up and not isinstance(node.args[0], ast.Constant):
                    strays.append(f"{path.relative_to(PACKAGE.parent)}:{node.lineno}")
    assert strays == []


def test_no_text_hides_from_extraction() -> None:
    """Within an f-string a text is found by nobody who reads the source for texts, and stays English."""
    known = {text for each in source_texts() for text in ((each.id,) if isinstance(each.id, str) else each.id)}
    hidden = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                hidden += [each.value for each in node.args[:1] if isinstance(each, ast.Constant)]
    assert set(hidden) - known == set()
