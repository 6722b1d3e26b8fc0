"""check: the saved views of a casebook, each read as a query."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time

from casectl.actions.desk import Desk
from casectl.core.casebook import Casebook
from casectl.core.errors import CasectlError, Misread
from casectl.core.findings import Finding
from casectl.core.moments import parse_moment
from casectl.core.query_fields import Ground
from casectl.core.query_reading import read_query
from casectl.core.tree import Place


def view_findings(desk: Desk, casebook: Casebook, fields: Collection[str]) -> Iterator[Finding]:
    """Every view that does not read, with the place in it; `fields` are the templates'."""

    def moment(words: str, day_time: time) -> datetime:
        return parse_moment(words, desk.now, desk.zone, desk.calendar, day_time).at

    ground = Ground(dict(casebook.views), str, moment, lambda _, word: (word,), lambda: fields)
    for name, _ in casebook.views:
        try:
            read_query(f"@{name}", ground)
        except Misread as fault:
            yield Finding(Place("casectl.yaml"), "B004", fault.what)
        except CasectlError:  # a calendar that cannot be used is told where it stands
            continue
