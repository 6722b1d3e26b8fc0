"""What holds for all letters of a casebook (``letters:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

LETTERS = (
    Key("from", msg("the sender of e-mails, such as {example}; without it who writes",
                    example="Complaints desk <desk@example.org>")),
    Key("never", msg("words that are never used with customers; one or a list")),
)  # fmt: skip
"""The keys of ``letters:``."""


@value_class
class LetterSettings:
    """The sender of e-mails ("": who writes), and the words that no letter may have."""

    sender: str = ""
    never: tuple[str, ...] = ()


def read_letters(reader: SettingsReader, node: Node | None) -> LetterSettings:
    """The settings under ``letters:``."""
    part = reader.part(node, "letters")
    return LetterSettings(reader.text(part.get("from")), reader.texts(part.get("never")))
