"""The event that makes a case one of another kind: its template is another one from then on."""

from __future__ import annotations

from casectl.core.case.kinds.kind import (
    ANY_EVENT,
    CHANGED,
    REASON,
    RULE_VERSIONS,
    STATE,
    TEMPLATE,
    WORD,
    Detail,
    EventKind,
    Sum,
)
from casectl.core.case.model import RETYPED as NAME
from casectl.core.case.model import Event
from casectl.core.values.messages import Message, msg


def _retype(found: Sum, event: Event) -> None:
    found["template"] = event.text("template")
    if event.text("to"):
        found["state"] = event.text("to")


RETYPED = EventKind(
    NAME,
    msg("retyped"),
    msg(
        "the case was opened as the wrong kind and got another template; its clocks count as if it had always"
        " had the new one"
    ),
    may_be_undone=True,
    details={
        "template": Detail(TEMPLATE, msg("the template from then on")),
        "template_before": Detail(TEMPLATE, msg("the template until then")),
        "version": Detail(WORD, msg("the version of the template at that time")),
        "to": Detail(STATE, msg("the state entered; if absent, the case stays in the state of the same name")),
        "level": ANY_EVENT["level"],
        "rules": RULE_VERSIONS,
        "changed": CHANGED,
        "reason": REASON,
    },
    effect=_retype,
    subject="{template_before} → {template}",
    trail="{template_before} → {template}",
    summary=(Message("{template_before} → {template} ({to})"), Message("{template_before} → {template}")),
    rules=("retyping", "of_a_colleague"),
    triggers=lambda event: (f"state:{event.text('to')}",) if event.text("to") else (),
)
