"""Events of quality inspections: the marks that somebody's handling of a case was given, an appeal, its decision."""

from __future__ import annotations

from casectl.core.case.kinds.kind import EVENT, MARKS, PERSON, REASON, TEXT, WORD, Detail, EventKind
from casectl.core.values.messages import Message, msg

_INSPECTION = Detail(EVENT, msg("the event with the inspection"))
_PERSON = Detail(PERSON, msg("the person whose handling of the case was inspected"))

INSPECTED = EventKind(
    "inspected",
    msg("quality inspection"),
    msg("somebody's handling of the case was inspected and marked; it is not a contact"),
    may_be_undone=True,
    details={
        "person": _PERSON,
        "marks": Detail(MARKS, msg("a mark from 1 to 5 for each line of the score sheet")),
        "draw": Detail(
            WORD, msg("the draw of casectl sample in which the case was drawn; if absent, the case was chosen by hand")
        ),
        "text": Detail(TEXT, msg("the inspector's feedback to that person")),
    },
    summary=(Message("{person}"),),
    rules=("inspection",),
)

INSPECTION_APPEALED = EventKind(
    "inspection_appealed",
    msg("appeal against an inspection"),
    msg("the person inspected does not agree with the marks"),
    may_be_undone=True,
    details={"inspection": _INSPECTION, "person": _PERSON, "reason": REASON},
    summary=(Message("{person}"),),
    rules=("inspection_appeal",),
)

INSPECTION_DECIDED = EventKind(
    "inspection_decided",
    msg("appeal against an inspection decided"),
    msg("a third person decided on the appeal: the marks stay, or are replaced"),
    may_be_undone=False,
    details={
        "inspection": _INSPECTION,
        "person": _PERSON,
        "marks": Detail(MARKS, msg("the marks that count from then on; if absent, the marks of the inspection stay")),
        "reason": REASON,
    },
    summary=(Message("{person}"),),
    rules=("inspection_decision",),
)
