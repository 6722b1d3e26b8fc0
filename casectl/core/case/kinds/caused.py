"""Events of root causes: what a complaint came from and who is responsible, and what the one named says to that."""

from __future__ import annotations

from casectl.core.case.kinds.kind import CAUSE, REASON, RESPONSIBLE, WHYS, Detail, EventKind
from casectl.core.values.messages import Message, msg

CAUSE_FOUND = EventKind(
    "cause_found",
    msg("root cause"),
    msg("the cause of the complaint was found, and who or what is responsible"),
    may_be_undone=True,
    details={
        "cause": Detail(CAUSE, msg("the root cause, by its code in casectl.yaml")),
        "whys": Detail(
            WHYS,
            msg("the chain of reasons: why it happened, why that happened, and so on, with the deepest reason last"),
        ),
        "responsible": Detail(RESPONSIBLE, msg("who or what caused it: a person, a team, or somebody outside")),
    },
    subject="{cause}",
    summary=(msg("{cause}, {responsible}"), Message("{cause}")),
    rules=("cause",),
)

CAUSE_DISPUTED = EventKind(
    "cause_disputed",
    msg("responsibility disputed"),
    msg("the person or the team named as responsible does not agree"),
    may_be_undone=True,
    details={"responsible": Detail(RESPONSIBLE, msg("who is named as responsible")), "reason": REASON},
    summary=(Message("{responsible}"),),
    rules=("cause_dispute",),
)
