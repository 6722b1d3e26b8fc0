"""filing: a return to a regulator, its boxes, what does not add up, and what changed since it was filed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from casectl.actions.lookup.counted import Question, count
from casectl.actions.lookup.known_names import titled_names
from casectl.actions.lookup.lives import AsOf, Counting
from casectl.actions.lookup.private_values import refuse_private_fields
from casectl.core.figures.filing import CAUSE, Filed, FilingFault, FilingPack, FilingReport
from casectl.core.figures.periods import Period
from casectl.core.query.model import Condition
from casectl.core.reports import Unread
from casectl.core.template.model import JOINED_STATE
from casectl.core.values.messages import msg


class FilingRequest(NamedTuple):
    """Which return of which period; as known when, by default now; and when it was filed, to see what changed since."""

    pack: FilingPack
    period: Period
    as_of: AsOf | None = None
    filed: AsOf | None = None


def filing(context: Counting, query: Condition, request: FilingRequest) -> FilingReport:
    """The return on the cases that meet the query. Raises UsageError for a section with a private field."""
    settings = {**dict(request.pack.sections), **dict(dict(context.casebook.filings).get(request.pack.name, ()))}
    fields = [name for section, _ in request.pack.sections if (name := settings[section]) != CAUSE]
    refuse_private_fields(context, [f"fields.{name}" for name in fields])
    found, at, unreadable = _filed(context, query, request, settings, request.as_of)
    before = None
    if request.filed:
        then, _, _ = _filed(context, query, request, settings, request.filed)
        before = {(row.section, row.item): row.value for row in request.pack.rows(then)}
    rows, faults = [*request.pack.rows(found)], [*_unknown(request.pack, settings), *request.pack.faults(found)]
    return FilingReport(request.pack, request.period, at, rows, faults, unreadable, before)


def _unknown(pack: FilingPack, settings: dict[str, str]) -> Iterator[FilingFault]:
    """What the settings name that the return does not have."""
    known = (*dict(pack.sections), *pack.needs)
    for name in settings:
        if name not in known:
            what = msg("{name} in filings: is not a section of {filing}; known: {known}", name=name, filing=pack.name,
                       known=list(known))  # fmt: skip
            yield FilingFault("", what)


def _filed(
    context: Counting, query: Condition, request: FilingRequest, settings: dict[str, str], known: AsOf | None
) -> tuple[Filed, datetime, list[Unread]]:
    """What the return is made of, as known then; two records of one complaint are one."""
    counted = count(context, query, Question(request.period, (), as_of=known), with_fields=True)
    every = counted.sample(context, request.period)
    sample = every.part([each for each in every.seen if each.last.state != JOINED_STATE.name])
    regime = request.pack.name
    causes = {each.code: dict(each.maps).get(regime, each.code) for each in context.casebook.causes}
    choices = {
        section: tuple(dict.fromkeys(causes.values()))
        if settings[section] == CAUSE
        else tuple(dict.fromkeys(name for name, _ in titled_names(context, f"fields.{settings[section]}")))
        for section, _ in request.pack.sections
    }
    filed = Filed(sample, counted.found.fields, choices, settings, causes)
    return filed, datetime.fromtimestamp(sample.now, UTC), counted.found.unreadable
