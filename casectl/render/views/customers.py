"""The view of a customer's file: a page for people, one row for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from casectl.core.case.kinds.boundary import in_words
from casectl.core.case.kinds.follow_ups import OUTCOMES
from casectl.core.case.kinds.said import DIRECTIONS
from casectl.core.history.customer_file import Contact, CustomerCase, CustomerFile, Promise, Stated
from casectl.core.template.labels import Labels, title_in, value_title
from casectl.core.time.instants import format_instant, to_the_minute
from casectl.core.values.messages import Value as Said
from casectl.core.values.messages import counted, msg
from casectl.core.values.tree import get_in, leaves, mapping_of
from casectl.render.language import _, translate
from casectl.render.text.pairs import pairs
from casectl.render.text.terminal import visible
from casectl.render.view import Column, Value, View
from casectl.render.views.values import instant

_KEYS = (
    "customer",
    "owner",
    "complaints",
    "recent",
    "reopened",
    "chasers",
    "abusive",
    "boundaries",
    "promises",
    "contacts",
    "cases",
)
_MORE = ("representatives", "preferences", "relationship")
"""Fields beside those under customer that are about the person: who may speak for them, and how they are met."""
_SHOWN = 10


def customer_view(report: CustomerFile, zone: tzinfo) -> View:
    """`customer`: who it is, how often there was a complaint, promises, contacts, cases. Times are shown in `zone`."""
    row: dict[str, Value] = {
        "customer": {name: text for name, _title, text in _fields(report)},
        "owner": report.owner or None,
        "complaints": len(report.complaints),
        "recent": report.recent,
        "reopened": report.reopened,
        "chasers": report.chasers,
        "abusive": report.abusive,
        "boundaries": [_boundary(each, zone) for each in report.boundaries()],
        "promises": [
            {"id": each.case_id, "what": each.what, "due": instant(each.at, zone), "result": each.result or None}
            for each in report.promises()
        ],
        "contacts": [
            {
                "at": instant(each.at, zone),
                "id": each.case_id,
                "direction": each.direction,
                "channel": each.channel,
                "chaser": each.is_chaser,
            }
            for each in report.contacts()
        ],
        "cases": [_case(each, zone) for each in report.cases],
    }
    columns = tuple(
        Column(name, name, detail=name in ("boundaries", "promises", "contacts", "cases")) for name in _KEYS
    )
    return View("customer", columns, [row], page="\n".join(_page(report, zone)))


def _boundary(each: Stated, zone: tzinfo) -> Value:
    said = {name: each.event.text(name) for name in ("text", "abuse", "next", "until")}
    return {"at": instant(each.event.at, zone), "id": each.case_id, "by": each.event.by, **said, "holds": each.holds}


def _stated(each: Stated, zone: tzinfo) -> str:
    words = translate(in_words(each.event, zone) if each.holds else msg("ended: {text}", text=each.event.text("text")))
    return f"{to_the_minute(each.event.at, zone)}  {each.case_id}  {words}"


def _case(each: CustomerCase, zone: tzinfo) -> Value:
    header = each.case.header
    return {
        "id": each.case.id,
        "title": each.case.title,
        "template": header.template,
        "state": header.state,
        "owner": header.owner or None,
        "received_at": format_instant(header.received_at, zone) if header.received_at else None,
        "archived": each.is_archived,
    }


def _fields(report: CustomerFile) -> Iterator[tuple[str, str, str]]:
    """What the latest case says of the customer: name, title and text of each field."""
    fields, labels = dict(report.latest.case.fields), report.latest.labels
    for top in ("customer", *_MORE):
        value = get_in(fields, (top,))
        for path, text in leaves(mapping_of(value)) if isinstance(value, dict) else leaves(value or ""):
            name = ".".join(each for each in (top, *path) if isinstance(each, str))
            if text:
                shown = translate(value_title(labels, f"fields.{name}", text))
                yield name, translate(title_in(labels.fields, name)), shown


def _page(report: CustomerFile, zone: tzinfo) -> Iterator[str]:
    often = msg("{total}, of which {recent} in the last 90 days", total=len(report.complaints), recent=report.recent)
    yield from pairs(
        [
            *((title, text) for _name, title, text in _fields(report)),
            (_("Owner"), report.owner),
            (_("Complaints"), translate(often)),
            (_("Reopened"), str(report.reopened or "")),
            (_("Chasers"), str(report.chasers or "")),
            (_("Cases with abuse"), translate(report.abusive)),
        ]
    )
    yield from _section(_("Boundaries"), [_stated(each, zone) for each in report.boundaries()])
    yield from _section(_("Promises"), [_promise(each, report, zone) for each in report.promises()])
    contacts = report.contacts()
    yield from _section(_("Contacts"), [_contact(each, report, zone) for each in contacts[:_SHOWN]])
    if (left := len(contacts) - _SHOWN) > 0:
        yield f"  {translate(counted('and {count} earlier one', 'and {count} earlier ones', left))}"
    yield from _section(_("Cases"), [_line(each, zone) for each in report.cases])


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield title
        yield from (visible(f"  {line}") for line in lines)


def _promise(each: Promise, report: CustomerFile, zone: tzinfo) -> str:
    when = to_the_minute(each.at, zone) if each.at else translate(OUTCOMES[each.result])
    return f"{when}  {each.case_id}  {translate(title_in(_labels(report, each.case_id).fields, each.what))}"


def _contact(each: Contact, report: CustomerFile, zone: tzinfo) -> str:
    title = title_in(_labels(report, each.case_id).choices, f"channel={each.channel}", each.channel)
    direction: Said = DIRECTIONS.get(each.direction, each.direction)
    how = msg("{direction}, {channel}", direction=direction, channel=title) if each.channel else direction
    mark = f" · {_('chaser')}" if each.is_chaser else ""
    return f"{to_the_minute(each.at, zone)}  {each.case_id}  {translate(how)}{mark}"


def _labels(report: CustomerFile, case_id: str) -> Labels:
    return next(each.labels for each in report.cases if each.case.id == case_id)


def _line(each: CustomerCase, zone: tzinfo) -> str:
    header = each.case.header
    received = to_the_minute(header.received_at, zone) if header.received_at else "-"
    state = translate(title_in(each.labels.states, header.state))
    mark = _(" (in the archive)") if each.is_archived else ""
    return f"{received}  {each.case.id}  {state}{mark}  {header.owner or '-'}  {each.case.title}"
