"""Offers that nobody has answered for as long as their template allows, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casectl.actions.context import Reading
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.relations import OfferedTo
from casectl.core.query.selection import Selection
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import CasectlError


def unanswered_offers(context: Reading) -> Iterator[Excerpt]:
    """The cases whose offer goes back now; at night and on closed days none does."""
    lengths = dict(_lengths(context))
    calendar, now = context.calendar, to_seconds(context.now)
    if not lengths or to_seconds(calendar.within_hours(context.now)) != now:
        return
    for case in context.excerpts(Selection(OfferedTo((), anyone=True).clause())).cases:
        length = lengths.get(case.text("template"), "") if case.offer else ""
        at = datetime.fromisoformat(case.offer["at"]) if length else context.now
        if length and to_seconds(calendar.after(at, parse_duration(length))) <= now:
            yield case


def _lengths(context: Reading) -> Iterator[tuple[str, str]]:
    for name in context.template_names():
        try:
            if length := context.template(name).offer_back_after:
                yield name, length
        except CasectlError:  # check reports what is wrong with it
            continue
