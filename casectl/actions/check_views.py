"""check: the saved views of a casebook, each read as a query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time
from functools import partial

from casectl.actions.desk import Desk
from casectl.actions.unknown import field_kind, names_called
from casectl.core.casebook import Casebook
from casectl.core.errors import CasectlError, Misread, Unreadable
from casectl.core.findings import Finding
from casectl.core.messages import msg
from casectl.core.moments import parse_moment
from casectl.core.query_ground import Ground
from casectl.core.query_reading import read_query
from casectl.core.tree import Source


def view_findings(desk: Desk, casebook: Casebook, fields: Collection[str]) -> Iterator[Finding]:
    """Every view that does not read or says nothing, at its place; `fields` are the templates'."""

    def moment(words: str, day_time: time) -> datetime:
        return parse_moment(words, desk.now, desk.zone, desk.calendar, day_time).at

    def called(key: str, word: str) -> tuple[str, ...]:
        return names_called(desk, key, word) if key == "level" else (word,)

    kind = partial(field_kind, desk)
    ground = Ground(dict(casebook.views), str, moment, called, lambda: fields, kind=kind)
    source = _settings(desk)
    for name, query in casebook.views:
        place = source.place("views", name)
        if not query.strip():
            says_nothing = msg("the view {name} says nothing, which would mean every case", name=name)
            yield Finding(place, "B004", says_nothing)
            continue
        try:
            read_query(f"@{name}", ground)
        except Misread as fault:
            yield Finding(place, "B004", fault.what)
        except CasectlError:  # a calendar that cannot be used is told where it stands
            continue


def _settings(desk: Desk) -> Source:
    try:
        return desk.documents.read("casectl.yaml", desk.store.read("casectl.yaml") or b"")
    except Unreadable:  # told where the settings are looked at
        return Source("casectl.yaml", {})
