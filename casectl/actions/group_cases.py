"""list --group-by: how many cases there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from casectl.actions.desk import Desk
from casectl.actions.list_cases import Titles, list_cases
from casectl.actions.unknown import fields_of, names_called
from casectl.core.errors import Misused
from casectl.core.facts import Facts
from casectl.core.glossary import Entry, Glossary
from casectl.core.messages import Words, msg
from casectl.core.nearest import nearest
from casectl.core.query import Condition
from casectl.core.query_fields import CALLED
from casectl.core.reports import Groups

_PLAIN = ("state", "owner", "team", "template", "level", "source", "title")
_MONTHS = {"received": "received_at", "opened": "opened_at", "closed": "closed_at"}
_OTHERS: dict[str, Callable[[Facts], str]] = {
    "due": lambda case: f"{min(case.due.values()):%Y-%m}" if case.due else "",
    "followup": lambda case: min((each["at"] for each in case.follow_ups), default="")[:7],
    "offered": lambda case: case.offer.get("to") or case.offer.get("team") or "",
}
KEYS = (*_PLAIN, "category", *_MONTHS, *_OTHERS)
"""What cases may be grouped by, beside the templates' fields; of a time, its month."""


def group_cases(desk: Desk, query: Condition, keys: Sequence[str]) -> Groups:
    """Count the cases that meet the query by the words under `keys`, which are called as in a query.

    Raises Misused for an unknown key.
    """
    titles = Titles(desk)
    keys = [_key(desk, key) for key in keys]
    readers = [_reader(key, titles) for key in keys]
    found = list_cases(desk, query, titles)
    counts = Counter(tuple(reader(case) for reader in readers) for case in found.cases)
    rows = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    met = {(key, word) for words in counts for key, word in zip(keys, words, strict=True)}
    called = {("team", name): title for name, title in desk.casebook.teams} | {
        each: title for each in (*met, *(("", key) for key in keys)) if (title := _title(titles.glossaries(), *each))
    }
    return Groups(tuple(keys), rows, found.unreadable, called)


def _title(known: Sequence[Glossary], key: str, word: str) -> Words | None:
    """What all templates call a word under a key, or, without one, a field; None if they do not agree."""
    found = {str(entry.title): entry.title for terms in known if (entry := _entry(terms, key, word))}
    return next(iter(found.values())) if len(found) == 1 else None


def _entry(terms: Glossary, key: str, word: str) -> Entry | None:
    match key.partition("."):
        case ("state", _, _):
            return terms.states.get(word)
        case ("template", _, _):
            return terms.template.get(word)
        case ("", _, _):
            return terms.fields.get(word.partition(".")[2])
        case (_, _, name):
            return terms.choices.get(f"{name}={word}")


def _key(desk: Desk, typed: str) -> str:
    """The key that somebody means: one of KEYS, or a field, by its name or its title."""
    key = "fields.tags" if (called := CALLED.get(typed, typed)) == "tag" else called
    if key in KEYS or key.startswith(("fields.", "field.")):
        return key
    named = (key,) if key in fields_of(desk) else names_called(desk, "field", key)
    return f"fields.{named[0]}" if len(named) == 1 and named[0] in fields_of(desk) else key


def _reader(key: str, titles: Titles) -> Callable[[Facts], str]:
    name = key.partition(".")[2]
    if key.startswith(("fields.", "field.")) and name:
        return lambda case: case.fields.get(name, "")
    if key in _PLAIN:
        return lambda case: case.text(key)
    if key in _OTHERS:
        return _OTHERS[key]
    if key in _MONTHS:
        return lambda case: case.text(_MONTHS[key])[:7]
    if key == "category":
        return lambda case: titles.category(case.text("template"), case.text("state"))
    near = nearest(key, KEYS)
    raise Misused(
        msg("cases cannot be grouped by {key}", key=key),
        hint=msg("did you mean {near}?", near=near) if near else msg("group by {keys}, or fields.NAME", keys=KEYS),
    )
