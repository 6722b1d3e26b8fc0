"""Putting messages into words, in the language chosen."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator

import click
import pytest

from casectl.core.values.messages import LocalizedText, counted, msg
from casectl.render.language import _, current_language, known_language, set_language, translate


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English before and after."""
    set_language("en")
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("zh-Hans", "zh"),
        ("EN", "en"),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("fr_FR", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_known_by_its_locale(name: str | None, language: str | None) -> None:
    """For any country and encoding."""
    assert known_language(name) == language


def test_a_message_is_said_with_everything_in_it() -> None:
    """Values, messages within messages, lists, and the casebook's own words."""
    closed = LocalizedText((("en", "Closed"), ("zh", "已关闭")))
    message = msg("{what}: {names}", what=msg("hint: {hint}", hint=closed), names=["a", 2, closed])
    assert translate(message) == "hint: Closed: a, 2, Closed"
    set_language("zh")
    assert current_language() == "zh"
    assert "已关闭" in translate(message)
    assert "a、2、已关闭" in translate(message)


@pytest.mark.parametrize(("count", "in_english"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases")])
def test_a_number_has_the_form_of_the_word_that_fits_it(count: int, in_english: str) -> None:
    """English knows one and many, Chinese one form for all; in a message and within another, spoken or recorded."""
    message = msg("{names}", names=[counted("{count} case", "{count} cases", count)])
    assert translate(message) == in_english
    set_language("zh")
    assert translate(message) == f"{count} 个工单"
    assert str(message) == in_english


def test_text_of_a_case_is_never_taken_for_a_pattern() -> None:
    """Braces in a value are text, and give nothing away."""
    assert translate(msg("hint: {hint}", hint="{hint.__class__} {0} {")) == "hint: {hint.__class__} {0} {"


def test_what_has_no_translation_is_said_in_english() -> None:
    """A missing entry is an error of the catalogue, not of the user."""
    set_language("zh")
    assert _("nobody translated this") == "nobody translated this"
    assert _("") == ""


def test_click_speaks_the_language_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    """click asks the standard library's gettext, whatever the user's environment says, which stays as it is."""
    monkeypatch.setenv("LANGUAGE", "fr:en")
    set_language("zh")
    assert gettext.gettext("Show this message and exit.") == "显示此帮助并退出。"
    assert click.MissingParameter(param_hint="TITLE", param_type="argument").format_message().startswith("缺少")
    assert [gettext.ngettext("{count} case", "{count} cases", n) for n in (1, 2)] == ["{count} 个工单"] * 2
    set_language("en")
    assert gettext.gettext("Show this message and exit.") == "Show this message and exit."
    assert [gettext.ngettext("{count} case", "{count} cases", n) for n in (1, 2)] == ["{count} case", "{count} cases"]
    assert os.environ["LANGUAGE"] == "fr:en"


def test_gettext_serves_others_as_before() -> None:
    """A domain of another program is looked up where that one says."""
    set_language("zh")
    assert gettext.dgettext("another", "Options") == "Options"
    assert gettext.dngettext("another", "{count} case", "{count} cases", 2) == "{count} cases"


def test_an_unfinished_catalogue_of_another_language_does_no_harm() -> None:
    """Choosing what is not there falls back to English."""
    set_language("xx")
    assert _("Examples") == "Examples"
