"""list --group-by: how many cases there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from casectl.actions.desk import Desk
from casectl.actions.list_cases import Titles, list_cases
from casectl.core.errors import Misused
from casectl.core.facts import Facts
from casectl.core.glossary import Entry, Glossary
from casectl.core.messages import Words, msg
from casectl.core.nearest import nearest
from casectl.core.query import Condition
from casectl.core.reports import Groups

_PLAIN = ("state", "owner", "team", "template", "level", "source")
_MONTHS = {"received": "received_at", "opened": "opened_at", "closed": "closed_at"}
KEYS = (*_PLAIN, "category", *_MONTHS)
"""What cases may be grouped by, beside ``fields.NAME``; of a time, its month."""


def group_cases(desk: Desk, query: Condition, keys: Sequence[str]) -> Groups:
    """Count the cases that meet the query by the words under `keys`. Raises Misused for an unknown key."""
    titles = Titles(desk)
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


def _reader(key: str, titles: Titles) -> Callable[[Facts], str]:
    name = key.partition(".")[2]
    if key.startswith(("fields.", "field.")) and name:
        return lambda case: case.fields.get(name, "")
    if key in _PLAIN:
        return lambda case: case.text(key)
    if key in _MONTHS:
        return lambda case: case.text(_MONTHS[key])[:7]
    if key == "category":
        return lambda case: titles.category(case.text("template"), case.text("state"))
    near = nearest(key, KEYS)
    raise Misused(
        msg("cases cannot be grouped by {key}", key=key),
        hint=msg("did you mean {near}?", near=near) if near else msg("group by {keys}, or fields.NAME", keys=KEYS),
    )
