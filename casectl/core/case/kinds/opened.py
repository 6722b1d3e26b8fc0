"""The event that opens a case."""

from __future__ import annotations

from casectl.core.case.kinds.kind import (
    ANY_EVENT,
    INSTANT,
    MESSAGE_ID,
    RULE_VERSIONS,
    SOURCE,
    TEMPLATE,
    TO_STATE,
    WORD,
    Detail,
    EventKind,
    Sum,
)
from casectl.core.case.model import Event
from casectl.core.time.instants import parse_instant
from casectl.core.values.messages import msg
from casectl.core.values.tree import text_of


def _begin(found: Sum, event: Event) -> None:
    source = event.mapping("source")
    found["template"] = event.text("template")
    found["state"] = event.text("to")
    found["received_at"] = parse_instant(event.text("received_at")) if event.text("received_at") else event.at
    found["opened_at"] = event.at
    found["source"] = (text_of(source.get("name")), text_of(source.get("id"))) if source else None


OPENED = EventKind(
    "opened",
    msg("opened"),
    msg("the case was opened"),
    may_be_undone=False,
    details={
        "template": Detail(TEMPLATE, msg("the template it was opened from")),
        "version": Detail(WORD, msg("the version of the template at that time")),
        "to": TO_STATE,
        **{name: ANY_EVENT[name] for name in ("owner", "team", "level")},
        "received_at": Detail(INSTANT, msg("when the customer complained")),
        "rules": RULE_VERSIONS,
        "source": Detail(
            SOURCE, msg("for an imported case: the name of the source, and the complaint's id in the source")
        ),
        "message_id": MESSAGE_ID,
    },
    effect=_begin,
    subject="{template} ({to})",
    summary=(
        msg("{template} ({to}), with {owner}"),
        msg("{template} ({to}), with {team}"),
        msg("{template} ({to})"),
    ),
    triggers=lambda event: ("opened", "received", f"state:{event.text('to')}"),
    rules=("not_about_receiver",),
)
