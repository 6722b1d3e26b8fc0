"""What is owed in a case: whatever has a time by which somebody is to act, in one shape.

A new kind of it is another source of rows in `owed_in`; what lists and the index do with them is the same for all.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from casectl.core.time.instants import to_seconds
from casectl.core.values.value_class import NamedTuple

if TYPE_CHECKING:
    from casectl.core.case.model import FollowUp, Header  # no list needs them

DEADLINE, FOLLOW_UP, PROMISE, OFFER = "deadline", "follow-up", "promise", "offer"
INSTRUCTION = "instruction"
"""A supervisor's order to somebody, which is done by its answer."""
LETTER = "letter"
"""A letter that waits to be approved, or, once it was sent back, to be written again."""
HELD = "held letter"
"""A letter that is sent when the office opens."""
UNDELIVERED = "undelivered letter"
"""A letter that a mail server refused for good: the customer is to be told in another way."""


class Owed(NamedTuple):
    """One thing that `who` owes at `at` (aware).

    `name` is the clock of a deadline, the word for what a follow-up is to do, what was promised or its dotted field,
    what an instruction asks for. An offer
    is a handoff that waits for an answer without a deadline; `at` is since when, and `owed_in` has none.
    `follow_up` is the id of a follow-up or a promise ("" for a deadline), `rule` the template's rule that planned it
    ("" for a person's own), `note` what was noted with it. `provisional`: the time rests on days that a calendar only
    guesses. `unconfirmed`: it was done by a late entry that nobody has confirmed yet. Whether a deadline is regulatory
    or internal is no fact of the case: the present template says it.
    """

    kind: str
    name: str
    at: datetime
    who: str
    follow_up: str = ""
    rule: str = ""
    note: str = ""
    provisional: bool = False
    unconfirmed: bool = False

    @property
    def called(self) -> str:
        """What verbs take for it: the clock, the rule of a follow-up, the field of a promise, or else the id."""
        return self.rule or (
            self.follow_up if self.kind in (FOLLOW_UP, INSTRUCTION, LETTER, HELD, UNDELIVERED) else self.name
        )

    @property
    def key(self) -> str:
        """What it is known by in its case: the clock of a deadline, else the id of the follow-up."""
        return self.name if self.kind == DEADLINE else self.follow_up


def owed_in(header: Header) -> list[Owed]:
    """All that is owed in a case, the earliest first. While a handoff is not accepted, who offered it owes the rest."""
    holder = header.offer.by if header.offer else header.owner
    deadlines = [
        Owed(DEADLINE, clock, at, holder, "", "", "", clock in header.provisional, clock in header.unconfirmed)
        for clock, at in header.due.items()
    ]
    follow_ups = [as_owed(each) for each in header.follow_ups]
    return sorted((*deadlines, *follow_ups), key=lambda each: to_seconds(each.at))


def as_owed(each: FollowUp) -> Owed:
    """A follow-up or a promise as what is owed."""
    return Owed(each.kind or FOLLOW_UP, each.what, each.at, each.who, each.id, each.rule, each.note)
