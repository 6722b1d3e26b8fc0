"""Words that are never used with customers: the usual ones, unless the settings name others."""

from __future__ import annotations

from pathlib import Path

import pytest

from casectl.core.letters.script import squeezed
from casectl.core.template.letter_settings import NEVER, read_letters
from casectl.core.template.settings import SETTINGS_FILE
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import SettingsReader
from casectl.core.values.tree import Source, Tree

LETTERS = Path(__file__).parents[3] / "casectl" / "shipped" / "letters"


@pytest.mark.parametrize(
    ("written", "never"),
    [({}, NEVER), ({"from": "a@example.org"}, NEVER), ({"never": ["damn"]}, ("damn",)), ({"never": []}, ())],
)
def test_the_usual_words_count_until_the_desk_names_its_own(written: dict[str, Tree], never: tuple[str, ...]) -> None:
    """Its own list replaces them, an empty one too: they are the desk's to choose."""
    node = Node.of(Source("casectl.yaml", {"letters": written})).mapping["letters"]
    assert read_letters(SettingsReader(SETTINGS_FILE), node).never == never


def test_no_letter_that_ships_has_such_a_word() -> None:
    texts = {path.name: squeezed(path.read_text("utf-8")) for path in LETTERS.rglob("*.yaml")}
    assert texts
    assert not [(name, word) for name, text in texts.items() for word in NEVER if squeezed(word) in text]
