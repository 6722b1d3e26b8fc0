"""What the catalogues promise at any time: every text is found, its order is fixed, and a translation can be shown.

Missing translations are checked when an issue is closed, not before: `make messages-check` lists them.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

from casectl.core.values.messages import LANGUAGES, msg
from casectl.render import language
from casectl.render.catalogue import Catalogue
from scripts import messages
from scripts.messages import FROM_CLICK, PACKAGE, askew, catalogues, click_files, faults, read, update

MARKERS = {"_", "counted", "msg"}
source_texts = cache(messages.source_texts)


def test_there_is_a_catalogue_for_every_language_but_english() -> None:
    """English is the key."""
    assert {path.parts[-3] for path in catalogues()} == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_a_translation_has_the_places_of_its_english(path: Path) -> None:
    """Otherwise the sentence could not be formatted when it is shown."""
    assert askew(read(path)) == []


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_made_from_the_one_that_people_edit(path: Path) -> None:
    """make compiles it before the tests; what people read is what was translated."""
    with path.with_suffix(".mo").open("rb") as file:
        made = read_mo(file)
    wanted = {each.id: each.string for each in read(path) if each.id and isinstance(each.string, str)}
    assert {text: getattr(made.get(text), "string", None) for text in wanted} == wanted


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_each_text_is_found_without_reading_the_others(path: Path) -> None:
    """As the standard library finds it, with a number and without; a text that is not there is its English."""
    content = path.with_suffix(".mo").read_bytes()
    ours, theirs = Catalogue(content), GNUTranslations(BytesIO(content))
    for each in (message.id for message in read(path) if message.id):
        if isinstance(each, str):
            assert ours.gettext(each) == theirs.gettext(each)
        else:
            one, many = each[0], each[-1]
            assert [ours.ngettext(one, many, n) for n in (0, 1, 2)] == [
                theirs.ngettext(one, many, n) for n in (0, 1, 2)
            ]
    for unknown in ("nobody translated this", "A", "~", "\udc80", "Options\0"):
        assert ours.gettext(unknown) == unknown
    assert [ours.ngettext("an oak", "oaks", n) for n in (0, 1, 2)] == ["oaks", "an oak", "oaks"]
    assert Catalogue().gettext("Options") == "Options"


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_bringing_a_whole_catalogue_up_to_the_source_changes_no_byte(path: Path, tmp_path: Path) -> None:
    """With any babel of the range: else every second commit would put the whole file into another order."""
    copy = tmp_path / path.relative_to(PACKAGE)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(path.read_bytes())
    update(copy, source_texts())
    once = copy.read_bytes()
    if once != path.read_bytes():  # something is not translated yet: then once is enough
        assert faults(path, source_texts())
        update(copy, source_texts())
        assert copy.read_bytes() == once


def test_a_missing_translation_is_listed_and_shown_in_english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in progress can be used and tested; an issue cannot be closed with it."""
    path = tmp_path / "locale/zh/LC_MESSAGES/casectl.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n')
    texts = Catalog()
    texts.add("case {id} not found")
    update(path, texts)
    assert faults(path, texts) == ["not translated: 'case {id} not found'"]
    monkeypatch.setattr(language, "CATALOGUES", tmp_path / "locale")
    monkeypatch.setattr(language._Current, "catalogue", Catalogue())
    monkeypatch.setattr(language._Current, "language", "en")
    language.set_language("zh")
    assert language.translate(msg("case {id} not found", id="7")) == "case 7 not found"


def test_clicks_texts_are_still_clicks() -> None:
    """A new version of click has other texts: then ours must change too."""
    nodes = (node for file in click_files() for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    assert set(FROM_CLICK) <= {node.value for node in nodes if isinstance(node, ast.Constant)}


def test_every_text_is_a_literal_or_in_a_table() -> None:
    """What is put together at run time cannot be found in a catalogue; a table's own literals are marked there."""
    strays = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                looked_up = node.func.id == "_" and isinstance(node.args[0], ast.Attribute)
                if not looked_up and not isinstance(node.args[0], ast.Constant):
                    strays.append(f"{path.relative_to(PACKAGE.parent)}:{node.lineno}")
    assert strays == []


NUMBER_AND_PLURAL = re.compile(r"\{(?!limit|most|size)\w+\} (cases|rows|events|times)\b|\{(count|number|days)\} \w+s\b")


def test_no_sentence_has_a_number_before_a_plural_alone() -> None:
    """ "1 cases" is not English: `counted` has both forms. Limits and sizes are never one."""
    alone = [each.id for each in source_texts() if isinstance(each.id, str)]
    assert [text for text in alone if NUMBER_AND_PLURAL.search(text)] == []
