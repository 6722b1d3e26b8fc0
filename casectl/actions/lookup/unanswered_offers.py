"""Offers that nobody has answered for as long as their template allows, from the index alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from casectl.actions.context import Reading
from casectl.actions.lookup.find import read
from casectl.core.case.model import Case
from casectl.core.query.excerpt import Excerpt
from casectl.core.query.relations import OfferedTo
from casectl.core.query.selection import Selection
from casectl.core.template.model import Template
from casectl.core.time.durations import parse_duration
from casectl.core.time.instants import to_seconds
from casectl.core.values.errors import CasectlError
from casectl.core.values.named_tuple import NamedTuple


class Unanswered(NamedTuple):
    """A case whose offer nobody has answered, and the level to which that raises it, with the id of the event that
    records it; 0: the offer goes back.
    """

    case: Excerpt
    level: int = 0
    event: str = ""


def unanswered_offers(context: Reading) -> Iterator[Unanswered]:
    """The cases whose offer goes back now, or up for the first time; at night and on closed days none does."""
    templates = {each.name: each for each in _templates(context)}
    calendar, now = context.calendar, to_seconds(context.now)
    if not templates or to_seconds(calendar.within_hours(context.now)) != now:
        return
    for case in context.excerpts(Selection(OfferedTo((), anyone=True).clause())).cases:
        if (template := templates.get(case.text("template"))) and case.offer:
            at = datetime.fromisoformat(case.offer["at"])
            back, up = (
                length and to_seconds(calendar.after(at, parse_duration(length))) <= now
                for length in (template.offer_back_after, template.offer_up_after)
            )
            if back:
                yield Unanswered(case)
            elif up:
                yield from _raised(read(context, case.id), case, template)


def _raised(case: Case, excerpt: Excerpt, template: Template) -> Iterator[Unanswered]:
    """One level up, unless this offer has raised the case before, or there is no higher level."""
    level, event = case.header.level + 1, f"{case.header.offer.event}-up" if case.header.offer else ""
    if event and case.event(event) is None and (not template.levels or str(level) in dict(template.levels)):
        yield Unanswered(excerpt, level, event)


def _templates(context: Reading) -> Iterator[Template]:
    for name in context.template_names():
        with suppress(CasectlError):  # check reports what is wrong with it
            template = context.template(name)
            if template.offer_back_after or template.offer_up_after:
                yield template
