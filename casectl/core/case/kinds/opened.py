"""The event that opens a case."""

from __future__ import annotations

from collections.abc import Iterable

from casectl.core.case.event import Event
from casectl.core.case.kinds.details import INSTANT, RULE_VERSIONS, SOURCE, TEMPLATE, TO_STATE, WORD, Detail
from casectl.core.case.kinds.kind import EventKind, Sum, Titles
from casectl.core.case.model import Header
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import Value, msg
from casectl.core.values.tree import text_of


def _begin(found: Sum, event: Event) -> None:
    source = event.mapping("source")
    found["template"] = event.text("template")
    found["state"] = event.text("to")
    found["received_at"] = parse_instant(event.text("received_at")) if event.text("received_at") else event.at
    found["opened_at"] = event.at
    found["source"] = (text_of(source.get("name")), text_of(source.get("id"))) if source else None


def _summary(before: Header, event: Event, titles: Titles) -> Value:
    state, template = titles.state(event.text("to")), titles.template(event.text("template"))
    owner = event.text("owner") or event.text("team")
    if not owner:
        return msg("{template} ({state})", template=template, state=state)
    return msg("{template} ({state}), with {owner}", template=template, state=state, owner=owner)


def _triggers(event: Event) -> Iterable[str]:
    return "opened", "received", f"state:{event.text('to')}"


OPENED = EventKind(
    "opened",
    msg("opened"),
    msg("the case was opened"),
    may_be_undone=False,
    details={
        "template": Detail(TEMPLATE, msg("the template it was opened from")),
        "version": Detail(WORD, msg("the template's version then")),
        "to": TO_STATE,
        "received_at": Detail(INSTANT, msg("when the customer complained")),
        "rules": RULE_VERSIONS,
        "source": Detail(SOURCE, msg("of an imported case: the source's name and the id there")),
    },
    effect=_begin,
    subject="{template} ({to})",
    summary=_summary,
    triggers=_triggers,
)
