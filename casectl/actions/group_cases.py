"""list --group-by: how many cases there are of each kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from casectl.actions.desk import Desk
from casectl.actions.list_cases import Titles, list_cases
from casectl.core.errors import Misused
from casectl.core.facts import Facts
from casectl.core.messages import msg
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
    found = list_cases(desk, query)
    counts = Counter(tuple(reader(case) for reader in readers) for case in found.cases)
    rows = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Groups(tuple(keys), rows, found.unreadable)


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
