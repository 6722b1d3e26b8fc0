"""The language of the output, and the translation of messages.

The catalogue is ``locale/<language>/LC_MESSAGES/casectl.mo``; the key of a text is its English. It has what click says,
too: click asks the standard library's gettext, which is answered from here.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from casectl.core.values.messages import LANGUAGES, LocalizedText, Message, Typed, Value
from casectl.core.values.regex import regex
from casectl.render.catalogue import Catalogue
from casectl.render.placeholders import IN_TEXT, WORDS

CATALOGUES = Path(__file__).parent.parent / "locale"

_QUOTED = regex("('[^']*')")
_DOMAIN = "casectl"
_BETWEEN = {"en": ", ", "zh": "、"}


def known_language(name: str | None) -> str | None:
    """The language of a locale's name, such as ``zh_CN.UTF-8``; None for one that casectl does not support."""
    language = (name or "").replace("-", "_").split(".")[0].split("_")[0].lower()
    return language if language in LANGUAGES else None


class _Current:
    """The language chosen for this process; English by default."""

    language = "en"
    catalogue = Catalogue()


def _catalogue(language: str) -> Catalogue:
    """The catalogue of a language; an empty one for English, which is the key, and where none was compiled."""
    return _read(CATALOGUES / language / "LC_MESSAGES" / "casectl.mo")


@cache
def _read(compiled: Path) -> Catalogue:
    return Catalogue(compiled.read_bytes() if compiled.exists() else b"")


def set_language(language: str) -> None:
    """Use `language` ("en", "zh") from now on, for click too."""
    _Current.language = language
    _Current.catalogue = _catalogue(language)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Say what is said inside in another language."""
    before = _Current.language, _Current.catalogue
    _Current.language = language
    _Current.catalogue = _catalogue(language)
    try:
        yield
    finally:
        _Current.language, _Current.catalogue = before


def current_language() -> str:
    """The language in use: "en" or "zh"."""
    return _Current.language


def _(text: str) -> str:
    """`text` in the language in use; the English itself if there is no translation."""
    return _Current.catalogue.gettext(text) if text else ""


def in_every_language(message: Message) -> tuple[str, ...]:
    """A message without values, in each language."""
    return tuple(_catalogue(language).gettext(message.text) for language in LANGUAGES)


def in_words(text: str) -> str:
    """A usage line, or an option with its value, with the placeholders of the language."""
    return IN_TEXT.sub(lambda found: translate(WORDS[found[0]]), text)


def translate(value: Value) -> str:
    """A message, or a value in one, in the language in use. Plain text is unchanged, and what is typed in quotation
    marks: somebody's own words.
    """
    if isinstance(value, Message):
        catalogue = _Current.catalogue
        text = catalogue.ngettext(value.text, value.plural, value.count) if value.plural else _(value.text)
        return text.format_map({name: translate(each) for name, each in value.values.items()})
    if isinstance(value, LocalizedText):
        return value.within(_Current.language)
    if isinstance(value, Typed):
        return "".join(part if part.startswith("'") else in_words(part) for part in _QUOTED.split(value))
    if isinstance(value, (str, int)):
        return str(value)
    return _BETWEEN[_Current.language].join(translate(each) for each in value)


def _answer_click() -> None:
    """Answer gettext for our domain, which is the default one from here on.

    By itself it takes the language from LANGUAGE alone, which is the user's: the programs that we start read it, and so
    does completion.
    """
    text, number = gettext.dgettext, gettext.dngettext

    def our_text(domain: str, message: str) -> str:
        return _Current.catalogue.gettext(message) if domain == _DOMAIN else text(domain, message)

    def our_number(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return (
            _Current.catalogue.ngettext(msgid1, msgid2, n) if domain == _DOMAIN else number(domain, msgid1, msgid2, n)
        )

    gettext.textdomain(_DOMAIN)
    gettext.dgettext, gettext.dngettext = our_text, our_number


_answer_click()
