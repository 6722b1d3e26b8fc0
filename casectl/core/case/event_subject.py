"""An event in a few words, as the history of all cases shows it beside the case's id.

Only ids and names that the casebook's own rules allow go in; never a word of the complaint.
"""

from __future__ import annotations

import re

from casectl.core.case.event import Event
from casectl.core.case.model import Header
from casectl.core.values.tree import list_of, text_of

_WORD = re.compile(r"[^\W_][\w.:-]{0,79}")


def subject(before: Header, event: Event) -> str:
    """What the event did, in a few words: ``offered: zhang.wei → li.na``."""
    to = word(event.text("to") or event.text("team"))
    match event.kind:
        case "advanced" | "reopened":
            detail = f"{word(before.state)} → {to}"
        case "offered" | "assigned" | "accepted":
            detail = f"{word(event.text('giver') or before.owner) or '-'} → {to}"
        case "escalated":
            detail = f"level {before.level} → {word(event.text('level'))}"
        case "opened":
            detail = f"{word(event.text('template'))} ({to})"
        case "contacted":
            detail = f"{word(event.text('direction'))}, {word(event.text('channel'))}".strip(", ")
        case "linked" | "unlinked":
            detail = f"{word(event.text('type'))} {word(event.text('case'))}"
        case "undone":
            detail = word(event.text("undoes"))
        case "paused" | "resumed" | "extended" | "restarted" | "overridden" | "recomputed":
            detail = ", ".join(filter(None, (word(text_of(each)) for each in list_of(event.data.get("clock")))))
        case "followup_done" | "followup_cancelled":
            detail = word(event.text("follow_up"))
        case _:
            detail = ""
    return f"{event.kind}: {detail}" if detail else event.kind


def word(text: str) -> str:
    """`text` if it is one harmless word, else "": nothing typed by a customer gets into a commit message."""
    return text if _WORD.fullmatch(text) else ""
