"""Tables of the reference: the keys of settings files, and words with their meanings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casectl.core.values.messages import Message
from casectl.core.values.settings_reader import Key
from casectl.render.language import _, translate
from casectl.render.text.markdown_text import pipe_table


def meaning_table(of: Mapping[str, Message], head: str) -> str:
    """Words with what each means."""
    return pipe_table((head, _("Meaning")), ((f"`{name}`", translate(meaning)) for name, meaning in of.items()))


def key_tables(parts: Mapping[str, Iterable[Key]]) -> Iterable[str]:
    """A heading and a table for each part of a kind of settings file."""
    for name, keys in parts.items():
        yield f"## {name}"
        yield key_table(keys)


def key_table(keys: Iterable[Key]) -> str:
    """The keys of a part."""
    rows = ((f"`{key.name}`", _("yes") if key.needed else "", translate(key.meaning)) for key in keys)
    return pipe_table((_("Key"), _("Needed"), _("Meaning")), rows)
