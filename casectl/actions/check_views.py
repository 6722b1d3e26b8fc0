"""check: the saved views of a casebook, each read as a query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time
from functools import partial

from casectl.actions.desk import Desk
from casectl.actions.unknown import field_kind, names_called
from casectl.core.query.parser import read_query
from casectl.core.query.scope import Ground
from casectl.core.template.settings import Casebook
from casectl.core.time.typed_time import parse_moment
from casectl.core.values.errors import CasectlError, Misread, Unreadable
from casectl.core.values.findings import Finding
from casectl.core.values.messages import msg
from casectl.core.values.tree import Source, mapping_of


def view_findings(desk: Desk, casebook: Casebook, fields: Collection[str]) -> Iterator[Finding]:
    """Every view that does not read or says nothing, at its place; `fields` are the templates'."""
    ground, source = _ground(desk, casebook, fields), _settings(desk)
    written = mapping_of(source.tree.get("views"))
    for name, query in casebook.views:
        place = source.place("views", name)
        if not isinstance(written.get(name), str):  # told where the settings are looked at
            continue
        if not query.strip():
            what = msg("the view {name} says nothing, which would mean every case", name=name)
            yield Finding(place, "B004", what)
            continue
        try:
            read_query(f"@{name}", ground)
        except Misread as fault:
            yield Finding(place, "B004", fault.what)
        except CasectlError:  # a calendar that cannot be used is told where it stands
            continue


def _ground(desk: Desk, casebook: Casebook, fields: Collection[str]) -> Ground:
    """Names are not looked up: a person or a state may come later."""

    def moment(words: str, day_time: time) -> datetime:
        return parse_moment(words, desk.now, desk.zone, desk.calendar, day_time).at

    def called(key: str, word: str) -> tuple[str, ...]:
        return names_called(desk, key, word) if key == "level" else (word,)

    return Ground(dict(casebook.views), str, moment, called, lambda: fields, kind=partial(field_kind, desk))


def _settings(desk: Desk) -> Source:
    try:
        return desk.documents.read("casectl.yaml", desk.store.read("casectl.yaml") or b"")
    except Unreadable:  # told where the settings are looked at
        return Source("casectl.yaml", {})
