"""Messages as data: an English sentence and the values in it.

The core never translates. A `Message` carries its English text, which is also the key in the catalogue of each
language; it is translated when it is shown (`casectl.render.language.translate`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Union

from casectl.core.values.value_class import value_class

Value = Union[str, int, "Message", "LocalizedText", Sequence["Value"]]
"""What a message may contain: text, a number, another message, a localized text, or a list of those."""
LANGUAGES = ("en", "zh")
"""The languages of the program's texts, the one of the messages in the source first."""


@value_class
class LocalizedText:
    """A text that the casebook itself gives in one or more languages, such as a template's title."""

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, text: str) -> LocalizedText:
        """A text that is the same in every language."""
        return cls((("", text),))

    def within(self, language: str) -> str:
        """The text in `language` ("en", "zh"), else the one without a language, else the first one given."""
        texts = dict(self.by_language)
        return texts.get(language) or texts.get("") or next(iter(texts.values()), "")

    def __str__(self) -> str:
        return self.within("en")

    def __bool__(self) -> bool:
        return bool(str(self))


@value_class
class Message:
    """A sentence with named placeholders, such as ``"case {id} not found"``, and their values."""

    text: str
    values: dict[str, Value] = field(default_factory=dict)
    plural: str = ""
    """The sentence for any number but one; empty if the sentence contains no number."""
    count: int = 1

    def __str__(self) -> str:
        text = self.plural if self.plural and self.count != 1 else self.text
        return text.format_map({name: plain_text(value) for name, value in self.values.items()})


def msg(text: str, /, **values: Value) -> Message:
    """Mark `text` for translation and bind its placeholders."""
    return Message(text, values)


def without_holes(message: Message) -> Message:
    """The message, with a dash for each value that is empty: a detail that an event should have and has not."""
    values = {
        name: without_holes(value) if isinstance(value, Message) else "-" if value in ("", []) else value
        for name, value in message.values.items()
    }
    return Message(message.text, values, message.plural, message.count)


def counted(one: str, many: str, /, count: int, **values: Value) -> Message:
    """Mark a sentence with a number for translation: ``counted("{count} case", "{count} cases", 2)`` is "2 cases"."""
    return Message(one, {"count": count, **values}, many, count)


def plain_text(value: Value) -> str:
    """The English text of a message's value; lists are joined with commas."""
    if isinstance(value, (str, int, Message, LocalizedText)):
        return str(value)
    return ", ".join(plain_text(each) for each in value)
