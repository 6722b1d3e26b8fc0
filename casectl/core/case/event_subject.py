"""An event in a few words, as the history of all cases shows it beside the case's id.

Only ids and names that the casebook's own rules allow go in; never a word of the complaint.
"""

from __future__ import annotations

from collections.abc import Callable

from casectl.core.case.event_kinds import kind_of
from casectl.core.case.model import Event, Header
from casectl.core.values.regex import regex
from casectl.core.values.tree import Tree, list_of, text_of

_NAME = regex(r"{(\w+)}")
_WORD = regex(r"[^\W_][\w.:-]{0,79}")


def subject(before: Header, event: Event) -> str:
    """What the event did, in a few words: ``offered: zhang.wei → li.na``."""
    detail = pattern_filled(kind_of(event.kind).subject, before, event, word)
    return f"{event.kind}: {detail}" if detail else event.kind


def pattern_filled(pattern: str, before: Header, event: Event, clean: Callable[[str], str]) -> str:
    """A pattern of a kind with the details that it names in braces, each made harmless by `clean`."""
    details = details_of(before, event)
    words = {name: [clean(text_of(each)) for each in list_of(details.get(name))] for name in names_in(pattern)}
    return pattern.format_map({name: ", ".join(filter(None, texts)) for name, texts in words.items()}).strip(", ")


def names_in(pattern: str) -> list[str]:
    """The names between braces."""
    return _NAME.findall(pattern)


def details_of(before: Header, event: Event) -> dict[str, Tree]:
    """The details of an event, and what its wording may name besides.

    These are ``verdict`` ("refused", if the event refuses something), ``old_state`` and ``old_level`` of the header
    before it, ``former`` and ``present`` names of what an event renames, ``giver`` (who had the case, if the event
    does not say who gave it; "-" for nobody) and ``to`` (the team, if it names no person).
    """
    giver, to = event.text("giver") or before.owner or "-", event.text("to") or event.text("team")
    verdict = "refused" if event.text("refused") == "yes" else ""
    renamed: dict[str, Tree] = {before.state: event.data["state"]} if "state" in event.data else {}
    renamed |= event.mapping("fields")
    return {
        **event.data,
        "verdict": verdict,
        "old_state": before.state,
        "old_level": str(before.level),
        "former": [*renamed],
        "present": [*renamed.values()],
        "giver": giver,
        "to": to,
    }


def word(text: str) -> str:
    """`text` if it is one harmless word, else "": nothing typed by a customer gets into a commit message."""
    return text if _WORD.fullmatch(text) else ""
