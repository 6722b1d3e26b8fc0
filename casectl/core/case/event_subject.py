"""An event in a few words, as the history of all cases shows it beside the case's id.

Only ids and names that the casebook's own rules allow go in; never a word of the complaint.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from casectl.core.case.event import Event
from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import Header
from casectl.core.values.tree import list_of, text_of

_WORD = re.compile(r"[^\W_][\w.:-]{0,79}")


def subject(before: Header, event: Event) -> str:
    """What the event did, in a few words: ``offered: zhang.wei → li.na``."""
    detail = filled(kind_of(event.kind).subject, before, event, word)
    return f"{event.kind}: {detail}" if detail else event.kind


def filled(pattern: str, before: Header, event: Event, clean: Callable[[str], str]) -> str:
    """A `subject` or `trail` of a kind with the details that it names in braces, each made harmless by `clean`.

    Besides the event's own details: ``old_state`` and ``old_level`` of the header before it, ``giver`` (who had the
    case, if the event does not say who gave it) and ``to`` (the team, if it names no person).
    """
    details = _Details(
        {key: ", ".join(filter(None, (clean(text_of(each)) for each in list_of(value))))
         for key, value in event.data.items()}
    )  # fmt: skip
    details["old_state"], details["old_level"] = clean(before.state), str(before.level)
    details["giver"] = clean(event.text("giver") or before.owner) or "-"
    details["to"] = clean(event.text("to") or event.text("team"))
    return pattern.format_map(details).strip(", ")


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def word(text: str) -> str:
    """`text` if it is one harmless word, else "": nothing typed by a customer gets into a commit message."""
    return text if _WORD.fullmatch(text) else ""
