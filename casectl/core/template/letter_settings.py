"""What holds for all letters of a casebook (``letters:`` in casectl.yaml)."""

from __future__ import annotations

from casectl.core.values.messages import msg
from casectl.core.values.nodes import Node
from casectl.core.values.settings_reader import Key, SettingsReader
from casectl.core.values.value_class import value_class

LETTERS = (
    Key("from", msg("the sender of e-mails, such as {example}; by default the writer of the letter",
                    example="Complaints desk <desk@example.org>")),
    Key("never", msg("words that must never be used with customers, one or a list; they replace the usual ones,"
                     " which are listed by casectl help letters; [] for none")),
)  # fmt: skip
"""The keys of ``letters:``."""

NEVER = (
    "calm down", "not my problem", "not our problem", "not my job", "your own fault", "you people",
    "take it or leave it", "nothing I can do",
    "不关我的事", "不归我管", "你急什么", "随便你", "你自己看着办", "爱找谁找谁", "我有什么办法", "你没看见吗",
)  # fmt: skip
"""Words that send a customer away, blame or command: no letter has them unless the settings name others. They are few,
since what else is never said is for each desk to decide.
"""


@value_class
class LetterSettings:
    """The sender of e-mails ("": who writes), and the words that no letter may have."""

    sender: str = ""
    never: tuple[str, ...] = NEVER


def read_letters(reader: SettingsReader, node: Node | None) -> LetterSettings:
    """The settings under ``letters:``."""
    part = reader.part(node, "letters")
    never = reader.texts(part["never"]) if "never" in part else NEVER
    return LetterSettings(reader.text(part.get("from")), never)
