"""check: the saved views of a casebook, each read as a query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time
from functools import partial

from casectl.actions.context import CommandContext
from casectl.actions.known_names import field_kind, names_called
from casectl.core.query.parser import read_query
from casectl.core.query.scope import QueryScope
from casectl.core.template.settings import Casebook
from casectl.core.time.typed_time import parse_typed_time
from casectl.core.values.errors import CasectlError, QuerySyntaxError, Unreadable
from casectl.core.values.findings import Finding
from casectl.core.values.messages import msg
from casectl.core.values.tree import Source, mapping_of


def view_findings(context: CommandContext, casebook: Casebook, fields: Collection[str]) -> Iterator[Finding]:
    """Every view that does not read or says nothing, at its place; `fields` are the templates'."""
    scope, source = _ground(context, casebook, fields), _settings(context)
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
            read_query(f"@{name}", scope)
        except QuerySyntaxError as fault:
            yield Finding(place, "B004", fault.what)
        except CasectlError:  # a calendar that cannot be used is told where it stands
            continue


def _ground(context: CommandContext, casebook: Casebook, fields: Collection[str]) -> QueryScope:
    """Names are not looked up: a person or a state may come later."""

    def moment(words: str, day_time: time) -> datetime:
        return parse_typed_time(words, context.now, context.zone, context.calendar, day_time).at

    def called(key: str, word: str) -> tuple[str, ...]:
        return names_called(context, key, word) if key == "level" else (word,)

    return QueryScope(dict(casebook.views), str, moment, called, lambda: fields, kind=partial(field_kind, context))


def _settings(context: CommandContext) -> Source:
    try:
        return context.documents.read("casectl.yaml", context.store.read("casectl.yaml") or b"")
    except Unreadable:  # told where the settings are looked at
        return Source("casectl.yaml", {})
