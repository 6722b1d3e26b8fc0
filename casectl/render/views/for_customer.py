"""A case for its customer: a page in plain words, the same data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from casectl.core.history.for_customer import CustomerView, Step
from casectl.core.time.instants import to_the_minute
from casectl.core.values.messages import Message, msg
from casectl.render.language import _, translate
from casectl.render.text.pairs import pairs
from casectl.render.text.terminal import visible
from casectl.render.view import Cell, Column, Value, View
from casectl.render.views.values import instant, is_late

_KEYS = ("id", "template", "state", "received_at", "closed_at", "next_at", "is_late", "joined_to", "history")


def customer_page(report: CustomerView, zone: tzinfo, now: datetime) -> View:
    """`show --for-customer`: the case as its customer may see it. Times are shown in `zone`."""
    row: dict[str, Value] = {
        "id": report.case_id,
        "template": Cell(report.template[0], translate(report.template[1])),
        "state": Cell(report.state[0], translate(report.state[1])),
        "received_at": instant(report.received_at, zone),
        "closed_at": instant(report.closed_at, zone),
        "next_at": instant(report.next_at, zone),
        "is_late": is_late(report.next_at, now),
        "joined_to": report.joined_to or None,
        "history": [{"at": instant(each.at, zone), "what": each.what} for each in report.history],
    }
    columns = tuple(Column(name, name, detail=name == "history") for name in _KEYS)
    return View("case_for_customer", columns, [row], page="\n".join(_page(report, zone, now)))


def facts_for_customer(report: CustomerView, zone: tzinfo, now: datetime | None = None) -> list[tuple[str, str]]:
    """What a customer reads first, each with its name, in the language in use; without `now` nothing is late."""
    closed = [(_("Closed"), to_the_minute(report.closed_at, zone))] if report.closed_at else []
    received = [(_("Received"), to_the_minute(report.received_at, zone))] if report.received_at else []
    return [
        (_("Your number"), report.case_id),
        (_("Type"), translate(report.template[1])),
        (_("State"), translate(report.state[1])),
        *received,
        *closed,
        (_("Next"), translate(_next(report, zone, now))),
    ]


def _next(report: CustomerView, zone: tzinfo, now: datetime | None) -> Message:
    if report.joined_to:
        return msg("your complaint continues under the number {case}", case=report.joined_to)
    if report.next_at is None:
        return msg("your complaint is closed") if report.is_over else msg("no date is set yet")
    by = to_the_minute(report.next_at, zone)
    if now and is_late(report.next_at, now):
        return msg("you should have heard from us by {time}; we are sorry that it is taking longer", time=by)
    return msg("you will hear from us by {time}", time=by)


def steps_for_customer(history: tuple[Step, ...], zone: tzinfo) -> list[tuple[str, str]]:
    """What happened, each with its time, in the language in use."""
    return [(to_the_minute(each.at, zone), translate(each.text)) for each in history]


def _page(report: CustomerView, zone: tzinfo, now: datetime) -> Iterator[str]:
    yield from pairs(facts_for_customer(report, zone, now))
    yield ""
    yield _("What has happened so far")
    yield from (visible(f"  {at}  {text}") for at, text in steps_for_customer(report.history, zone))
    yield ""
    yield translate(msg("Times are those of {zone}.", zone=str(zone)))
